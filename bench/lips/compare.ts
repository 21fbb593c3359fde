import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT, BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";

const MOUTH = BLENDSHAPES.flatMap((name, shape) => (/^(?:jaw|mouth|tongue)/.test(name) ? [shape] : []));

/** Extrema of the jaw smaller than this, against the frames around them, are noise. */
const PROMINENCE = 0.04;

/** An extremum without a counterpart this near, seconds, counts as this far off. */
const FURTHEST = 0.2;

/** Mean absolute difference of the mouth's weights, against a reference of the same recording. */
export function mouthError(weights: Float32Array, reference: Float32Array): number {
	const count = Math.min(weights.length, reference.length) / BLENDSHAPE_COUNT;
	let sum = 0;
	for (let frame = 0; frame < count; frame++)
		for (const shape of MOUTH) {
			const at = frame * BLENDSHAPE_COUNT + shape;
			sum += Math.abs((weights[at] ?? 0) - (reference[at] ?? 0));
		}
	return sum / (count * MOUTH.length);
}

/** Mean temporal misalignment: how far the jaw's turns are from the nearest turn of the same kind in the reference. */
export function misalignment(weights: Float32Array, reference: Float32Array, frameRate: number): number {
	const own = turns(weights);
	const theirs = turns(reference);
	if (theirs.length === 0) return 0;
	const distances = theirs.map(({ frame, kind }) =>
		Math.min(
			FURTHEST,
			...own.filter((turn) => turn.kind === kind).map((turn) => Math.abs(turn.frame - frame) / frameRate),
		),
	);
	return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

function turns(weights: Float32Array): { readonly frame: number; readonly kind: "open" | "close" }[] {
	const jaw = (frame: number) => weights[frame * BLENDSHAPE_COUNT + AT.jawOpen] ?? 0;
	const found: { frame: number; kind: "open" | "close" }[] = [];
	let extreme = 0;
	let rising = true;
	for (let frame = 1; frame < weights.length / BLENDSHAPE_COUNT; frame++) {
		const further = rising ? jaw(frame) >= jaw(extreme) : jaw(frame) <= jaw(extreme);
		if (further) extreme = frame;
		else if (Math.abs(jaw(frame) - jaw(extreme)) > PROMINENCE) {
			found.push({ frame: extreme, kind: rising ? "open" : "close" });
			rising = !rising;
			extreme = frame;
		}
	}
	return found;
}
