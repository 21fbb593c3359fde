import type { SourceName } from "./sources.ts";

/** Other names of a shape: the target takes that shape's weight and nothing else. Spelled as their makers do. */
export const SAME: Readonly<Record<string, SourceName>> = {
	// Character Creator 4
	Eye_L_Look_L: "eyeLookOutLeft",
	Eye_L_Look_R: "eyeLookInLeft",
	Eye_R_Look_L: "eyeLookInRight",
	Eye_R_Look_R: "eyeLookOutRight",
	Brow_Drop_L: "browDownLeft",
	Brow_Drop_R: "browDownRight",
	Brow_Raise_Outer_L: "browOuterUpLeft",
	Brow_Raise_Outer_R: "browOuterUpRight",
	Cheek_Raise_L: "cheekSquintLeft",
	Cheek_Raise_R: "cheekSquintRight",
	Mouth_Up_Upper_L: "mouthUpperUpLeft",
	Mouth_Up_Upper_R: "mouthUpperUpRight",
	Mouth_Down_Lower_L: "mouthLowerDownLeft",
	Mouth_Down_Lower_R: "mouthLowerDownRight",
	Mouth_Roll_In_Upper: "mouthRollUpper",
	Mouth_Roll_In_Lower: "mouthRollLower",
	// VRM presets
	blinkLeft: "eyeBlinkLeft",
	blinkRight: "eyeBlinkRight",
	// VRoid
	Fcl_EYE_Close_L: "eyeBlinkLeft",
	Fcl_EYE_Close_R: "eyeBlinkRight",
	// MikuMikuDance: the second wink closes the lid without a smile.
	ウィンク2: "eyeBlinkLeft",
	ウィンク2右: "eyeBlinkRight",
};

/** Names that stand in for a shape where nothing better is there. */
export const STAND_INS: Readonly<Record<string, SourceName>> = {
	mouthOpen: "jawOpen",
	ウィンク: "eyeBlinkLeft",
	ウィンク右: "eyeBlinkRight",
};

/** A part of a shape, which moves with all of it. */
export const PARTS: Readonly<Record<string, SourceName>> = {
	browInnerUpLeft: "browInnerUp",
	browInnerUpRight: "browInnerUp",
	Brow_Raise_Inner_L: "browInnerUp",
	Brow_Raise_Inner_R: "browInnerUp",
	cheekPuffLeft: "cheekPuff",
	cheekPuffRight: "cheekPuff",
	Mouth_Funnel_Up_L: "mouthFunnel",
	Mouth_Funnel_Up_R: "mouthFunnel",
	Mouth_Funnel_Down_L: "mouthFunnel",
	Mouth_Funnel_Down_R: "mouthFunnel",
	Mouth_Pucker_Up_L: "mouthPucker",
	Mouth_Pucker_Up_R: "mouthPucker",
	Mouth_Pucker_Down_L: "mouthPucker",
	Mouth_Pucker_Down_R: "mouthPucker",
	Mouth_Roll_In_Upper_L: "mouthRollUpper",
	Mouth_Roll_In_Upper_R: "mouthRollUpper",
	Mouth_Roll_In_Lower_L: "mouthRollLower",
	Mouth_Roll_In_Lower_R: "mouthRollLower",
	Mouth_Shrug_Upper_L: "mouthShrugUpper",
	Mouth_Shrug_Upper_R: "mouthShrugUpper",
};

/** One target for several shapes. The unsided names of pairs (`mouthSmile`) are added by the table itself. */
export const MERGED: Readonly<Record<string, readonly SourceName[]>> = {
	blink: ["eyeBlinkLeft", "eyeBlinkRight"],
	eyesClosed: ["eyeBlinkLeft", "eyeBlinkRight"],
	Fcl_EYE_Close: ["eyeBlinkLeft", "eyeBlinkRight"],
	まばたき: ["eyeBlinkLeft", "eyeBlinkRight"],
	Fcl_EYE_Spread: ["eyeWideLeft", "eyeWideRight"],
	びっくり: ["eyeWideLeft", "eyeWideRight"],
	じと目: ["eyeSquintLeft", "eyeSquintRight"],
	lookUp: ["eyeLookUpLeft", "eyeLookUpRight"],
	lookDown: ["eyeLookDownLeft", "eyeLookDownRight"],
	lookLeft: ["eyeLookOutLeft", "eyeLookInRight"],
	lookRight: ["eyeLookInLeft", "eyeLookOutRight"],
	eyesLookUp: ["eyeLookUpLeft", "eyeLookUpRight"],
	eyesLookDown: ["eyeLookDownLeft", "eyeLookDownRight"],
	Fcl_MTH_Fun: ["mouthSmileLeft", "mouthSmileRight"],
	口角上げ: ["mouthSmileLeft", "mouthSmileRight"],
	口角下げ: ["mouthFrownLeft", "mouthFrownRight"],
	Fcl_BRW_Angry: ["browDownLeft", "browDownRight"],
	下: ["browDownLeft", "browDownRight"],
	Fcl_BRW_Surprised: ["browOuterUpLeft", "browOuterUpRight"],
	上: ["browOuterUpLeft", "browOuterUpRight"],
	Fcl_BRW_Sorrow: ["browInnerUp"],
	困る: ["browInnerUp"],
	Mouth_Blow: ["cheekPuff"],
};

/** Vowels, visemes and closures, driven by what is computed from the 52. */
export const VOWELS: Readonly<Record<string, SourceName>> = {
	aa: "aa",
	ih: "ih",
	ou: "ou",
	ee: "ee",
	oh: "oh",
	viseme_aa: "aa",
	viseme_E: "ih",
	viseme_I: "ee",
	viseme_O: "oh",
	viseme_U: "ou",
	viseme_PP: "closed",
	viseme_FF: "bite",
	Fcl_MTH_A: "aa",
	Fcl_MTH_I: "ee",
	Fcl_MTH_U: "ou",
	Fcl_MTH_E: "ih",
	Fcl_MTH_O: "oh",
	V_Open: "aa",
	V_Wide: "ee",
	V_Tight: "ou",
	V_Tight_O: "oh",
	V_Explosive: "closed",
	V_Dental_Lip: "bite",
	あ: "aa",
	い: "ee",
	う: "ou",
	え: "ih",
	お: "oh",
};
