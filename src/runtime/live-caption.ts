import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import { absoluteTime } from "./absolute-time.ts";
import { CaptionClock } from "./caption-clock.ts";
import { HeardSound } from "./heard-sound.ts";
import type { Caption } from "./player-events.ts";
import type { SessionToHost } from "./session-host-messages.ts";

/** Longest wait that a browser's timer takes, seconds; nothing that is foreseen lies as far ahead. */
const LONGEST_WAIT = 3600;

/**
 * The caption as it is heard. Looks when there is news, and when the next word begins: a page wakes for words, not for
 * the display's frames, and a page that is silent for none. Main thread.
 */
export class LiveCaption {
	/** What is heard at this moment, `undefined` while nothing is. */
	readonly value = new Signal<Caption | undefined>(undefined);
	readonly #sound = new HeardSound();
	readonly #captions = new CaptionClock();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isDisposed = false;

	/** Presentation time being heard, `undefined` while no utterance is. */
	get heardUntil(): Seconds | undefined {
		this.#follow();
		const { state, mediaTime } = this.#sound.reading;
		return state === "playing" || state === "waiting" ? mediaTime : undefined;
	}

	set trim(trim: Seconds) {
		this.#sound.trim = trim;
		this.#look();
	}

	add({ utterance, cues }: Extract<SessionToHost, { readonly type: "captions" }>): void {
		this.#captions.add(utterance, cues);
		this.#look();
	}

	/** The utterance is over. */
	ended(utterance: number): void {
		this.#captions.ended(utterance);
		this.#look();
	}

	/** Ten times a second while an utterance is under way. */
	reported(report: PlayoutReport): void {
		this.#sound.reported(report);
		this.#look();
	}

	clock(reading: ClockReading): void {
		this.#sound.clock(reading);
		this.#captions.clock(reading);
		this.#look();
	}

	dispose(): void {
		this.#isDisposed = true;
		clearTimeout(this.#timer);
	}

	#follow(): void {
		this.#sound.time = absoluteTime(performance.now());
		this.#sound.follow();
	}

	/** Seconds until the caption changes, as far as that is foreseen. */
	#untilNext(): number {
		if (this.#captions.isRead) return this.#captions.untilRead;
		if (!this.#sound.isRunning) return Number.POSITIVE_INFINITY;
		return Math.min(this.#sound.untilNext, this.#captions.untilHeard(this.#sound.reading));
	}

	/** Follows what is heard from now on. */
	readonly #look = (): void => {
		if (this.#isDisposed) return;
		clearTimeout(this.#timer);
		this.#follow();
		this.value.value = this.#captions.at(this.#sound.reading);
		const wait = this.#untilNext();
		// Rounded up: a timer that fires a little early would find the word before, and wait once more.
		if (wait < LONGEST_WAIT) this.#timer = setTimeout(this.#look, Math.ceil(1000 * wait));
	};
}
