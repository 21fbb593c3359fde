/** Seconds in which the gain comes to 1/e of what is left: steps vanish, and 98 % is reached within 20 ms. */
const TIME_CONSTANT = 0.005;

/** Below this the rest of the way is no step that could be heard. */
const CLOSE = 1e-4;

/** A volume control without clicks (headless; worklet; allocates nothing). */
export class SmoothGain {
	readonly #pace: number;
	#gain = 1;
	#target = 1;

	constructor(contextRate: number) {
		this.#pace = 1 - Math.exp(-1 / (TIME_CONSTANT * contextRate));
	}

	/** Linear gain to go to; what is no number leaves it as it is, the rest is clamped to 0 … 1. */
	set(gain: number): void {
		if (!Number.isNaN(gain)) this.#target = Math.min(1, Math.max(0, gain));
	}

	/** Applies it to `output` in place. */
	apply(output: Float32Array): void {
		if (this.#gain === 1 && this.#target === 1) return;
		for (let i = 0; i < output.length; i++) {
			this.#gain += (this.#target - this.#gain) * this.#pace;
			output[i] = (output[i] ?? 0) * this.#gain;
		}
		if (Math.abs(this.#target - this.#gain) < CLOSE) this.#gain = this.#target;
	}
}
