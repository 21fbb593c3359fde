/** Every this many samples and positions are compared in the coarse pass: speech below 4 kHz decides the match. */
const COARSE_STEP = 6;

/** Every this many samples are compared in the fine pass. */
const FINE_STEP = 2;

/**
 * The candidate, of every `candidateStep`-th in `from … to`, with the highest normalised cross-correlation with the
 * template, `length` samples compared in steps of `sampleStep`. The template's own energy is the same for all and left
 * out. One loop without calls: a number that is returned for every candidate may be put on the heap.
 */
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
		let product = 0;
		let energy = 0;
		for (let i = 0; i < length; i += sampleStep) {
			const y = sound[candidate + i] ?? 0;
			product += (sound[template + i] ?? 0) * y;
			energy += y * y;
		}
		const score = energy > 0 ? product / Math.sqrt(energy) : 0;
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
