import { type Seconds, seconds } from "../util/time.ts";

/** How many display intervals the median is taken over: a quarter of a second at 60 Hz, so a moved window settles fast. */
const WINDOW = 15;

/** Until the first intervals are known: a 60 Hz display. */
const ASSUMED_INTERVAL = 1 / 60;

/**
 * Longer than even a machine without a graphics card takes for a frame: the page was hidden, which says nothing about
 * the display. Shorter pauses are for the median to pass over.
 */
const LONGEST_INTERVAL = 1;

/**
 * A frame drawn in an animation frame callback is scanned out at the next display tick and stays until the one after:
 * its picture is centred this many intervals behind the start of its callback.
 */
const CENTRE_OF_VIEW = 1.5;

/** Measures the display's interval and tells when a frame will be seen. One per stage, on the stage's thread. */
export class PresentationClock {
	/** When the frame began; set it, then {@link begin}. */
	frameTime = seconds(0);
	/** Time between the last two frames; 0 before the second. */
	delta = seconds(0);
	/** Median display interval. A number from the start: a field that was once without one boxes all that is put into it. */
	interval = seconds(ASSUMED_INTERVAL);
	/** Middle of the time during which the frame begun last is on the display. */
	presentationTime = seconds(0);
	readonly #intervals: Float64Array;
	readonly #sorted = new Float64Array(WINDOW);
	#next = 0;
	#last = Number.NaN;

	/** @param assumed the display's interval until it has been measured, seconds */
	constructor(assumed: number = ASSUMED_INTERVAL) {
		this.#intervals = new Float64Array(WINDOW).fill(assumed);
		this.interval = seconds(assumed);
	}

	/** An animation frame begins at {@link frameTime}: a number handed over would be garbage in every frame. */
	begin(): void {
		const { frameTime } = this;
		// The first time this is no number, which no comparison holds for.
		const delta = frameTime - this.#last;
		this.delta = seconds(delta > 0 ? delta : 0);
		this.#last = frameTime;
		if (this.delta > 0 && this.delta < LONGEST_INTERVAL) this.#learn();
		this.presentationTime = seconds(frameTime + CENTRE_OF_VIEW * this.interval);
	}

	/** Frames were left out: the time to the next one says nothing of the display. */
	rested(): void {
		this.#last = Number.NaN;
	}

	#learn(): void {
		this.#intervals[this.#next] = this.delta;
		this.#next = (this.#next + 1) % WINDOW;
		this.#sorted.set(this.#intervals);
		this.#sorted.sort();
		// The window is never shorter; a number that might be missing would be boxed in every frame.
		this.interval = this.#sorted[WINDOW >> 1] as Seconds;
	}
}
