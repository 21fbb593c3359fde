import { expect, test } from "vitest";
import { clausePart } from "../../src/protocol/clause-part.ts";
import { CaptionTrack } from "../../src/session/caption-track.ts";
import { ClauseLedger } from "../../src/session/clause-ledger.ts";
import { seconds } from "../../src/util/time.ts";
import { sound } from "../support/session-harness.ts";

const ALL = Number.POSITIVE_INFINITY;

const pass = (
	ledger: ClauseLedger,
	sequence: number,
	clauseTime: number,
	duration: number,
	at = clauseTime,
) => ledger.passed(clausePart({ sequence, samples: sound(duration) }), seconds(clauseTime), seconds(at));

test("parts of one clause are one entry, a number that comes again later is another clause", () => {
	const ledger = new ClauseLedger();
	expect([
		pass(ledger, 1, 0, 1),
		pass(ledger, 1, 0, 1, 1),
		pass(ledger, 0, 2, 1),
		pass(ledger, 1, 3, 1),
	]).toEqual([0, 0, 1, 2]);
	expect(ledger.duration).toBe(4);
	expect(ledger.close(new CaptionTrack(), ALL, undefined)).toMatchObject([
		{ sequence: 1, start: 0, end: 2 },
		{ sequence: 0, start: 2, end: 3 },
		{ sequence: 1, start: 3, end: 4 },
	]);
});

test("a clause without an end is spoken, but not complete", () => {
	const ledger = new ClauseLedger();
	pass(ledger, 1, 0, 1);
	expect(ledger.close(new CaptionTrack(), ALL, undefined)).toMatchObject([
		{ outcome: "spoken", complete: false },
	]);
	pass(ledger, 1, 0, 0, 1);
	ledger.passed(clausePart({ sequence: 1, clauseFinal: true }), seconds(0), seconds(1));
	expect(ledger.close(new CaptionTrack(), ALL, undefined)).toMatchObject([
		{ outcome: "spoken", complete: true },
	]);
});

test("a leap over a billion numbers is one entry with a count, in its place", () => {
	const ledger = new ClauseLedger();
	pass(ledger, 1, 0, 1);
	ledger.missing(2, 1e9);
	pass(ledger, 1e9 + 1, 1, 1);
	expect(ledger.close(new CaptionTrack(), ALL, undefined)).toMatchObject([
		{ outcome: "spoken", sequence: 1 },
		{ outcome: "dropped", sequence: 2, count: 999_999_999, reason: "missing" },
		{ outcome: "spoken", sequence: 1e9 + 1 },
	]);
});

test("announced clauses that never arrive are a loss only if the utterance broke off", () => {
	const announced = () => {
		const ledger = new ClauseLedger();
		ledger.announce(1, "first");
		ledger.announce(2, "second");
		pass(ledger, 1, 0, 1);
		ledger.announce(1, "first again");
		ledger.arrived(3);
		return ledger;
	};
	expect(announced().close(new CaptionTrack(), ALL, undefined)).toMatchObject([{ text: "first again" }]);
	expect(announced().close(new CaptionTrack(), ALL, "cut")).toMatchObject([
		{ outcome: "spoken", sequence: 1 },
		{ outcome: "dropped", sequence: 2, count: 1, text: "second", reason: "cut" },
		{ outcome: "dropped", sequence: 3, count: 1, text: "", reason: "cut" },
	]);
});

test("the clause at a time is the one that sounds then", () => {
	const ledger = new ClauseLedger();
	expect(ledger.sequenceAt(0)).toBeUndefined();
	pass(ledger, 7, 0, 1);
	pass(ledger, 9, 1, 1);
	expect([0, 0.99, 1, 5].map((time) => ledger.sequenceAt(time))).toEqual([7, 7, 9, 9]);
});
