import type { BlendshapeName } from "../blendshapes.ts";
import type { HeadBone } from "./bones.ts";

/**
 * How a shape reaches the model: by a target of its own, through targets that stand for several shapes or for part of
 * one, by a bone; `still` is a target that is present but moves nothing.
 */
export const COVERAGES = ["direct", "composed", "bone", "still", "missing"] as const;

export type Coverage = (typeof COVERAGES)[number];

export interface ShapeBinding {
	readonly how: Coverage;
	/** Names of the targets or bones. */
	readonly by: readonly string[];
}

/** A share of one source (see `sourceIndex`) in a target's weight. */
export interface Term {
	readonly source: number;
	readonly factor: number;
}

/** A target and what its weight is the sum of. */
export interface Drive {
	/** Index in the inventory's targets. */
	readonly target: number;
	readonly terms: readonly Term[];
}

/** How to drive a model: what the loader turns into arrays. */
export interface RigPlan {
	readonly shapes: Readonly<Record<BlendshapeName, ShapeBinding>>;
	readonly drives: readonly Drive[];
	/** Bones that were found, driven or not. */
	readonly bones: Readonly<Partial<Record<HeadBone, string>>>;
	/** Shapes that turn bones, alone or together with targets. */
	readonly turning: readonly BlendshapeName[];
	/** Targets that nothing drives. */
	readonly unused: readonly string[];
	/** Sentences for the user: what was assumed, what is offered, what a mapping names in vain. */
	readonly notes: readonly string[];
}
