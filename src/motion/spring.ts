/**
 * A value that follows a target like a head follows a wish: no overshoot, no jump in speed. `stiffness` is the
 * angular frequency in 1/s: 90 % of the way takes about 3.9 / stiffness seconds.
 */
export class Spring {
	value = 0;
	target = 0;
	readonly #stiffness: number;
	#speed = 0;

	constructor(stiffness: number) {
		this.#stiffness = stiffness;
	}

	/** Exact step of a critically damped spring, so any `delta` is stable. */
	update(delta: number): number {
		const decay = Math.exp(-this.#stiffness * delta);
		const offset = this.value - this.target;
		const drive = (this.#speed + this.#stiffness * offset) * delta;
		this.value = this.target + (offset + drive) * decay;
		this.#speed = (this.#speed - this.#stiffness * drive) * decay;
		return this.value;
	}
}
