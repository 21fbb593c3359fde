import type { BlendshapeName } from "../../../src/lipsync/blendshapes.ts";

/** Weights of blendshapes that make one expression; what is not named stays at rest. */
export type Mixture = Readonly<Partial<Record<BlendshapeName, number>>>;

/** The same weight on the left and on the right. */
export function both<S extends string>(
	stem: S,
	weight: number,
): Readonly<Record<`${S}Left` | `${S}Right`, number>> {
	return { [`${stem}Left`]: weight, [`${stem}Right`]: weight } as Record<`${S}Left` | `${S}Right`, number>;
}
