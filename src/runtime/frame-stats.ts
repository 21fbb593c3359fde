import { type Seconds, seconds } from "../util/time.ts";

/** What is known of an interval's frames. */
export interface FrameSummary {
	readonly framesPerSecond: number;
	/** Frames that came more than half a display interval late. */
	readonly lateFrames: number;
	/** Mean face minus sound; `undefined` if nothing was heard. */
	readonly offset: Seconds | undefined;
	/** Mean time of the frames that were timed in the stage's own code, drawing excluded. */
	readonly frameCost: Seconds;
}

/** Lateness, in display intervals, from which on a frame counts as late. */
const LATE = 1.5;

/** What of a frame's times is summed up. Seconds. */
export interface FrameTimes {
	/** Since the frame before. */
	readonly delta: number;
	/** The display's interval. */
	readonly interval: number;
	/** Face minus sound as seen and heard; not a number while silent. */
	readonly lead: number;
}

/** Sums up frames between two reports. Adding allocates nothing. */
export class FrameStats {
	#since: number | undefined;
	#frames = 0;
	#late = 0;
	#timed = 0;
	#costSum = 0;
	#offsets = 0;
	#offsetSum = 0;

	/** A frame has begun. */
	add({ delta, interval, lead }: FrameTimes): void {
		this.#frames++;
		if (delta > LATE * interval) this.#late++;
		// Silent: nothing is less than what is no number, and `Number.isNaN` would have it boxed in every frame.
		if (!(lead < Number.POSITIVE_INFINITY)) return;
		this.#offsets++;
		this.#offsetSum += lead;
	}

	/** What one of the frames cost, seconds. */
	addCost(cost: number): void {
		this.#timed++;
		this.#costSum += cost;
	}

	/** Sums up what was added since the last call, and begins anew. */
	take(now: number): FrameSummary {
		const elapsed = this.#since === undefined ? 0 : now - this.#since;
		const summary = {
			framesPerSecond: elapsed > 0 ? this.#frames / elapsed : 0,
			lateFrames: this.#late,
			offset: this.#offsets === 0 ? undefined : seconds(this.#offsetSum / this.#offsets),
			frameCost: seconds(this.#timed === 0 ? 0 : this.#costSum / this.#timed),
		};
		this.#since = now;
		this.#frames = this.#late = this.#timed = this.#costSum = this.#offsets = this.#offsetSum = 0;
		return summary;
	}
}
