/**
 * Brings sound to silence where it is cut off. `tail[0 … known)` is what would have been played; the rest is invented by
 * playing the sound before it backwards, so that the waveform goes on without a step. `before(1)` is the sample before
 * the tail, `before(2)` the one before that. The whole tail is faded out to zero, in place, without allocating.
 */
export function conceal(tail: Float32Array, known: number, before: (distance: number) => number): void {
	for (let i = known; i < tail.length; i++) {
		const mirrored = 2 * known - 1 - i;
		tail[i] = mirrored >= 0 ? (tail[mirrored] ?? 0) : before(-mirrored);
	}
	for (let i = 0; i < tail.length; i++) tail[i] = (tail[i] ?? 0) * fadeOut((i + 1) / tail.length);
}

/** Gain at `progress` 0 … 1 of a fade-out: half a cosine, level at both ends. */
export const fadeOut = (progress: number): number => 0.5 + 0.5 * Math.cos(Math.PI * progress);
