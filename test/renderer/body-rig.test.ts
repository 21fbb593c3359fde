import { Object3D, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { AT_EASE, type Posture, solvePosture } from "../../src/motion/body-pose.ts";
import { BodyRig } from "../../src/renderer/body-rig.ts";

type Row = readonly [name: string, parent: string, x: number, y: number, z: number];

/** A humanoid in a T-pose that looks along +Z, metres: what hangs below what, and how far from it. */
const BONES: readonly Row[] = [
	["hips", "", 0, 0.9, 0],
	["spine", "hips", 0, 0.1, 0],
	["chest", "spine", 0, 0.1, 0],
	["upperChest", "chest", 0, 0.1, 0],
	...(["left", "right"] as const).flatMap((side): Row[] => {
		const x = side === "left" ? 1 : -1;
		return [
			[`${side}Shoulder`, "upperChest", 0.03 * x, 0.12, 0],
			[`${side}UpperArm`, `${side}Shoulder`, 0.1 * x, 0, 0],
			[`${side}LowerArm`, `${side}UpperArm`, 0.25 * x, 0, 0],
			[`${side}Hand`, `${side}LowerArm`, 0.25 * x, 0, 0],
			[`${side}IndexProximal`, `${side}Hand`, 0.08 * x, 0, 0.02],
			[`${side}IndexIntermediate`, `${side}IndexProximal`, 0.04 * x, 0, 0],
			[`${side}IndexDistal`, `${side}IndexIntermediate`, 0.03 * x, 0, 0],
		];
	}),
];

/** A skeleton, without some bones, and looking along −Z if `backwards`. */
function makeBody(missing: readonly string[] = [], backwards = false, breadth = 1) {
	const root = new Object3D();
	// The model is turned to the viewer, as VRM 0.x are.
	root.rotation.y = backwards ? Math.PI : 0;
	const nodes = new Map<string, Object3D>();
	for (const [name, parent, x, y, z] of BONES) {
		const node = new Object3D();
		const out = x * (name.endsWith("UpperArm") ? breadth : 1);
		node.position.set(backwards ? -out : out, y, backwards ? -z : z);
		(nodes.get(parent) ?? root).add(node);
		nodes.set(name, node);
	}
	const rig = new BodyRig((bone) => (missing.includes(bone) ? undefined : nodes.get(bone)), backwards);
	return {
		rig,
		show(posture: Posture, breath = 0) {
			rig.apply(solvePosture(posture), breath);
			root.updateWorldMatrix(true, true);
		},
		placeOf: (bone: string) => nodes.get(bone)?.getWorldPosition(new Vector3()) ?? new Vector3(),
	};
}

const RAISED = { upper: [1, 0, 0], fore: [0, 1, 0], palm: [0, 0, 1] } as const;

describe("BodyRig", () => {
	it.each([
		["VRM 1.0", false],
		["VRM 0.x", true],
	])("poses a %s: arms hang alike, a hand goes up on its own side", (_, backwards) => {
		const { show, placeOf } = makeBody([], backwards);
		show(AT_EASE);
		const [left, right] = [placeOf("leftHand"), placeOf("rightHand")];
		expect(left.y).toBeLessThan(0.95);
		expect(left.x).toBeGreaterThan(0.15);
		expect(right.x).toBeCloseTo(-left.x, 5);
		expect(right.y).toBeCloseTo(left.y, 5);
		expect(right.z).toBeCloseTo(left.z, 5);
		show({ right: RAISED });
		expect(placeOf("rightHand").y).toBeGreaterThan(1.5);
		expect(placeOf("rightHand").x).toBeLessThan(-0.3);
		expect(placeOf("leftHand").y).toBeCloseTo(left.y, 5);
	});

	it.each([
		["VRM 1.0", false],
		["VRM 0.x", true],
	])("bows a %s forward and turns it to its left", (_, backwards) => {
		const { show, placeOf } = makeBody([], backwards);
		show({ torso: [30, 0, 0] });
		expect(placeOf("leftShoulder").z).toBeGreaterThan(0.05);
		show({ torso: [0, 30, 0], left: RAISED });
		// The character's left side goes back.
		expect(placeOf("leftHand").z).toBeLessThan(-0.1);
	});

	it.each([[["leftShoulder", "rightShoulder"]], [["upperChest"]], [["chest", "upperChest"]]])(
		"poses a body without %j much the same",
		(missing) => {
			const [whole, part] = [makeBody(), makeBody(missing)];
			for (const { show } of [whole, part]) show({ torso: [20, 0, 0], right: RAISED });
			expect(whole.placeOf("rightHand").distanceTo(part.placeOf("rightHand"))).toBeLessThan(0.09);
			expect(part.rig.hasArms).toBe(true);
		},
	);

	it("leaves a body without arms alone and says so", () => {
		const { rig, show } = makeBody(BONES.map(([name]) => name).filter((name) => name.includes("Arm")));
		expect(rig.hasArms).toBe(false);
		expect(() => show({ right: RAISED })).not.toThrow();
	});

	it("bends fingers to the palm, not to the back of the hand", () => {
		const { show, placeOf } = makeBody();
		const tPose = { upper: [1, 0, 0], fore: [1, 0, 0], palm: [0, -1, 0] } as const;
		for (const side of ["left", "right"] as const) {
			show({ [side]: { ...tPose, hand: "fist" } });
			expect(placeOf(`${side}IndexDistal`).y).toBeLessThan(placeOf(`${side}Hand`).y - 0.03);
		}
	});

	it.each([0.8, 1.2, 1.5])("lets hands meet as far ahead on shoulders %d times as broad", (breadth) => {
		const meeting = { upper: [0.2, -0.88, 0.42], fore: [-0.69, 0.42, 0.62], palm: [-1, 0, 0] } as const;
		const apart = (body: ReturnType<typeof makeBody>) => {
			body.show({ left: meeting, right: meeting });
			return body.placeOf("leftHand").x - body.placeOf("rightHand").x;
		};
		expect(Math.abs(apart(makeBody([], false, breadth)) - apart(makeBody()))).toBeLessThan(0.02);
	});

	it("breathes with the chest and lifts the hands a little, and no further", () => {
		const { show, placeOf } = makeBody();
		show(AT_EASE, 0);
		const out = placeOf("leftUpperArm");
		show(AT_EASE, 1);
		const moved = placeOf("leftUpperArm").sub(out);
		expect(moved.length()).toBeGreaterThan(0.001);
		expect(moved.length()).toBeLessThan(0.01);
		expect(moved.y).toBeGreaterThan(0);
	});

	it("walks by the body's own size", () => {
		const { show, placeOf } = makeBody();
		show({ stand: [0.5, 0.2, 90] });
		expect(placeOf("hips").x).toBeCloseTo(0.5);
		expect(placeOf("hips").z).toBeCloseTo(0.2);
		// Turned to its left, its left arm is behind.
		expect(placeOf("leftUpperArm").z).toBeLessThan(0.15);
	});
});
