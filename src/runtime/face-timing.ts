import { OutputClock } from "../audio/output-clock.ts";
import { Playhead, type PlayheadReading } from "../audio/playhead.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { PresentationClock } from "./presentation-clock.ts";

/** Seconds for which the mouth holds its shape when the sound runs out; then it relaxes until the sound goes on. */
const HOLD = 0.12;

/**
 * Which moment of the sound a frame has to show: playout reports, output clock and display brought together. Lives with
 * the stage. Times are seconds on `performance.now()` plus `performance.timeOrigin`, which all threads share.
 */
export class FaceTiming {
	/** Utterance of the last {@link begin}. */
	utterance = -1;
	/** Presentation time to show in the frame begun last; `undefined` while nothing of an utterance is heard. */
	mediaTime: Seconds | undefined;
	/** When the frame begun last will be seen. */
	presentationTime = seconds(0);
	/** Face minus sound of the frame before, as it was seen: positive shows the face early. `undefined` while silent. */
	offset: Seconds | undefined;
	readonly #display = new PresentationClock();
	readonly #playhead = new Playhead();
	readonly #clock = new OutputClock();
	/** A clock of its own: one clock never answers with an earlier time than before, and this one looks back. */
	readonly #hindsight = new OutputClock();
	#wasPlaying = false;
	#silentSince = Number.NEGATIVE_INFINITY;

	/** Median display interval. */
	get interval(): Seconds {
		return this.#display.interval;
	}

	set trim(trim: Seconds) {
		this.#clock.trim = trim;
		this.#hindsight.trim = trim;
	}

	reported(report: PlayoutReport): void {
		this.#playhead.update(report);
	}

	clock(reading: ClockReading): void {
		this.#clock.update(reading);
		this.#hindsight.update(reading);
	}

	/** An animation frame begins. Returns the time since the one before. */
	begin(frameTime: Seconds): Seconds {
		const delta = this.#display.begin(frameTime);
		this.#lookBack(frameTime);
		this.presentationTime = this.#display.presentationTime(frameTime);
		const reading = this.#playhead.at(this.#clock.heardAt(this.presentationTime));
		this.utterance = reading.utterance;
		this.mediaTime = this.#isShown(reading) ? reading.mediaTime : undefined;
		return delta;
	}

	#isShown({ state }: PlayheadReading): boolean {
		const isPlaying = state === "playing";
		if (this.#wasPlaying && !isPlaying) this.#silentSince = this.presentationTime;
		this.#wasPlaying = isPlaying;
		return isPlaying || (state === "waiting" && this.presentationTime - this.#silentSince < HOLD);
	}

	/** The frame before became visible as this one began, and stays for an interval: what was heard in its middle? */
	#lookBack(frameTime: number): void {
		this.offset = undefined;
		if (!this.#wasPlaying || this.mediaTime === undefined) return;
		const heard = this.#hindsight.heardAt(seconds(frameTime + this.#display.interval / 2));
		const reading = this.#playhead.at(heard);
		if (reading.state === "playing" && reading.utterance === this.utterance)
			this.offset = seconds(this.mediaTime - reading.mediaTime);
	}
}
