import { describe, expect, it } from "vitest";
import { parseAvatarMapping } from "../../../src/lipsync/resolver/avatar-mapping.ts";

describe("parseAvatarMapping", () => {
	it("reads names, lists, null, bones and options", () => {
		const mapping = parseAvatarMapping({
			shapes: { jawOpen: "A", mouthClose: [{ target: "B", factor: 0.5 }, { target: "C" }], cheekPuff: null },
			bones: { jaw: "D" },
			assumeArkitOrder: true,
			jawDegrees: 12,
		});
		expect(mapping).toEqual({
			shapes: {
				jawOpen: [{ target: "A", factor: 1 }],
				mouthClose: [
					{ target: "B", factor: 0.5 },
					{ target: "C", factor: 1 },
				],
				cheekPuff: [],
			},
			bones: { jaw: "D" },
			assumeArkitOrder: true,
			jawDegrees: 12,
		});
	});

	it("takes an empty file for no wish at all", () => {
		expect(parseAvatarMapping({})).toEqual({ shapes: {}, bones: {} });
	});

	it.each([
		[[], "$: expected an object, got []"],
		[null, "$: expected an object, got null"],
		[{ shape: {} }, '$.shape: expected a known field, got "shape"'],
		[{ shapes: { jawOpn: "A" } }, '$.shapes.jawOpn: expected one of ARKit\'s 52 names, got "jawOpn"'],
		[{ shapes: { toString: "A" } }, "$.shapes.toString: expected one of ARKit's 52 names"],
		[{ shapes: { jawOpen: 3 } }, "$.shapes.jawOpen: expected a name, null or a list"],
		[{ shapes: { jawOpen: [{ factor: 1 }] } }, "$.shapes.jawOpen[0].target: expected a name, got nothing"],
		[
			{ shapes: { jawOpen: [{ target: "A", factor: 7 }] } },
			"$.shapes.jawOpen[0].factor: expected a number in [-1, 1], got 7",
		],
		[{ bones: { tail: "A" } }, "$.bones.tail: expected one of jaw, leftEye"],
		[{ bones: { jaw: 3 } }, "$.bones.jaw: expected a node's name, got 3"],
		[{ assumeArkitOrder: "yes" }, '$.assumeArkitOrder: expected true or false, got "yes"'],
		[{ jawDegrees: Number.NaN }, "$.jawDegrees: expected a number in [0, 60]"],
	])("refuses %j and says where", (value, message) => {
		expect(() => parseAvatarMapping(value)).toThrow(message);
	});
});
