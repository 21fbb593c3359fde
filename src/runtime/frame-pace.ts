import { type Seconds, seconds } from "../util/time.ts";

/** From so many seconds between two frames on a timer wakes for the next one: the display's own wake for nothing. */
const SPARSE = 1 / 25;

/** Longer pauses (hidden tab, blocked thread) move springs and blinks no further. Seconds. */
const LONGEST_DELTA = 0.1;

/** What a pace has to know of the display. */
export interface PacedDisplay {
	/** When the frame that is under way began, seconds. */
	readonly frameTime: Seconds;
	/** Between two frames, seconds. */
	readonly interval: Seconds;
	/** Frames of the display are left out from now on. */
	rested(): void;
}

/** Asks for frames, as often as they are wanted. Any thread that draws; allocates nothing per frame. */
export class FramePace {
	/** Seconds between two frames at least. */
	#leastDelta = 0;
	readonly #display: PacedDisplay;
	readonly #onAnimationFrame: (timestamp: DOMHighResTimeStamp) => void;
	#frame = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#begunAt = Number.NaN;
	#delta = seconds(0);
	#isPaused = false;

	constructor(display: PacedDisplay, onAnimationFrame: (timestamp: DOMHighResTimeStamp) => void) {
		this.#display = display;
		this.#onAnimationFrame = onAnimationFrame;
	}

	get leastDelta(): number {
		return this.#leastDelta;
	}

	/** At most so many frames a second; `undefined` as many as the display has. Begins anew, at once. */
	limit(framesPerSecond: number | undefined): void {
		this.#leastDelta = framesPerSecond === undefined ? 0 : 1 / framesPerSecond;
		this.dispose();
		if (!this.#isPaused) this.#wake();
	}

	/** Asks for no frame until {@link resume}. */
	pause(): void {
		this.#isPaused = true;
		this.dispose();
	}

	/** Begins anew, at once; nothing where it was not paused. */
	resume(): void {
		if (!this.#isPaused) return;
		this.#isPaused = false;
		this.#wake();
	}

	/** Asks for the next frame. */
	ask(): void {
		if (this.#isPaused) return;
		if (this.#leastDelta < SPARSE) this.#frame = requestAnimationFrame(this.#onAnimationFrame);
		else this.#timer = setTimeout(this.#wake, 1000 * (this.#leastDelta - this.#display.interval / 2));
	}

	/** How far everything moves on in the frame that was {@link isDue} last, since the one before. */
	get delta(): Seconds {
		return this.#delta;
	}

	/** Whether the frame that is under way is to be drawn. */
	isDue(): boolean {
		const { frameTime, interval } = this.#display;
		const elapsed = frameTime - this.#begunAt;
		// Half a display interval early is in time: else a limit of 30 at 60 Hz would now and then wait for a third frame.
		if (elapsed + interval / 2 < this.#leastDelta) return false;
		this.#begunAt = frameTime;
		// The first time it is no number, which no comparison holds for; a call of `Math.min` would box it in every frame.
		this.#delta = seconds(elapsed > LONGEST_DELTA ? LONGEST_DELTA : elapsed > 0 ? elapsed : 0);
		return true;
	}

	/** Asks for no more. */
	dispose(): void {
		cancelAnimationFrame(this.#frame);
		clearTimeout(this.#timer);
	}

	readonly #wake = (): void => {
		this.#display.rested();
		this.#frame = requestAnimationFrame(this.#onAnimationFrame);
	};
}
