import { lightHead } from "../../../assets/light-head/light-head.ts";
import type { Rig } from "../../../assets/light-head/rig.ts";
import { writeRig } from "../../../assets/light-head/write-rig.ts";
import { BLENDSHAPES } from "../../../src/lipsync/blendshapes.ts";
import { withHumanoid } from "./humanoid.ts";
import { fillTargets, mixTargets, type Recipe, renameTargets, turnRound } from "./reshape-rig.ts";
import { skinJaw } from "./skin-jaw.ts";
import { addVrm0, addVrm1, type Vrm1Options } from "./vrm-json.ts";

export type RigBytes = Promise<Uint8Array<ArrayBuffer>>;

/** A glTF with the 52 ARKit names. */
export const arkitRig = (): RigBytes => writeRig(lightHead());

/**
 * A VRM 1.0 with the 52 as custom expressions in Pascal case ("Perfect Sync"); its morph targets have other names.
 * @param more what else the file says
 */
export function pascalVrm1(more: Vrm1Options = {}): RigBytes {
	const target = (name: string) => `shape_of_${name}_x`;
	const rig = renameTargets(withHumanoid(lightHead()), target);
	const custom = BLENDSHAPES.map(
		(name) => [name.charAt(0).toUpperCase() + name.slice(1), target(name)] as const,
	);
	return writeRig(rig, {
		patch: (json) =>
			addVrm1(json, {
				custom: Object.fromEntries(custom),
				preset: { blink: target("eyeBlinkLeft") },
				...more,
			}),
	});
}

/** What vowels and blinks look like in the 52. */
const VOWEL_RECIPES: Readonly<Record<string, Recipe>> = {
	mouth_a: { jawOpen: 0.8 },
	mouth_i: { mouthStretchLeft: 0.7, mouthStretchRight: 0.7, jawOpen: 0.15 },
	mouth_u: { mouthPucker: 0.9, jawOpen: 0.2 },
	mouth_e: { mouthStretchLeft: 0.4, mouthStretchRight: 0.4, jawOpen: 0.4 },
	mouth_o: { mouthFunnel: 0.7, jawOpen: 0.5 },
	lids: { eyeBlinkLeft: 1, eyeBlinkRight: 1 },
	lid_a: { eyeBlinkLeft: 1 },
	lid_b: { eyeBlinkRight: 1 },
};

/** A VRM 0.x that has vowels and blinks and nothing else, looking away from the viewer. */
export function presetsVrm0(): RigBytes {
	const rig = mixTargets(turnRound(withHumanoid(lightHead())), VOWEL_RECIPES);
	return writeRig(rig, {
		patch: (json) =>
			addVrm0(json, {
				a: "mouth_a",
				i: "mouth_i",
				u: "mouth_u",
				e: "mouth_e",
				o: "mouth_o",
				blink: "lids",
				blink_l: "lid_a",
				blink_r: "lid_b",
			}),
	});
}

/** `eyeBlink_L` for `eyeBlinkLeft`, each with the prefix of its mesh as FBX converters write it. */
export function sidedRig(): RigBytes {
	const sided = (name: string) => `blendShape1.${name.replace(/Left$/, "_L").replace(/Right$/, "_R")}`;
	return writeRig(renameTargets(lightHead(), sided));
}

/** 52 targets on each mesh that morphs, without names. */
export const unnamedRig = (): RigBytes => writeRig(fillTargets(lightHead()), { unnamed: true });

/** Character Creator's names of the shapes; those that it has no morph target for are missing. */
const CHARACTER_CREATOR: Readonly<Record<string, string>> = {
	eyeBlinkLeft: "Eye_Blink_L",
	eyeBlinkRight: "Eye_Blink_R",
	mouthSmileLeft: "Mouth_Smile_L",
	mouthSmileRight: "Mouth_Smile_R",
	mouthPucker: "Mouth_Pucker",
	mouthFunnel: "Mouth_Funnel",
	mouthClose: "Mouth_Close",
	mouthUpperUpLeft: "Mouth_Up_Upper_L",
	mouthUpperUpRight: "Mouth_Up_Upper_R",
	browInnerUp: "Brow_Raise_Inner_L",
	browDownLeft: "Brow_Drop_L",
	browDownRight: "Brow_Drop_R",
	eyeLookOutLeft: "A06_Eye_L_Look_L",
};

/** A Character Creator 4 head: the jaw and the eyes are bones. */
export function characterCreatorRig(): RigBytes {
	const bones = {
		...lightHead(),
		nodes: [
			{ name: "CC_Base_NeckTwist01" },
			{ name: "CC_Base_Head", parent: "CC_Base_NeckTwist01", translation: [0, 0.09, 0] },
			{ name: "CC_Base_JawRoot", parent: "CC_Base_Head", translation: [0, 0.05, -0.01] },
			{ name: "CC_Base_L_Eye", parent: "CC_Base_Head", translation: [0.033, 0.072, 0.04] },
			{ name: "CC_Base_R_Eye", parent: "CC_Base_Head", translation: [-0.033, 0.072, 0.04] },
		],
		meshes: lightHead().meshes.map((mesh) => ({ ...mesh, node: "CC_Base_Head" })),
	} satisfies Rig;
	const renamed = renameTargets(bones, (name) => CHARACTER_CREATOR[name]);
	return writeRig(skinJaw(renamed, "CC_Base_Head", "CC_Base_JawRoot"));
}

/** A head of Oculus visemes with single eyes. */
export function visemeRig(): RigBytes {
	return writeRig(
		mixTargets(lightHead(), {
			viseme_aa: VOWEL_RECIPES.mouth_a ?? {},
			viseme_I: VOWEL_RECIPES.mouth_i ?? {},
			viseme_U: VOWEL_RECIPES.mouth_u ?? {},
			viseme_E: VOWEL_RECIPES.mouth_e ?? {},
			viseme_O: VOWEL_RECIPES.mouth_o ?? {},
			viseme_PP: { mouthPressLeft: 1, mouthPressRight: 1 },
			viseme_kk: { jawOpen: 0.2 },
			mouthOpen: { jawOpen: 1 },
			mouthSmile: { mouthSmileLeft: 1, mouthSmileRight: 1 },
			eyesClosed: { eyeBlinkLeft: 1, eyeBlinkRight: 1 },
		}),
	);
}

/** A head without any morph target. */
export const facelessRig = (): RigBytes => writeRig(renameTargets(lightHead(), () => undefined));
