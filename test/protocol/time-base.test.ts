import { expect, test } from "vitest";
import { clausePart } from "../../src/protocol/clause-part.ts";
import { type TimeBase, TimeBaseDetector } from "../../src/protocol/time-base.ts";
import { seconds } from "../../src/util/time.ts";

/** Lengths of the parts of each clause, in seconds. */
type Feed = readonly (readonly number[])[];

const SEVERAL_PARTS: Feed = [
	[0.6, 0.6, 0.3],
	[0.5, 0.5],
	[0.7, 0.4],
];
const ONE_PART_EACH: Feed = [[1.4], [1.1], [2.2]];

/**
 * Plays a feed whose cues count from `base`, the first of each part `lead` after the part's sound begins.
 * Returns how far each part's first cue is placed from where it belongs.
 */
function placementErrors(feed: Feed, base: TimeBase, lead: number, detector: TimeBaseDetector): number[] {
	const errors: number[] = [];
	let time = 0;
	for (const parts of feed) {
		const clauseTime = time;
		for (const length of parts) {
			const zero = { reply: 0, clause: clauseTime, packet: time }[base];
			const start = seconds(time + lead - zero);
			const phonemes = [{ symbol: "a", start, end: seconds(start + 0.1) }];
			const place = { clauseTime: seconds(clauseTime), partTime: seconds(time) };
			const offset = detector.offset(clausePart({ phonemes }), place);
			errors.push(Math.abs(start + offset - (time + lead)));
			time += length;
		}
	}
	return errors;
}

const worst = (errors: readonly number[]) => Math.max(...errors);

test.each<[TimeBase, number]>([
	["reply", 0],
	["clause", 0],
	["packet", 0],
	["reply", 0.12],
	["clause", 0.12],
	["packet", 0.12],
])("times that count from the %s are found out at once, the first cue %f s into its part", (base, lead) => {
	const detector = new TimeBaseDetector();
	expect(worst(placementErrors(SEVERAL_PARTS, base, lead, detector))).toBeLessThan(1e-9);
	expect(detector.base).toBe(base);
	expect(detector.evidence).toBeGreaterThan(0);
});

test("where each clause is one part, clause and packet are the same and placed alike", () => {
	const detector = new TimeBaseDetector();
	expect(worst(placementErrors(ONE_PART_EACH, "packet", 0, detector))).toBeLessThan(1e-9);
	expect(detector.base).toBe("clause");
});

test("a reply of one part leaves the base assumed: the reply's, or what was found before", () => {
	const detector = new TimeBaseDetector();
	placementErrors([[3]], "packet", 0, detector);
	expect([detector.base, detector.evidence]).toEqual(["reply", 0]);
	const informed = new TimeBaseDetector("clause");
	placementErrors([[3]], "packet", 0, informed);
	expect([informed.base, informed.evidence]).toEqual(["clause", 0]);
});

test("what was found before gives way to evidence", () => {
	const detector = new TimeBaseDetector("packet");
	expect(worst(placementErrors(SEVERAL_PARTS, "reply", 0, detector))).toBeLessThan(1e-9);
	expect(detector.base).toBe("reply");
});

test("one odd message does not outvote many", () => {
	const detector = new TimeBaseDetector();
	placementErrors(SEVERAL_PARTS, "clause", 0, detector);
	const odd = [{ symbol: "a", start: seconds(40), end: seconds(41) }];
	detector.offset(clausePart({ phonemes: odd }), { clauseTime: seconds(40), partTime: seconds(45) });
	expect(detector.base).toBe("clause");
});

test("subtitles are evidence where there are no phonemes, and parts without either are placed all the same", () => {
	const detector = new TimeBaseDetector();
	const place = { clauseTime: seconds(2), partTime: seconds(3) };
	const text = { text: "a", end: seconds(2), textStart: 0, textEnd: 1 };
	expect(detector.offset(clausePart({ subtitles: [{ ...text, start: seconds(1) }] }), place)).toBe(2);
	expect(detector.offset(clausePart(), place)).toBe(2);
	expect(detector.evidence).toBe(1);
});
