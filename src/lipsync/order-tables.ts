import { BLENDSHAPES } from "./blendshapes.ts";

/**
 * The order of the channels as each known producer sends them. Most are Apple's list, or the alphabet, with something
 * added or swapped, and are written down as that.
 *
 * Sources: Tencent's client-rendering demo (three releases agree), Apple's documentation, the alphabetical lists of
 * LAM and Unity, MediaPipe's face landmarker graph, NVIDIA's Audio2Face-3D configuration, Microsoft's description of
 * its 55 viseme channels, Unreal's EARFaceBlendShape, the header of Live Link Face's CSV files, Huawei's MetaStudio.
 */

const alphabetical: readonly string[] = [...BLENDSHAPES].sort();

/** Rotations of the head and both eyes that Live Link appends. */
const ROTATIONS = [
	"headYaw",
	"headPitch",
	"headRoll",
	"leftEyeYaw",
	"leftEyePitch",
	"leftEyeRoll",
	"rightEyeYaw",
	"rightEyePitch",
	"rightEyeRoll",
] as const;

const NVIDIA_TONGUE = [
	"tongueTipUp",
	"tongueTipDown",
	"tongueTipLeft",
	"tongueTipRight",
	"tongueRollUp",
	"tongueRollDown",
	"tongueRollLeft",
	"tongueRollRight",
	"tongueUp",
	"tongueDown",
	"tongueLeft",
	"tongueRight",
	"tongueIn",
	"tongueStretch",
	"tongueWide",
	"tongueNarrow",
] as const;

/** Names that Live Link's CSV header swaps against Unreal's own enumeration. */
const CSV_SWAPS: Readonly<Record<string, string>> = {
	jawLeft: "jawRight",
	jawRight: "jawLeft",
	mouthLeft: "mouthRight",
	mouthRight: "mouthLeft",
};

const tencent = [
	"mouthLowerDownRight",
	"mouthRollLower",
	"cheekSquintRight",
	"mouthStretchRight",
	"mouthSmileLeft",
	"mouthDimpleRight",
	"noseSneerRight",
	"jawOpen",
	"mouthPucker",
	"mouthFunnel",
	"mouthStretchLeft",
	"cheekSquintLeft",
	"mouthPressRight",
	"mouthDimpleLeft",
	"cheekPuff",
	"mouthClose",
	"mouthPressLeft",
	"jawRight",
	"mouthUpperUpLeft",
	"mouthLowerDownLeft",
	"mouthLeft",
	"mouthShrugUpper",
	"mouthFrownLeft",
	"mouthFrownRight",
	"mouthRight",
	"noseSneerLeft",
	"mouthShrugLower",
	"mouthUpperUpRight",
	"mouthRollUpper",
	"jawForward",
	"jawLeft",
	"mouthSmileRight",
	"eyeSquintRight",
	"browOuterUpRight",
	"eyeLookUpRight",
	"eyeWideRight",
	"eyeLookDownLeft",
	"browInnerUp",
	"eyeLookOutRight",
	"browDownLeft",
	"eyeLookUpLeft",
	"browDownRight",
	"eyeBlinkLeft",
	"eyeLookInLeft",
	"eyeLookOutLeft",
	"eyeSquintLeft",
	"tongueOut",
	"eyeBlinkRight",
	"browOuterUpLeft",
	"eyeLookDownRight",
	"eyeWideLeft",
	"eyeLookInRight",
] as const;

const huawei = [
	"mouthPucker",
	"mouthPressLeft",
	"mouthPressRight",
	"mouthRollUpper",
	"mouthRollLower",
	"mouthShrugLower",
	"mouthShrugUpper",
	"mouthStretchLeft",
	"mouthStretchRight",
	"mouthDimpleLeft",
	"mouthDimpleRight",
	"mouthFrownLeft",
	"mouthFrownRight",
	"mouthClose",
	"mouthLeft",
	"mouthRight",
	"mouthFunnel",
	"mouthLowerDownLeft",
	"mouthLowerDownRight",
	"mouthUpperUpLeft",
	"mouthUpperUpRight",
	"mouthSmileLeft",
	"mouthSmileRight",
	"jawForward",
	"jawOpen",
	"jawLeft",
	"jawRight",
	"browDownLeft",
	"browDownRight",
	"browOuterUpLeft",
	"browOuterUpRight",
	"browInnerUp",
	"noseSneerLeft",
	"noseSneerRight",
	"eyeSquintLeft",
	"eyeSquintRight",
	"eyeLookUpLeft",
	"eyeLookUpRight",
	"eyeBlinkLeft",
	"eyeBlinkRight",
	"eyeLookInLeft",
	"eyeLookInRight",
	"eyeWideLeft",
	"eyeWideRight",
	"eyeLookOutLeft",
	"eyeLookOutRight",
	"eyeLookDownLeft",
	"eyeLookDownRight",
	"cheekSquintRight",
	"cheekPuff",
	"cheekSquintLeft",
	"tongueOut",
] as const;

/** Every known order by name; `tencent` is the default. Channels that are no blendshape are named all the same. */
export const ORDERS = {
	tencent,
	apple: BLENDSHAPES,
	alphabetical,
	mediapipe: ["_neutral", ...alphabetical.filter((name) => name !== "tongueOut")],
	nvidia: [...BLENDSHAPES, ...NVIDIA_TONGUE],
	azure: [...BLENDSHAPES, "headRoll", "leftEyeRoll", "rightEyeRoll"],
	"live-link": [...BLENDSHAPES, ...ROTATIONS],
	"live-link-csv": [...BLENDSHAPES.map((name) => CSV_SWAPS[name] ?? name), ...ROTATIONS],
	huawei,
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Name of a known order. */
export type OrderName = keyof typeof ORDERS;
