import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import { CaptionClock } from "./caption-clock.ts";
import type { Caption } from "./player-events.ts";
import type { SessionToHost } from "./session-host-messages.ts";

/** The caption as it is heard, followed in every animation frame. Main thread; allocates nothing per frame. */
export class LiveCaption {
	/** What is heard at this moment, `undefined` while nothing is. */
	readonly value = new Signal<Caption | undefined>(undefined);
	readonly #clock = new CaptionClock();
	#frame = 0;

	/** Presentation time being heard, `undefined` while no utterance is. */
	get heardUntil(): Seconds | undefined {
		const { state, mediaTime } = this.#clock.heard();
		return state === "playing" || state === "waiting" ? mediaTime : undefined;
	}

	set trim(trim: Seconds) {
		this.#clock.trim = trim;
	}

	add({ utterance, cues }: Extract<SessionToHost, { readonly type: "captions" }>): void {
		this.#clock.add(utterance, cues);
	}

	/** The utterance is over. */
	ended(utterance: number): void {
		this.#clock.ended(utterance);
	}

	reported(report: PlayoutReport): void {
		this.#clock.reported(report);
	}

	clock(reading: ClockReading): void {
		this.#clock.clock(reading);
	}

	/** Follows what is heard from now on. An arrow function is made once: asking for the next frame allocates nothing. */
	readonly follow = (): void => {
		this.#frame = requestAnimationFrame(this.follow);
		this.value.value = this.#clock.caption();
	};

	dispose(): void {
		cancelAnimationFrame(this.#frame);
	}
}
