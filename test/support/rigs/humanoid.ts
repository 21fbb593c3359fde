import type { Rig, RigNode } from "../../../assets/light-head/rig.ts";

/** The bones of a VRM's body, with their parents; all but the head are without vertices here. */
const BODY: readonly (readonly [bone: string, parent?: string])[] = [
	["hips"],
	["spine", "hips"],
	["chest", "spine"],
	["Neck", "chest"],
	...["left", "right"].flatMap((side): (readonly [string, string])[] => [
		[`${side}UpperArm`, "chest"],
		[`${side}LowerArm`, `${side}UpperArm`],
		[`${side}Hand`, `${side}LowerArm`],
		[`${side}UpperLeg`, "hips"],
		[`${side}LowerLeg`, `${side}UpperLeg`],
		[`${side}Foot`, `${side}LowerLeg`],
	]),
];

/** Name of each VRM bone in {@link withHumanoid}'s nodes. */
export const HUMANOID_BONES: Readonly<Record<string, string>> = {
	...Object.fromEntries(BODY.map(([bone]) => [bone.toLowerCase() === "neck" ? "neck" : bone, bone])),
	head: "Head",
	leftEye: "leftEye",
	rightEye: "rightEye",
};

const EYES: readonly RigNode[] = [
	{ name: "leftEye", parent: "Head", translation: [0.033, 0.072, 0.04] },
	{ name: "rightEye", parent: "Head", translation: [-0.033, 0.072, 0.04] },
];

/** Puts a head on the skeleton that VRM asks for. */
export function withHumanoid(rig: Rig): Rig {
	const body = BODY.map(([name, parent]): RigNode => (parent === undefined ? { name } : { name, parent }));
	return { ...rig, nodes: [...body, ...rig.nodes.filter(({ name }) => name !== "Neck"), ...EYES] };
}
