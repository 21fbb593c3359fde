import { type Seconds, seconds } from "../util/time.ts";

/** From so many seconds between two frames on a timer wakes for the next one: the display's own wake for nothing. */
const SPARSE = 1 / 25;

/** Longer pauses (hidden tab, blocked thread) move springs and blinks no further. Seconds. */
const LONGEST_DELTA = 0.1;

export interface FramePaceOptions {
	readonly onAnimationFrame: (timestamp: DOMHighResTimeStamp) => void;
	/** Frames of the display are left out from now on. */
	readonly rested: () => void;
}

/** Asks for frames, as often as they are wanted. Any thread that draws; allocates nothing per frame. */
export class FramePace {
	/** Seconds between two frames at least. */
	#leastDelta = 0;
	readonly #options: FramePaceOptions;
	#frame = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#begunAt = Number.NaN;

	constructor(options: FramePaceOptions) {
		this.#options = options;
	}

	get leastDelta(): number {
		return this.#leastDelta;
	}

	/** At most so many frames a second; `undefined` as many as the display has. Begins anew, at once. */
	limit(framesPerSecond: number | undefined): void {
		this.#leastDelta = framesPerSecond === undefined ? 0 : 1 / framesPerSecond;
		this.dispose();
		this.#wake();
	}

	/** Asks for the next frame. @param interval of the display, seconds */
	ask(interval: number): void {
		if (this.#leastDelta < SPARSE) this.#frame = requestAnimationFrame(this.#options.onAnimationFrame);
		else this.#timer = setTimeout(this.#wake, 1000 * (this.#leastDelta - interval / 2));
	}

	/**
	 * Whether a frame that begins at `time` is to be drawn: then how far everything moves on since the one before, seconds;
	 * else `undefined`.
	 */
	due(time: Seconds, interval: number): Seconds | undefined {
		const elapsed = time - this.#begunAt;
		// Half a display interval early is in time: else a limit of 30 at 60 Hz would now and then wait for a third frame.
		if (elapsed + interval / 2 < this.#leastDelta) return undefined;
		this.#begunAt = time;
		// The first time it is no number.
		return seconds(elapsed > 0 ? Math.min(elapsed, LONGEST_DELTA) : 0);
	}

	/** Asks for no more. */
	dispose(): void {
		cancelAnimationFrame(this.#frame);
		clearTimeout(this.#timer);
	}

	readonly #wake = (): void => {
		this.#options.rested();
		this.#frame = requestAnimationFrame(this.#options.onAnimationFrame);
	};
}
