import { describe, expect, it } from "vitest";
import { VENDOR_ERRORS, vendorError } from "../../src/protocol/vendor-errors.ts";

/** The interactive avatar's error codes as its page lists them. */
const DOCUMENTED = [
	-101000, -101001, -101002, -111001, -111002, -111003, -111004, -111005, 100001, 100005, 100008, 100012,
	100014, 100015, 110013, 110014, 110015, 110016, 110018, 110021, 110022,
];

describe("vendorError", () => {
	it.each(DOCUMENTED)("knows %i", (code) => {
		expect(VENDOR_ERRORS.has(code)).toBe(true);
	});

	it.each([
		[100012, "slow-down"],
		[100014, "user-must-act"],
		[110013, "new-session"],
		[-111003, "retry"],
		[100001, "reject"],
		[123, "reject"],
	])("of %i is %s", (code, action) => {
		expect(vendorError(code).action).toBe(action);
	});

	it("is a plain sentence each, without a code or the vendor's words for its parts", () => {
		for (const { sentence } of VENDOR_ERRORS.values()) {
			expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
			expect(sentence).not.toMatch(/\d|virtualman|statsession/i);
		}
	});
});
