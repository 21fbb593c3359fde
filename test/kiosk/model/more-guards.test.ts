import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { FrameRates } from "../../../src/kiosk/model/frame-rates.ts";
import { KIOSK_LINES, LINE_TEXTS, linePath } from "../../../src/kiosk/model/lines.ts";
import { MotionPresence } from "../../../src/kiosk/model/motion-presence.ts";
import { KIOSK_LANGUAGES } from "../../../src/kiosk/model/settings.ts";
import { SilenceWatch } from "../../../src/kiosk/model/silence-watch.ts";
import { transcriptText } from "../../../src/kiosk/model/transcript-text.ts";
import { KIOSK_TEXTS } from "../../../src/kiosk/texts/kiosk-texts.ts";
import { parseRecording } from "../../../src/protocol/recording.ts";
import { seconds } from "../../../src/util/time.ts";

describe("a silence", () => {
	it("counts only as far as somebody came to look in time", () => {
		const watch = new SilenceWatch(3);
		for (const now of [0, 10, 20, 30]) expect(watch.look(true, now)).toBe(false);
		const looks = [30.5, 31, 31.5, 32, 32.5, 33].map((now) => watch.look(true, now));
		expect(looks).toEqual([false, false, false, false, false, true]);
		expect(watch.look(false, 33.5)).toBe(false);
	});
});

describe("a camera", () => {
	const picture = (shade: number) => new Uint8Array(768).fill(shade);

	it("sees somebody who moves, for as long as people stand still, and no lamp that is switched", () => {
		const presence = new MotionPresence();
		let now = 0;
		const look = (shade: number) => {
			now += 0.3;
			return presence.look(picture(shade), seconds(now));
		};
		expect([80, 80, 82, 81].map(look)).toEqual([false, false, false, false]);
		expect([200, 200, 200].map(look)).toEqual([false, false, false]);
		expect([150, 90, 140].map(look)).toEqual([false, false, true]);
		expect(look(140)).toBe(true);
		now += 8;
		expect(look(140)).toBe(false);
	});
});

describe("frame rates", () => {
	it("are told as median and worst twentieth, since the last telling", () => {
		const rates = new FrameRates();
		for (const rate of [60, 60, 58, 60, 12]) rates.add(rate);
		expect(rates.take()).toEqual({ median: 60, low: 12 });
		expect(rates.take()).toEqual({ median: 0, low: 0 });
	});
});

describe("what a visitor takes along", () => {
	it("is the end of the conversation as plain text, as far as a code holds it", () => {
		const long = { question: "Long?", answer: "x".repeat(890) };
		const last = { question: "Tickets?", answer: "**12** dollars: [map](https://x.example)" };
		expect(transcriptText([long, last])).toBe("? Tickets?\n12 dollars: map");
		expect(transcriptText([])).toBe("");
	});
});

describe.each(KIOSK_LANGUAGES)("the lines in %s", (language) => {
	it.each(KIOSK_LINES)("have a recording of the words of %s", async (line) => {
		const url = new URL(`../../../assets/public/${linePath(language, line)}`, import.meta.url);
		const { header, entries } = parseRecording(await readFile(url, "utf8"));
		expect(header.description).toBe(LINE_TEXTS[language][line]);
		expect(entries.length).toBeGreaterThan(3);
	});

	it("stand beside every word of the screen", () => {
		for (const text of Object.values(KIOSK_TEXTS[language])) expect(text.trim()).not.toBe("");
	});
});
