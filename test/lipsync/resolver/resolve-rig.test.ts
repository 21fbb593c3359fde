import { describe, expect, it } from "vitest";
import { BLENDSHAPES, type BlendshapeName } from "../../../src/lipsync/blendshapes.ts";
import { type AvatarMapping, parseAvatarMapping } from "../../../src/lipsync/resolver/avatar-mapping.ts";
import { resolveRig } from "../../../src/lipsync/resolver/resolve-rig.ts";
import type { RigInventory, RigTarget } from "../../../src/lipsync/resolver/rig-inventory.ts";
import { sourceIndex } from "../../../src/lipsync/resolver/sources.ts";

const morph = (name: string, moves = true): RigTarget => ({ name, kind: "morph", moves });
const expression = (name: string): RigTarget => ({ name, kind: "expression", moves: true });

const rig = (targets: readonly RigTarget[], rest: Partial<RigInventory> = {}): RigInventory => ({
	targets,
	unnamedCount: 0,
	nodes: [],
	...rest,
});

const ALL = BLENDSHAPES.map((name) => morph(name));

/** The terms of a target by its name. */
function termsOf(inventory: RigInventory, name: string, mapping?: AvatarMapping) {
	const { drives } = resolveRig(inventory, mapping);
	return drives.find(({ target }) => inventory.targets[target]?.name === name)?.terms;
}

