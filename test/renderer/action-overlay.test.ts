import { type Object3D, Quaternion, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { AT_EASE, solvePosture } from "../../src/motion/body-pose.ts";
import type { Avatar } from "../../src/renderer/avatar.ts";
import { loadAction } from "../../src/renderer/load-action.ts";
import { loadAvatar } from "../../src/renderer/load-avatar.ts";
import { seconds } from "../../src/util/time.ts";
import { HUMANOID_BONES } from "../support/rigs/humanoid.ts";
import { arkitRig, pascalVrm1, presetsVrm0, type RigBytes } from "../support/rigs/rigs.ts";
import { raisedHand, turnZ, writeVrma } from "../support/vrma.ts";

const EASE = solvePosture(AT_EASE);

const load = async (rig: RigBytes): Promise<Avatar> => loadAvatar((await rig).buffer);

function boneOf(avatar: Avatar, bone: string): Object3D {
	const node = avatar.object.getObjectByName(HUMANOID_BONES[bone] ?? "");
	if (node === undefined) throw new Error(`no ${bone}`);
	return node;
}

/** Shows one frame. */
function show(avatar: Avatar, weight: number, time = 1.5): void {
	avatar.setBodyPose?.(EASE, 0);
	avatar.applyActions?.(weight > 0 ? [{ name: "greet", time, weight }] : []);
	avatar.update(seconds(1 / 60));
	avatar.object.updateWorldMatrix(true, true);
}

/** Where the right upper arm points in one frame; at rest, in a T-pose, to the character's right. */
function armIn(avatar: Avatar, weight: number): Vector3 {
	show(avatar, weight);
	const ownRight = avatar.coverage.format === "vrm0" ? 1 : -1;
	const turn = boneOf(avatar, "rightUpperArm").getWorldQuaternion(new Quaternion());
	return new Vector3(ownRight, 0, 0).applyQuaternion(turn);
}

describe("actions from files", () => {
	it.each<[string, () => RigBytes]>([
		["VRM 1.0", pascalVrm1],
		["VRM 0.x", presetsVrm0],
	])("move the character's own side of a %s, by their weight, and leave nothing behind", async (_, rig) => {
		const avatar = await load(rig());
		avatar.addAction?.("greet", await loadAction(raisedHand()));
		const hanging = armIn(avatar, 0);
		const raised = armIn(avatar, 1);
		expect(hanging.y).toBeLessThan(-0.8);
		expect(raised.y).toBeCloseTo(Math.sin((80 * Math.PI) / 180), 3);
		expect(raised.x).toBeCloseTo(-Math.cos((80 * Math.PI) / 180), 3);
		const half = armIn(avatar, 0.5);
		expect(half.y).toBeGreaterThan(hanging.y + 0.3);
		expect(half.y).toBeLessThan(raised.y - 0.3);
		// The same frame again is the same picture: the weight does not add up.
		expect(armIn(avatar, 0.5).distanceTo(half)).toBeLessThan(1e-6);
		expect(armIn(avatar, 0).distanceTo(hanging)).toBeLessThan(1e-6);
	});

	it("move legs, which no pose puts back, and put them back", async () => {
		const avatar = await load(pascalVrm1());
		const turns = { leftUpperLeg: [turnZ(60), turnZ(60)] };
		avatar.addAction?.("greet", await loadAction(writeVrma({ times: [0, 1], turns })));
		const leg = boneOf(avatar, "leftUpperLeg");
		const rest = leg.quaternion.clone();
		show(avatar, 0.5);
		show(avatar, 0.5);
		expect((leg.quaternion.angleTo(rest) * 180) / Math.PI).toBeCloseTo(30, 3);
		show(avatar, 0);
		expect(leg.quaternion.angleTo(rest)).toBeCloseTo(0, 6);
	});

	it("leave the eyes and the jaw to the face", async () => {
		const avatar = await load(pascalVrm1());
		const turns = { jaw: [turnZ(30), turnZ(30)], leftEye: [turnZ(30), turnZ(30)] };
		const file = await loadAction(writeVrma({ times: [0, 1], turns }));
		avatar.addAction?.("greet", file);
		const pose = () => JSON.stringify(avatar.object.toJSON().object);
		show(avatar, 0);
		const rest = pose();
		show(avatar, 1);
		expect(pose()).toBe(rest);
	});

	it("are not for a model that is no VRM", async () => {
		const { addAction, applyActions } = await load(arkitRig());
		expect([addAction, applyActions]).toEqual([undefined, undefined]);
	});
});
