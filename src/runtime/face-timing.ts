import type { PlayheadReading } from "../audio/playhead.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { HeardSound } from "./heard-sound.ts";
import { PresentationClock } from "./presentation-clock.ts";

/** Seconds for which the mouth holds its shape when the sound runs out; then it relaxes until the sound goes on. */
const HOLD = 0.12;

/**
 * Which moment of the sound a frame has to show: playout reports, output clock and display brought together. Lives with
 * the stage. Times are seconds on `performance.now()` plus `performance.timeOrigin`, which all threads share.
 */
export class FaceTiming {
	/** When the frame began; set it, then {@link begin}. */
	frameTime = seconds(0);
	/** Utterance of the last {@link begin}. */
	utterance = -1;
	/** Presentation time to show in the frame begun last; `undefined` while nothing of an utterance is heard. */
	mediaTime: Seconds | undefined;
	/** Face minus sound of the frame before, as it was seen: positive shows the face early. Not a number while silent. */
	lead = Number.NaN;
	/** Time between the last two frames; 0 before the second. */
	delta = seconds(0);
	/** Median display interval. */
	interval = seconds(0);
	readonly #display: PresentationClock;
	readonly #sound = new HeardSound();
	/** One of its own: it looks back, behind what the other has answered. */
	readonly #hindsight = new HeardSound();
	#wasPlaying = false;
	#silentSince = Number.NEGATIVE_INFINITY;

	/** @param interval of the display until it has been measured, seconds; 1/60 by default */
	constructor(interval?: number) {
		this.#display = new PresentationClock(interval);
		this.interval = this.#display.interval;
	}

	/** When the frame begun last will be seen. */
	get presentationTime(): Seconds {
		return this.#display.presentationTime;
	}

	/** {@link lead}, `undefined` while silent. */
	get offset(): Seconds | undefined {
		return Number.isNaN(this.lead) ? undefined : seconds(this.lead);
	}

	set trim(trim: Seconds) {
		this.#sound.trim = trim;
		this.#hindsight.trim = trim;
	}

	reported(report: PlayoutReport): void {
		this.#sound.reported(report);
		this.#hindsight.reported(report);
	}

	clock(reading: ClockReading): void {
		this.#sound.clock(reading);
		this.#hindsight.clock(reading);
	}

	/** An animation frame begins at {@link frameTime}. */
	begin(): void {
		this.#display.frameTime = this.frameTime;
		this.#display.begin();
		this.delta = this.#display.delta;
		this.interval = this.#display.interval;
		this.#lookBack();
		this.#sound.time = this.#display.presentationTime;
		this.#sound.follow();
		const { reading } = this.#sound;
		this.utterance = reading.utterance;
		this.mediaTime = this.#isShown(reading) ? reading.mediaTime : undefined;
	}

	/** No frames were asked for in between: the next one is no late one. */
	rested(): void {
		this.#display.rested();
	}

	#isShown({ state }: PlayheadReading): boolean {
		const isPlaying = state === "playing";
		if (this.#wasPlaying && !isPlaying) this.#silentSince = this.#display.presentationTime;
		this.#wasPlaying = isPlaying;
		return isPlaying || (state === "waiting" && this.#display.presentationTime - this.#silentSince < HOLD);
	}

	/** The frame before became visible as this one began, and stays for an interval: what was heard in its middle? */
	#lookBack(): void {
		this.lead = Number.NaN;
		if (!this.#wasPlaying || this.mediaTime === undefined) return;
		this.#hindsight.time = seconds(this.frameTime + this.#display.interval / 2);
		this.#hindsight.follow();
		const { state, utterance, mediaTime } = this.#hindsight.reading;
		if (state === "playing" && utterance === this.utterance) this.lead = this.mediaTime - mediaTime;
	}
}
