import { expect, test } from "vitest";
import { describeValue } from "../../src/protocol/describe-value.ts";
import { TOLERANCES, ToleranceCounts } from "../../src/protocol/tolerance.ts";

test("counts are kept by name, added up, and listed with what they mean", () => {
	const counts = new ToleranceCounts();
	counts.add("wav-header");
	counts.add("weight-out-of-range", 3);
	counts.add("wav-header");
	expect([...counts]).toEqual([
		["wav-header", 2],
		["weight-out-of-range", 3],
	]);
	expect(counts.toObject()).toEqual({ "wav-header": 2, "weight-out-of-range": 3 });
	expect([counts.total, counts.get("wav-header"), counts.get("pong-frame")]).toEqual([5, 2, 0]);
	for (const [name] of counts) expect(TOLERANCES[name]).not.toBe("");
});

test.each([
	[undefined, "nothing"],
	[null, "null"],
	[3.5, "3.5"],
	["x", '"x"'],
	["line\nbreak", '"line\\nbreak"'],
	["y".repeat(100), `"${"y".repeat(40)}…"`],
	[[1], "an array"],
	[{}, "an object"],
	[() => 1, "a function"],
])("a wrong value is named, never quoted in full (%#)", (value, name) => {
	expect(describeValue(value)).toBe(name);
});
