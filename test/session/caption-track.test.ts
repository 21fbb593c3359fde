import { expect, test } from "vitest";
import type { Subtitle } from "../../src/protocol/driver-message.ts";
import { CaptionTrack } from "../../src/session/caption-track.ts";
import { seconds } from "../../src/util/time.ts";

const word = (text: string, start: number, end: number, textStart: number, textEnd: number): Subtitle => ({
	text,
	start: seconds(start),
	end: seconds(end),
	textStart,
	textEnd,
});

const HELLO = [word("Hello", 0, 0.5, 10, 15), word("big", 0.5, 0.8, 16, 19), word("world!", 1, 1.5, 20, 26)];

test("a clause's text is put together from its words, with a space where positions leave a gap", () => {
	const track = new CaptionTrack();
	const cues = track.append(0, HELLO, 2);
	expect(track.text(0)).toBe("Hello big world!");
	expect(cues).toEqual([
		{ clause: 0, text: "Hello", before: "", after: "", start: 2, end: 2.5, textStart: 0, textEnd: 5 },
		{ clause: 0, text: "big", before: " ", after: "", start: 2.5, end: 2.8, textStart: 6, textEnd: 9 },
		{ clause: 0, text: "world!", before: " ", after: "", start: 3, end: 3.5, textStart: 10, textEnd: 16 },
	]);
});

test("positions count code points, and words that follow each other stand together", () => {
	const track = new CaptionTrack();
	const cues = track.append(0, [word("😀", 0, 1, 0, 1), word("好", 1, 2, 1, 2)], 0);
	expect(track.text(0)).toBe("😀好");
	expect(cues.map(({ textStart, textEnd }) => [textStart, textEnd])).toEqual([
		[0, 1],
		[1, 2],
	]);
});

test("where the clause's writing is known, it is what the captions show, without its marks", () => {
	const track = new CaptionTrack();
	const written = " \u201cHello\u201d \u2013 **big**, _wide_ world! ";
	const cues = track.append(0, [word("Hello", 0, 1, 2, 7), word("big", 1, 2, 13, 16)], 0, written);
	track.append(0, [word("wide", 2, 3, 20, 24), word("world", 3, 4, 26, 31)], 0, written);
	expect(track.text(0)).toBe("\u201cHello\u201d \u2013 big, wide world!");
	expect(cues[1]).toMatchObject({ before: " \u2013 ", after: ",", textStart: 10, textEnd: 13 });
});

test("words that are not as written stand by themselves, and the next ones find their place again", () => {
	const track = new CaptionTrack();
	const words = [word("costs", 0, 1, 0, 5), word("five dollars", 1, 2, 6, 8), word("now", 2, 3, 9, 12)];
	track.append(0, words, 0, "costs $5 now.");
	expect(track.text(0)).toBe("costs five dollars now.");
});

test("words that come in a later message continue the clause; out of order within one they are put in order", () => {
	const track = new CaptionTrack();
	track.append(0, HELLO.slice(0, 1), 0);
	track.append(
		0,
		[HELLO[2], HELLO[1]].filter((cue) => cue !== undefined),
		0,
	);
	expect(track.text(0)).toBe("Hello big world!");
});

test("the playhead tells what is being heard: the word, and what of the clause came before it", () => {
	const track = new CaptionTrack();
	track.append(0, HELLO, 0);
	track.append(1, [word("Bye", 0, 0.5, 0, 3)], 2);
	expect(track.at(-0.1)).toBeUndefined();
	expect(track.at(0)).toEqual({ clause: 0, text: "Hello big world!", heard: 0, current: 5 });
	expect(track.at(0.9)).toEqual({ clause: 0, text: "Hello big world!", heard: 6, current: 9 });
	expect(track.at(1.9)).toEqual({ clause: 0, text: "Hello big world!", heard: 10, current: 16 });
	expect(track.at(2)).toEqual({ clause: 1, text: "Bye", heard: 0, current: 3 });
});

test("the same word is the same object, frame after frame, until the clause grows", () => {
	const track = new CaptionTrack();
	track.append(0, HELLO.slice(0, 2), 0);
	const shown = track.at(0.6);
	expect(track.at(0.7)).toBe(shown);
	track.append(0, HELLO.slice(2), 0);
	expect(track.at(0.7)).toEqual({ clause: 0, text: "Hello big world!", heard: 6, current: 9 });
	expect(track.at(0.1)).not.toBe(shown);
});

test("a page that is fed the cues shows the same", () => {
	const session = new CaptionTrack();
	const page = new CaptionTrack();
	page.add(session.append(0, HELLO, 0));
	page.add(session.append(2, HELLO, 5));
	for (const playhead of [0, 0.7, 1.2, 5.6, 99]) expect(page.at(playhead)).toEqual(session.at(playhead));
	expect(page.text(2)).toBe("Hello big world!");
	expect(page.text(1)).toBe("");
});

test("a split falls after the last word of which more than half was heard", () => {
	const track = new CaptionTrack();
	track.append(0, HELLO, 0);
	expect(track.split(0, 0.2)).toEqual({ heardText: "", remainingText: "Hello big world!" });
	expect(track.split(0, 1.2)).toEqual({ heardText: "Hello big", remainingText: " world!" });
	expect(track.split(0, 1.25)).toEqual({ heardText: "Hello big world!", remainingText: "" });
	expect(track.heardWords(0.7)).toEqual(["Hello", "big"]);
});
