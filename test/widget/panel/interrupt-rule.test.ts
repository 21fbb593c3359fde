import { expect, it } from "vitest";
import { InterruptRule } from "../../../src/widget/panel/interrupt-rule.ts";
import { reply } from "../../support/stand-in-conversation.ts";

it("goes by the clause that is heard, and by the newest where none is known", () => {
	const rule = new InterruptRule();
	rule.take(1, reply({ sequence: 2, uninterruptible: true, muted: true }));
	rule.take(1, reply({ sequence: 1 }));
	rule.take(1, reply({ sequence: 0, isSpoken: false }));
	expect([0, 1, undefined].map((clause) => rule.forbids(clause))).toEqual([false, true, true]);
	expect([0, 1].map((clause) => rule.mutes(clause))).toEqual([false, true]);
});

it("forgets an utterance that is over, or that another follows", () => {
	const rule = new InterruptRule();
	rule.take(1, reply({ uninterruptible: true }));
	rule.take(2, reply({}));
	expect(rule.forbids(0)).toBe(false);
	rule.take(2, reply({ uninterruptible: true }));
	rule.end(1);
	expect(rule.forbids(0)).toBe(true);
	rule.end(2);
	expect(rule.forbids(0)).toBe(false);
});
