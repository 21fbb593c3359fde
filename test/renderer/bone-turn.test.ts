import { Object3D, Quaternion, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { BoneTurn } from "../../src/renderer/bone-turn.ts";

/** A bone under a turned parent, turned itself, as exporters have it. */
function crookedBone(): { root: Object3D; bone: Object3D } {
	const [root, parent, bone] = [new Object3D(), new Object3D(), new Object3D()];
	parent.rotation.set(0.4, -1.1, 2);
	bone.rotation.set(-0.7, 0.3, 1.5);
	root.add(parent);
	parent.add(bone);
	root.updateWorldMatrix(true, true);
	return { root, bone };
}

/** Where the model's direction ends up when the bone has turned from rest. */
function carried(bone: Object3D, rest: Quaternion, direction: Vector3): Vector3 {
	const now = bone.getWorldQuaternion(new Quaternion());
	return direction.clone().applyQuaternion(rest.clone().invert()).applyQuaternion(now);
}

describe("BoneTurn", () => {
	it.each<[string, [number, number, number], Vector3, Vector3]>([
		["nods down", [Math.PI / 2, 0, 0], new Vector3(0, 0, 1), new Vector3(0, -1, 0)],
		["turns to the left", [0, Math.PI / 2, 0], new Vector3(0, 0, 1), new Vector3(1, 0, 0)],
		["tilts to the right", [0, 0, Math.PI / 2], new Vector3(0, 1, 0), new Vector3(-1, 0, 0)],
	])("%s in the model's axes, however the bone lies", (_, angles, from, to) => {
		const { root, bone } = crookedBone();
		const rest = bone.getWorldQuaternion(new Quaternion());
		new BoneTurn(bone).set(...angles);
		root.updateWorldMatrix(true, true);
		expect(carried(bone, rest, from).distanceTo(to)).toBeLessThan(1e-6);
	});

	it("comes back to rest exactly, after any number of turns", () => {
		const { bone } = crookedBone();
		const rest = bone.quaternion.clone();
		const turn = new BoneTurn(bone);
		for (let count = 0; count < 1000; count++) turn.set(count % 3, count % 5, count % 7);
		turn.set(0, 0, 0);
		expect(bone.quaternion.angleTo(rest)).toBeLessThan(1e-6);
	});
});