describe("resolveRig", () => {
	it("drives each of 52 ARKit targets by its own shape alone", () => {
		const plan = resolveRig(rig(ALL));
		expect(plan.drives).toEqual(
			BLENDSHAPES.map((_, index) => ({ target: index, terms: [{ source: index, factor: 1 }] })),
		);
		expect(Object.values(plan.shapes).every(({ how }) => how === "direct")).toBe(true);
	});

	it("calls everything missing where there is nothing", () => {
		const plan = resolveRig(rig([]));
		expect(plan.drives).toEqual([]);
		expect(Object.values(plan.shapes).every(({ how }) => how === "missing")).toBe(true);
	});

	it("drives one target for left and right by their mean", () => {
		expect(termsOf(rig([morph("mouthSmile")]), "mouthSmile")).toEqual([
			{ source: sourceIndex("mouthSmileLeft"), factor: 0.5 },
			{ source: sourceIndex("mouthSmileRight"), factor: 0.5 },
		]);
	});

	it("leaves a merged target alone where the single ones are", () => {
		const inventory = rig([morph("mouthSmileLeft"), morph("mouthSmileRight"), morph("mouthSmile")]);
		expect(termsOf(inventory, "mouthSmile")).toBeUndefined();
		expect(resolveRig(inventory).unused).toEqual(["mouthSmile"]);
	});

	it("drives all parts of a shape", () => {
		const plan = resolveRig(rig([morph("browInnerUp_L"), morph("browInnerUp_R")]));
		expect(plan.shapes.browInnerUp).toEqual({ how: "composed", by: ["browInnerUp_L", "browInnerUp_R"] });
		expect(plan.drives).toHaveLength(2);
	});

	it("drives a shape under every mesh prefix", () => {
		const plan = resolveRig(rig([morph("Head.jawOpen"), morph("Teeth.jawOpen"), morph("mouthPucker")]));
		expect(plan.shapes.jawOpen).toEqual({ how: "direct", by: ["Head.jawOpen", "Teeth.jawOpen"] });
	});

	it("prefers an expression to a bare morph target of the same meaning", () => {
		const plan = resolveRig(rig([morph("jawOpen"), expression("JawOpen")]));
		expect(plan.shapes.jawOpen.by).toEqual(["JawOpen"]);
		expect(plan.drives.map(({ target }) => target)).toEqual([1]);
	});

	describe("with vowels", () => {
		const vowels = ["aa", "ih", "ou", "ee", "oh"].map((name) => expression(name));

		it("composes the mouth where there is no other", () => {
			const plan = resolveRig(rig(vowels));
			expect(plan.shapes.jawOpen).toEqual({ how: "composed", by: ["aa", "ih", "ou", "ee", "oh"] });
			expect(plan.shapes.mouthPucker.how).toBe("composed");
			expect(plan.shapes.cheekPuff.how).toBe("missing");
			expect(termsOf(rig(vowels), "aa")).toEqual([{ source: sourceIndex("aa"), factor: 1 }]);
		});

		it("leaves them alone beside a mouth of single shapes", () => {
			const plan = resolveRig(rig([...ALL, ...vowels]));
			expect(plan.unused).toEqual(["aa", "ih", "ou", "ee", "oh"]);
		});

		it("does not open the mouth twice by a stand-in", () => {
			const plan = resolveRig(rig([...vowels, morph("mouthOpen")]));
			expect(plan.unused).toEqual(["mouthOpen"]);
		});

		it("drives one set of two", () => {
			const plan = resolveRig(rig([morph("viseme_aa"), morph("Fcl_MTH_A"), morph("viseme_O")]));
			expect(plan.unused).toEqual(["Fcl_MTH_A"]);
		});
	});

	describe("with bones", () => {
		const nodes = ["Hips", "Head", "Jaw", "LeftEye", "RightEye"];

		it("turns jaw and eyes where no target does", () => {
			const plan = resolveRig(rig([], { nodes }));
			expect(plan.shapes.jawOpen).toEqual({ how: "bone", by: ["Jaw"] });
			expect(plan.shapes.eyeLookInRight).toEqual({ how: "bone", by: ["RightEye"] });
			expect(plan.turning).toHaveLength(3 + 8);
		});

		it("leaves them where targets do", () => {
			expect(resolveRig(rig(ALL, { nodes })).turning).toEqual([]);
		});

		it("turns the jaw where the target is empty", () => {
			const plan = resolveRig(rig([morph("jawOpen", false)], { nodes }));
			expect(plan.shapes.jawOpen.how).toBe("bone");
		});

		it("turns a Character Creator jaw together with its target", () => {
			const plan = resolveRig(rig([morph("Jaw_Open")], { nodes: ["CC_Base_JawRoot"] }));
			expect(plan.shapes.jawOpen.how).toBe("direct");
			expect(plan.turning).toContain("jawOpen");
		});

		it("turns only what targets leave over", () => {
			const plan = resolveRig(rig([morph("jawOpen")], { nodes: ["Jaw"] }));
			expect(plan.turning).toEqual(["jawLeft", "jawRight"]);
		});

		it("takes a VRM's look-at for the gaze", () => {
			const plan = resolveRig(rig([], { lookAt: "bone" }));
			expect(plan.shapes.eyeLookUpLeft).toEqual({ how: "bone", by: ["lookAt"] });
			expect(plan.turning).toContain("eyeLookUpLeft");
		});
	});

	it("tells targets that move nothing from missing ones, and drives none of them", () => {
		const plan = resolveRig(rig([morph("tongueOut", false)]));
		expect(plan.shapes.tongueOut).toEqual({ how: "still", by: ["tongueOut"] });
		expect(plan.shapes.cheekPuff.how).toBe("missing");
		expect(plan.drives).toEqual([]);
	});

	describe("with unnamed targets", () => {
		const unnamed = (count: number) =>
			rig(
				Array.from({ length: count }, (_, index) => morph(String(index))),
				{ unnamedCount: count },
			);

		it("takes 52 in ARKit's order and says so", () => {
			const plan = resolveRig(unnamed(52));
			expect(plan.shapes.jawOpen).toEqual({ how: "direct", by: ["17"] });
			expect(plan.notes[0]).toContain("52 of 52 are taken in ARKit's order");
		});

		it("takes 51 as those before the tongue", () => {
			expect(resolveRig(unnamed(51)).shapes.tongueOut.how).toBe("missing");
		});

		it("offers it for any other number", () => {
			const plan = resolveRig(unnamed(60));
			expect(plan.shapes.jawOpen.how).toBe("missing");
			expect(plan.notes[0]).toContain("assumeArkitOrder");
		});

		it("obeys the mapping in both ways", () => {
			const yes = parseAvatarMapping({ assumeArkitOrder: true });
			const no = parseAvatarMapping({ assumeArkitOrder: false });
			expect(resolveRig(unnamed(60), yes).shapes.jawOpen.how).toBe("direct");
			expect(resolveRig(unnamed(52), no).shapes.jawOpen.how).toBe("missing");
		});
	});

	describe("with a mapping", () => {
		it("lets it override the tables", () => {
			const mapping = parseAvatarMapping({ shapes: { jawOpen: "Gob" } });
			const inventory = rig([morph("jawOpen"), morph("Gob")]);
			expect(resolveRig(inventory, mapping).shapes.jawOpen).toEqual({ how: "direct", by: ["Gob"] });
			expect(termsOf(inventory, "jawOpen", mapping)).toBeUndefined();
		});

		it("mixes shapes into a target with their factors", () => {
			const mapping = parseAvatarMapping({
				shapes: {
					jawOpen: [{ target: "Lips", factor: 0.5 }],
					mouthClose: [{ target: "Lips", factor: -0.5 }],
				},
			});
			expect(termsOf(rig([morph("Lips")]), "Lips", mapping)).toEqual([
				{ source: sourceIndex("jawOpen"), factor: 0.5 },
				{ source: sourceIndex("mouthClose"), factor: -0.5 },
			]);
		});

		it("silences a shape by null", () => {
			const mapping = parseAvatarMapping({ shapes: { cheekPuff: null } });
			expect(resolveRig(rig(ALL), mapping).shapes.cheekPuff.how).toBe("missing");
		});

		it("names what it asks for in vain", () => {
			const mapping = parseAvatarMapping({ shapes: { jawOpen: "Nope" }, bones: { jaw: "Nowhere" } });
			const { notes } = resolveRig(rig([]), mapping);
			expect(notes).toHaveLength(2);
			expect(notes[0]).toContain('jawOpen the target "Nope"');
			expect(notes[1]).toContain('jaw the bone "Nowhere"');
		});

		it("gives a bone of any name its part", () => {
			const mapping = parseAvatarMapping({ bones: { jaw: "Bone.012" } });
			expect(resolveRig(rig([], { nodes: ["Bone.012"] }), mapping).bones.jaw).toBe("Bone.012");
			expect(resolveRig(rig([], { nodes: ["Bone012"] }), mapping)).toMatchObject({
				bones: { jaw: "Bone012" },
				turning: ["jawLeft", "jawRight", "jawOpen"],
				notes: [],
			});
		});
	});

	it("never throws, whatever the names", () => {
		const names = ["", ".", "L", "__proto__", "constructor", "toString", "😀", "a".repeat(5000)];
		const plan = resolveRig(
			rig(
				names.map((name) => morph(name)),
				{ nodes: names },
			),
		);
		expect(plan.unused).toEqual(names);
	});

	it("covers exactly the 52", () => {
		expect(Object.keys(resolveRig(rig([])).shapes) as BlendshapeName[]).toEqual([...BLENDSHAPES]);
	});
});
