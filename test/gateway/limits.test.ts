import { describe, expect, it } from "vitest";
import { CharacterBudget } from "../../src/gateway/character-budget.ts";
import { TokenBucket } from "../../src/gateway/token-bucket.ts";
import { seconds } from "../../src/util/time.ts";

describe("TokenBucket", () => {
	it("gives its whole capacity at once, then refills evenly", () => {
		const bucket = new TokenBucket(16, seconds(64));
		expect(bucket.take(16, seconds(0))).toBe(true);
		expect(bucket.take(1, seconds(3))).toBe(false);
		expect(bucket.take(1, seconds(4))).toBe(true);
		expect(bucket.take(2, seconds(8))).toBe(false);
	});

	it("takes nothing when it refuses", () => {
		const bucket = new TokenBucket(16, seconds(64));
		expect(bucket.take(17, seconds(0))).toBe(false);
		expect(bucket.take(16, seconds(0))).toBe(true);
	});

	it("never holds more than its capacity", () => {
		const bucket = new TokenBucket(16, seconds(64));
		bucket.take(1, seconds(0));
		expect(bucket.take(17, seconds(1e6))).toBe(false);
	});

	it("gains nothing from a clock that is set back", () => {
		const bucket = new TokenBucket(16, seconds(64));
		bucket.take(16, seconds(100));
		expect(bucket.take(1, seconds(50))).toBe(false);
	});
});

describe("CharacterBudget", () => {
	const DAY = 86_400;

	it("is one allowance for a day, and a new one the next", () => {
		const budget = new CharacterBudget(10);
		expect(budget.take(8, seconds(DAY - 1))).toBe(true);
		expect(budget.take(3, seconds(DAY - 1))).toBe(false);
		expect(budget.take(2, seconds(DAY - 1))).toBe(true);
		expect(budget.take(10, seconds(DAY))).toBe(true);
		expect(budget.spent).toBe(10);
	});

	it("with 0 only counts", () => {
		const budget = new CharacterBudget(0);
		expect(budget.take(1e9, seconds(0))).toBe(true);
		expect(budget.spent).toBe(1e9);
	});
});
