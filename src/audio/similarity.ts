/** Every this many samples and positions are compared in the coarse pass: speech below 4 kHz decides the match. */
const COARSE_STEP = 6;

/** Every this many samples are compared in the fine pass. */
const FINE_STEP = 2;

/** Normalised cross-correlation of `length` samples at `a` and `b`, every `step`-th compared; −1 … 1. */
function correlation(sound: Float32Array, a: number, b: number, length: number, step: number): number {
	let product = 0;
	let energy = 0;
	for (let i = 0; i < length; i += step) {
		const x = sound[a + i] ?? 0;
		const y = sound[b + i] ?? 0;
		product += x * y;
		energy += y * y;
	}
	// The energy at `a` is the same for all candidates, so it need not be divided by.
	return energy > 0 ? product / Math.sqrt(energy) : 0;
}

function bestOf(
	sound: Float32Array,
	template: number,
	from: number,
	to: number,
	length: number,
	candidateStep: number,
	sampleStep: number,
): number {
	let best = from;
	let bestScore = Number.NEGATIVE_INFINITY;
	for (let candidate = from; candidate <= to; candidate += candidateStep) {
		const score = correlation(sound, template, candidate, length, sampleStep);
		if (score > bestScore) {
			bestScore = score;
			best = candidate;
		}
	}
	return best;
}

/**
 * Index in `from … to` where `length` samples of `sound` are most like those at `template`: a coarse pass over all
 * candidates, then a fine one around the best. Allocates nothing.
 */
export function mostSimilar(
	sound: Float32Array,
	template: number,
	from: number,
	to: number,
	length: number,
): number {
	const coarse = bestOf(sound, template, from, to, length, COARSE_STEP, COARSE_STEP);
	const low = Math.max(from, coarse - COARSE_STEP + 1);
	const high = Math.min(to, coarse + COARSE_STEP - 1);
	return bestOf(sound, template, low, high, length, 1, FINE_STEP);
}
