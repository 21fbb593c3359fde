import { OutputClock } from "../audio/output-clock.ts";
import { Playhead, type PlayheadReading } from "../audio/playhead.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";

/**
 * Which moment of the sound is heard: playout reports and output clock brought together. Asked with ever later times,
 * for it never answers with an earlier moment than before; who also looks back needs one of their own. Times are
 * seconds on `performance.now()` plus `performance.timeOrigin`. Any thread; {@link follow} allocates nothing.
 */
export class HeardSound {
	/** When it is heard; set it, then {@link follow}. */
	time = seconds(0);
	readonly #playhead = new Playhead();
	readonly #clock = new OutputClock();

	/** What is heard at the time followed last. The object is reused. */
	get reading(): PlayheadReading {
		return this.#playhead.reading;
	}

	/** Whether sound is going out: while none is, {@link reading} stands still. */
	get isRunning(): boolean {
		return this.#clock.isRunning;
	}

	/** Seconds from {@link time} until {@link reading} goes on otherwise than it does; infinite if nothing says so. */
	get untilNext(): Seconds {
		return this.#playhead.untilNext;
	}

	/** By how much the sound is heard later than the browser thinks. */
	set trim(trim: Seconds) {
		this.#clock.trim = trim;
	}

	reported(report: PlayoutReport): void {
		this.#playhead.update(report);
	}

	clock(reading: ClockReading): void {
		this.#clock.update(reading);
	}

	/** Brings {@link reading} to {@link time}. */
	follow(): void {
		this.#clock.time = this.time;
		this.#clock.follow();
		this.#playhead.time = this.#clock.heard;
		this.#playhead.follow();
	}
}
