import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import { absoluteTime } from "./absolute-time.ts";
import { CaptionClock } from "./caption-clock.ts";
import { HeardSound } from "./heard-sound.ts";
import type { Caption } from "./player-events.ts";
import type { SessionToHost } from "./session-host-messages.ts";

/** Milliseconds without news after which nothing comes to be heard any more: no output is so late. */
const REST_MS = 2000;

/**
 * The caption as it is heard, followed in every animation frame while there is anything to follow: a page that is silent
 * wakes for none. Main thread; allocates nothing per frame.
 */
export class LiveCaption {
	/** What is heard at this moment, `undefined` while nothing is. */
	readonly value = new Signal<Caption | undefined>(undefined);
	readonly #sound = new HeardSound();
	readonly #captions = new CaptionClock();
	/** The frame that was asked for; 0 while at rest. */
	#frame = 0;
	#toldAt = 0;
	#isDisposed = false;

	/** Presentation time being heard, `undefined` while no utterance is. */
	get heardUntil(): Seconds | undefined {
		this.#sound.time = absoluteTime(performance.now());
		this.#sound.follow();
		const { state, mediaTime } = this.#sound.reading;
		return state === "playing" || state === "waiting" ? mediaTime : undefined;
	}

	set trim(trim: Seconds) {
		this.#sound.trim = trim;
	}

	add({ utterance, cues }: Extract<SessionToHost, { readonly type: "captions" }>): void {
		this.#captions.add(utterance, cues);
		this.#wake();
	}

	/** The utterance is over. */
	ended(utterance: number): void {
		this.#captions.ended(utterance);
		this.#wake();
	}

	reported(report: PlayoutReport): void {
		this.#sound.reported(report);
		this.#wake();
	}

	clock(reading: ClockReading): void {
		this.#sound.clock(reading);
		this.#captions.clock(reading);
		if (this.#captions.isRead) this.#wake();
	}

	/** Follows what is heard from now on. An arrow function is made once: asking for the next frame allocates nothing. */
	readonly follow = (timestamp: DOMHighResTimeStamp = performance.now()): void => {
		this.#sound.time = absoluteTime(timestamp);
		this.#sound.follow();
		this.value.value = this.#captions.at(this.#sound.reading);
		const isAtRest = this.value.value === undefined && timestamp - this.#toldAt > REST_MS;
		this.#frame = isAtRest || this.#isDisposed ? 0 : requestAnimationFrame(this.follow);
	};

	dispose(): void {
		this.#isDisposed = true;
		cancelAnimationFrame(this.#frame);
	}

	#wake(): void {
		this.#toldAt = performance.now();
		if (this.#frame === 0 && !this.#isDisposed) this.#frame = requestAnimationFrame(this.follow);
	}
}
