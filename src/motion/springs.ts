/**
 * Values that follow targets like a head follows a wish: no overshoot, no jump in speed. The stiffness is the angular
 * frequency in 1/s: 90 % of the way takes about 3.9 / stiffness seconds. All of them lie in arrays and move in one
 * call, so that a frame makes no garbage. Stage thread.
 */
export class Springs {
	/** Where each spring is; read it after {@link update}. */
	readonly values: Float64Array;
	/** Where each spring goes; write it before {@link update}. */
	readonly targets: Float64Array;
	readonly #speeds: Float64Array;
	readonly #stiffness: Float64Array;

	/** One spring for each stiffness, at rest at 0. */
	constructor(stiffness: readonly number[]) {
		this.#stiffness = Float64Array.from(stiffness);
		this.values = new Float64Array(stiffness.length);
		this.targets = new Float64Array(stiffness.length);
		this.#speeds = new Float64Array(stiffness.length);
	}

	/** Exact step of critically damped springs, so any `delta` is stable. */
	update(delta: number): void {
		for (let i = 0; i < this.values.length; i++) {
			const stiffness = this.#stiffness[i] ?? 0;
			const target = this.targets[i] ?? 0;
			const speed = this.#speeds[i] ?? 0;
			const decay = Math.exp(-stiffness * delta);
			const offset = (this.values[i] ?? 0) - target;
			const drive = (speed + stiffness * offset) * delta;
			this.values[i] = target + (offset + drive) * decay;
			this.#speeds[i] = (speed - stiffness * drive) * decay;
		}
	}
}
