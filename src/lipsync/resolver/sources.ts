import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX, type BlendshapeName } from "../blendshapes.ts";

/** Mouth shapes that are computed from the 52 for rigs that have vowels or visemes instead. */
export const MOUTH_SOURCES = ["aa", "ih", "ou", "ee", "oh", "closed", "bite"] as const;

export type MouthSource = (typeof MOUTH_SOURCES)[number];
export type SourceName = BlendshapeName | MouthSource;

/** Length of the vector that targets are driven from: the 52 weights, then {@link MOUTH_SOURCES}. */
export const SOURCE_COUNT = BLENDSHAPE_COUNT + MOUTH_SOURCES.length;

/** Place of a source in that vector. */
export function sourceIndex(name: SourceName): number {
	const mouth = (MOUTH_SOURCES as readonly string[]).indexOf(name);
	return mouth >= 0 ? BLENDSHAPE_COUNT + mouth : BLENDSHAPE_INDEX[name as BlendshapeName];
}

/** The shapes that {@link mouthSourcesInto} reads: a rig with vowels has them composed. */
export const MOUTH_SOURCE_SHAPES: readonly BlendshapeName[] = [
	"jawOpen",
	"mouthClose",
	"mouthFunnel",
	"mouthPucker",
	"mouthStretchLeft",
	"mouthStretchRight",
	"mouthRollLower",
	"mouthRollUpper",
	"mouthPressLeft",
	"mouthPressRight",
	"mouthLowerDownLeft",
	"mouthLowerDownRight",
	"mouthUpperUpLeft",
	"mouthUpperUpRight",
];
