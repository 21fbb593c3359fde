import { Object3D, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { armBonesOf, relaxArms } from "../../src/renderer/rest-pose.ts";

/** Two arms that point along `direction` and its mirror image, from bones of these names. */
function armsOf(names: readonly [upper: string, lower: string, hand: string], direction: Vector3): Object3D {
	const root = new Object3D();
	for (const [side, sign] of [
		["Left", 1],
		["Right", -1],
	] as const) {
		let parent = root;
		for (const [index, name] of names.entries()) {
			const bone = new Object3D();
			bone.name = name.replace("Left", side);
			// The root of an arm stands at its shoulder, each bone after it a step further out.
			bone.position.copy(index === 0 ? new Vector3(0.2, 1.4, 0) : direction.clone().multiplyScalar(0.3));
			bone.position.x *= sign;
			parent.add(bone);
			parent = bone;
		}
	}
	root.updateWorldMatrix(true, true);
	return root;
}

const placeOf = (root: Object3D, name: string): Vector3 =>
	root.getObjectByName(name)?.getWorldPosition(new Vector3()) ?? new Vector3();

const MIXAMO = ["mixamorigLeftArm", "mixamorigLeftForeArm", "mixamorigLeftHand"] as const;

describe("relaxArms", () => {
	it.each([
		["T pose", new Vector3(1, 0, 0)],
		["A pose", new Vector3(0.7, -0.7, 0)],
		["arms at the sides", new Vector3(0, -1, 0)],
	])("lets arms hang from %s, alike on both sides", (_, direction) => {
		const root = armsOf(MIXAMO, direction.normalize());
		relaxArms(armBonesOf(root));
		root.updateWorldMatrix(true, true);
		const [left, right] = [placeOf(root, "mixamorigLeftHand"), placeOf(root, "mixamorigRightHand")];
		expect(left.y).toBeLessThan(0.87);
		expect(left.x).toBeGreaterThan(0.2);
		expect(left.x).toBeLessThan(0.4);
		expect(right.x).toBeCloseTo(-left.x);
		expect(right.y).toBeCloseTo(left.y);
	});

	it("leaves a model without arms alone", () => {
		const root = new Object3D();
		expect(() => relaxArms(armBonesOf(root))).not.toThrow();
	});
});
