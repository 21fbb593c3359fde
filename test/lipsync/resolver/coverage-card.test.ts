import { describe, expect, it } from "vitest";
import { BLENDSHAPES } from "../../../src/lipsync/blendshapes.ts";
import { cardSummary, coverageCard } from "../../../src/lipsync/resolver/coverage-card.ts";
import { resolveRig } from "../../../src/lipsync/resolver/resolve-rig.ts";

const cardOf = (names: readonly string[]) => {
	const targets = names.map((name) => ({ name, kind: "morph" as const, moves: true }));
	return coverageCard(resolveRig({ targets, unnamedCount: 0, nodes: [] }), "x.glb", "gltf", ["A note."]);
};

describe("coverageCard", () => {
	it.each([
		["green", [...BLENDSHAPES]],
		["amber", ["jawOpen"]],
		["amber", ["aa", "ih", "ou", "ee", "oh"]],
		["red", ["eyeBlinkLeft"]],
		["red", []],
	])("is %s for %j", (grade, names) => {
		expect(cardOf(names).grade).toBe(grade);
	});

	it("counts to 52 and survives JSON", () => {
		const card = cardOf(["jawOpen", "blink", "hair"]);
		expect(JSON.parse(JSON.stringify(card))).toEqual(card);
		expect(card.counts).toEqual({ direct: 1, composed: 2, bone: 0, still: 0, missing: 49 });
		expect(card.unused).toEqual(["hair"]);
		expect(card.notes).toEqual(["A note."]);
		expect(cardSummary(card)).toBe("52 shapes: 1 direct, 2 composed, 0 bone, 0 still, 49 missing");
	});
});
