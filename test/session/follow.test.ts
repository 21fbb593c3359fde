import { expect, test } from "vitest";
import { clause, SessionHarness } from "../support/session-harness.ts";

const following = () => SessionHarness.open({ follow: true });

const begun = (h: SessionHarness) =>
	h.toPlayout.filter(({ type }) => type === "begin").map((m) => "utterance" in m && m.utterance);

test("a request that is not its own begins an utterance, and nothing is sent for it", () => {
	const h = following();
	h.reply({ sequence: 1, display: "hello" }, "theirs");
	h.part(clause(1, "hello", { final: true }), "theirs");
	h.report("playing");
	h.report("ended", 1);
	expect(h.sent).toEqual([]);
	expect(h.of("reply")).toHaveLength(1);
	expect(h.ended).toMatchObject({ utterance: 1, end: "spoken", clauses: [{ text: "hello" }] });
});

test("the next request waits for the sound of one that is complete", () => {
	const h = following();
	h.part(clause(1, "one", { final: true }), "a");
	h.report("playing");
	h.part(clause(1, "two"), "b");
	h.part(clause(2, "three", { final: true }), "b");
	expect(begun(h)).toEqual([1]);
	h.report("ended", 1);
	expect(begun(h)).toEqual([1, 2]);
	expect(h.playoutTypes.slice(-3)).toEqual(["samples", "samples", "drain"]);
	h.report("playing");
	h.report("ended", 2);
	expect(h.of("utterance-ended").map(({ end }) => end)).toEqual(["spoken", "spoken"]);
});

test("the next request interrupts one that is not complete, whose late messages are stale", () => {
	const h = following();
	h.part(clause(1, "one"), "a");
	h.report("playing");
	h.part(clause(1, "two"), "b");
	expect(h.playoutTypes).toEqual(["begin", "samples", "flush", "begin", "samples"]);
	h.part(clause(2, "late"), "a");
	expect(begun(h)).toEqual([1, 2]);
	expect(h.session.stats.warnings).toEqual({ "stale-message": 1 });
});

test("three requests that come at once are said one after the other", () => {
	const h = following();
	for (const id of ["a", "b", "c"]) h.part(clause(1, id, { final: true }), id);
	for (let i = 0; i < 3; i++) {
		h.report("playing");
		h.report("ended", 1);
	}
	expect(h.of("utterance-ended").map(({ clauses }) => clauses[0]?.text)).toEqual(["a", "b", "c"]);
});

test("a session that does not follow leaves what is not its own alone", () => {
	const h = SessionHarness.open();
	h.part(clause(1, "one", { final: true }), "theirs");
	expect(begun(h)).toEqual([]);
	expect(h.session.stats.warnings).toEqual({ "stale-message": 1 });
});
