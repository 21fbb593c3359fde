import { expect, test } from "vitest";
import {
	encodeRecordingEntry,
	encodeRecordingHeader,
	parseRecording,
	type RecordingEntry,
} from "../../src/protocol/recording.ts";
import { RecordingPlayer } from "../../src/protocol/recording-player.ts";
import { seconds } from "../../src/util/time.ts";

const entry = (
	at: number,
	direction: "down" | "up" = "down",
	message: object = { n: at },
): RecordingEntry => ({
	at: seconds(at),
	direction,
	message,
});

const HEADER = { recordedAt: "2026-11-22T08:00:00Z", description: "one sentence" };
const ENTRIES = [
	entry(0, "up"),
	entry(0.125),
	entry(0.125),
	entry(1.5, "down", { Header: {}, Payload: { a: [1] } }),
];

const encoded = (entries: readonly RecordingEntry[]) =>
	encodeRecordingHeader(HEADER) + entries.map(encodeRecordingEntry).join("");

test("a recording is read back as it was written, one line a message", () => {
	const text = encoded(ENTRIES);
	expect(text.split("\n")).toHaveLength(ENTRIES.length + 2);
	expect(parseRecording(text)).toEqual({ header: HEADER, entries: ENTRIES });
});

test("the lines are what the format says", () => {
	expect(encodeRecordingHeader()).toBe(
		'{"facewire":"recording","version":1,"recordedAt":"","description":""}\n',
	);
	expect(encodeRecordingEntry(entry(0.12345678))).toBe(
		'{"at":0.123457,"direction":"down","message":{"n":0.12345678}}\n',
	);
});

test("a header may say no more than what it is; unknown fields, empty lines and CRLF are no fault", () => {
	const text =
		'{"facewire":"recording","version":1,"by":"x"}\r\n\r\n{"at":1,"direction":"up","message":{},"n":2}\r\n';
	expect(parseRecording(text)).toEqual({
		header: { recordedAt: "", description: "" },
		entries: [{ at: 1, direction: "up", message: {} }],
	});
});

const LINE = { at: 1, direction: "down", message: {} };

test.each([
	["", "line 1: $: expected JSON"],
	["[]", "line 1: $: expected an object, got an array"],
	['{"facewire":"movie","version":1}', 'line 1: $.facewire: expected "recording", got "movie"'],
	['{"facewire":"recording","version":2}', "line 1: $.version: expected version 1, got 2"],
	['{"facewire":"recording","version":1,"recordedAt":5}', "line 1: $.recordedAt: expected a string, got 5"],
])("a file that is no recording of this version is refused (%#)", (text, message) => {
	expect(() => parseRecording(text)).toThrow(message);
});

test.each([
	['{"at":1,"dire', "line 3: $: expected JSON"],
	[JSON.stringify({ ...LINE, at: "1" }), 'line 3: $.at: expected a number, got "1"'],
	[JSON.stringify({ ...LINE, at: -1 }), "line 3: $.at: expected a number from 0 to 2678400, got -1"],
	[JSON.stringify({ ...LINE, at: 0.25 }), "line 3: $.at: expected a time from 0.5 on, got 0.25"],
	[JSON.stringify({ ...LINE, direction: "in" }), 'line 3: $.direction: expected "down" or "up", got "in"'],
	[JSON.stringify({ ...LINE, message: "{}" }), 'line 3: $.message: expected an object, got "{}"'],
])("a broken line is named (%#)", (line, message) => {
	expect(() => parseRecording(`${encoded([entry(0.5)])}${line}\n`)).toThrow(message);
});

test("the player gives what is due, once, in order, and passes over what was sent up", () => {
	const player = new RecordingPlayer({ header: HEADER, entries: ENTRIES });
	expect(player.nextAt).toBe(0.125);
	expect(player.due(seconds(0.1))).toEqual([]);
	expect(player.due(seconds(0.125))).toEqual([ENTRIES[1], ENTRIES[2]]);
	expect(player.due(seconds(0.125))).toEqual([]);
	expect(player.nextAt).toBe(1.5);
	expect(player.due(seconds(99))).toEqual([ENTRIES[3]]);
	expect(player.nextAt).toBeNull();
	player.rewind();
	expect(player.due(seconds(99))).toHaveLength(3);
});
