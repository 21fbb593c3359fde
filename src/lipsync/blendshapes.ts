/**
 * The 52 facial coefficients of Apple's ARKit in the order of its documentation (ARFaceAnchor.BlendShapeLocation).
 * All weights inside Facewire are in this order, 0 … 1; left and right are the face's own.
 */
export const BLENDSHAPES = [
	"eyeBlinkLeft",
	"eyeLookDownLeft",
	"eyeLookInLeft",
	"eyeLookOutLeft",
	"eyeLookUpLeft",
	"eyeSquintLeft",
	"eyeWideLeft",
	"eyeBlinkRight",
	"eyeLookDownRight",
	"eyeLookInRight",
	"eyeLookOutRight",
	"eyeLookUpRight",
	"eyeSquintRight",
	"eyeWideRight",
	"jawForward",
	"jawLeft",
	"jawRight",
	"jawOpen",
	"mouthClose",
	"mouthFunnel",
	"mouthPucker",
	"mouthLeft",
	"mouthRight",
	"mouthSmileLeft",
	"mouthSmileRight",
	"mouthFrownLeft",
	"mouthFrownRight",
	"mouthDimpleLeft",
	"mouthDimpleRight",
	"mouthStretchLeft",
	"mouthStretchRight",
	"mouthRollLower",
	"mouthRollUpper",
	"mouthShrugLower",
	"mouthShrugUpper",
	"mouthPressLeft",
	"mouthPressRight",
	"mouthLowerDownLeft",
	"mouthLowerDownRight",
	"mouthUpperUpLeft",
	"mouthUpperUpRight",
	"browDownLeft",
	"browDownRight",
	"browInnerUp",
	"browOuterUpLeft",
	"browOuterUpRight",
	"cheekPuff",
	"cheekSquintLeft",
	"cheekSquintRight",
	"noseSneerLeft",
	"noseSneerRight",
	"tongueOut",
] as const;

export type BlendshapeName = (typeof BLENDSHAPES)[number];

/** How many weights a face frame has. */
export const BLENDSHAPE_COUNT = 52;

/** Index of each name in {@link BLENDSHAPES}: `BLENDSHAPE_INDEX.jawOpen` is 17. */
export const BLENDSHAPE_INDEX = Object.fromEntries(
	BLENDSHAPES.map((name, index) => [name, index]),
) as Readonly<Record<BlendshapeName, number>>;
