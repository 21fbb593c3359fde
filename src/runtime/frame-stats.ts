import { type Seconds, seconds } from "../util/time.ts";

/** What is known of an interval's frames. */
export interface FrameSummary {
	readonly framesPerSecond: number;
	/** Frames that came more than half a display interval late. */
	readonly lateFrames: number;
	/** Mean face minus sound; `undefined` if nothing was heard. */
	readonly offset: Seconds | undefined;
	/** Mean time per frame in the stage's own code, drawing excluded. */
	readonly frameCost: Seconds;
}

/** Lateness, in display intervals, from which on a frame counts as late. */
const LATE = 1.5;

/** Sums up frames between two reports. Adding allocates nothing. */
export class FrameStats {
	#since: number | undefined;
	#frames = 0;
	#late = 0;
	#cost = 0;
	#offsets = 0;
	#offsetSum = 0;

	/** A frame came `delta` after the one before on a display of `interval`, and cost `cost`. */
	add(delta: number, interval: number, cost: number): void {
		this.#frames++;
		this.#cost += cost;
		if (delta > LATE * interval) this.#late++;
	}

	/** A frame was seen while its sound was heard `offset` later. */
	addOffset(offset: number): void {
		this.#offsets++;
		this.#offsetSum += offset;
	}

	/** Sums up what was added since the last call, and begins anew. */
	take(now: number): FrameSummary {
		const elapsed = this.#since === undefined ? 0 : now - this.#since;
		const summary = {
			framesPerSecond: elapsed > 0 ? this.#frames / elapsed : 0,
			lateFrames: this.#late,
			offset: this.#offsets === 0 ? undefined : seconds(this.#offsetSum / this.#offsets),
			frameCost: seconds(this.#frames === 0 ? 0 : this.#cost / this.#frames),
		};
		this.#since = now;
		this.#frames = this.#late = this.#cost = this.#offsets = this.#offsetSum = 0;
		return summary;
	}
}
