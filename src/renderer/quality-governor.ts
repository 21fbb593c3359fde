/** Frames whose median decides: two to three seconds, so that one hiccup weighs nothing. */
const WINDOW = 90;
/** Above this median frame time speech begins to look wrong: 30 frames a second and some slack. */
const SLOW = 1 / 27;
/** Where fewer frames are asked for, one may take so many times its share. */
const SLACK = 1.25;
/** Longer frames are pauses (hidden tab, sleep), not slowness. */
const PAUSE = 0.5;
/** Frames after a step that do not count: shaders compile and textures are uploaded. */
const SETTLING = 45;

/** Watches frame times and says when the picture has to become cheaper. Never steps up: a flicker is worse than a blur. */
export class QualityGovernor {
	/** Seconds between two frames that are asked for at least. */
	leastDelta = 0;
	readonly #times = new Float32Array(WINDOW);
	readonly #sorted = new Float32Array(WINDOW);
	#count = 0;
	#settling = SETTLING;

	/** Takes one frame's time in seconds; true asks for the next step down. */
	observe(delta: number): boolean {
		if (!(delta > 0) || delta > PAUSE) return false;
		if (this.#settling > 0) {
			this.#settling--;
			return false;
		}
		this.#times[this.#count++] = delta;
		if (this.#count < WINDOW) return false;
		this.#count = 0;
		this.#sorted.set(this.#times);
		this.#sorted.sort();
		if ((this.#sorted[WINDOW >> 1] ?? 0) <= Math.max(SLOW, SLACK * this.leastDelta)) return false;
		this.#settling = SETTLING;
		return true;
	}

	/** Forgets what it has seen: the picture has changed. */
	reset(): void {
		this.#count = 0;
		this.#settling = SETTLING;
	}
}
