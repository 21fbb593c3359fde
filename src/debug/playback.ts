import { type StepKind, stepFrom } from "./model/steps.ts";
import { RATES } from "./model/view-state.ts";
import { element } from "./panel/dom.ts";
import type { Transport } from "./transport.ts";
import type { ViewStore } from "./view-store.ts";

/** A loop shorter than this is a slip of the hand. Seconds. */
const SHORTEST_LOOP = 0.02;

export interface PlaybackHandlers {
	/** History is about to be looked at. */
	halt(): void;
	/** A step leads there. */
	goTo(time: number): void;
}

/** Playing and stepping: what keys and buttons do to the transport, and what they show. Main thread. */
export class Playback {
	readonly #transport: Transport;
	readonly #store: ViewStore;
	readonly #handlers: PlaybackHandlers;

	constructor(transport: Transport, store: ViewStore, handlers: PlaybackHandlers) {
		this.#transport = transport;
		this.#store = store;
		this.#handlers = handlers;
		const rate = element("rate", HTMLSelectElement);
		rate.append(...RATES.map((value) => new Option(`${value}×`, String(value))));
		rate.addEventListener("change", () => this.setRate(Number(rate.value)));
		this.setRate(RATES.find((value) => value === store.state.rate) ?? 1);
		transport.loop = store.state.loop;
		this.#showLoop();
		transport.playing.subscribe((isPlaying) => {
			const play = element("play", HTMLButtonElement);
			play.setAttribute("aria-pressed", String(isPlaying));
			play.setAttribute("aria-label", isPlaying ? "Pause" : "Play");
			store.changed();
		});
	}

	async playPause(): Promise<void> {
		if (this.#transport.playing.value) this.#transport.pause();
		else {
			this.#handlers.halt();
			await this.#transport.play();
		}
	}

	pause(): void {
		if (this.#transport.playing.value) this.#transport.pause();
	}

	/** Plays, or goes faster (1) or slower (−1). */
	shuttle(direction: 1 | -1): void {
		if (direction > 0 && !this.#transport.playing.value) {
			void this.playPause();
			return;
		}
		const index = RATES.findIndex((rate) => rate >= this.#transport.rate - 1e-6);
		this.setRate(RATES[Math.min(RATES.length - 1, Math.max(0, index + direction))] ?? 1);
	}

	setRate(rate: number): void {
		this.#transport.rate = rate;
		element("rate", HTMLSelectElement).value = String(rate);
		this.#store.patch({ rate });
	}

	step(kind: StepKind, direction: 1 | -1): void {
		this.pause();
		const next = stepFrom(this.#transport.trace, kind, this.#transport.at.value, direction);
		if (next !== undefined) this.#handlers.goTo(next);
	}

	/** Puts an end of the loop where one stands: 0 is A, 1 is B. */
	setLoopEnd(end: 0 | 1): void {
		const { trace } = this.#transport;
		const at = this.#transport.at.value;
		const [a, b] = this.#store.state.loop ?? [trace.start, trace.end];
		if (end === 0) this.setLoop(at < b ? [at, b] : [at, trace.end]);
		else this.setLoop(at > a ? [a, at] : [trace.start, at]);
	}

	/** Repeats the selection, or everything; or nothing any more. */
	toggleLoop(): void {
		const { selection, loop } = this.#store.state;
		const { trace } = this.#transport;
		this.setLoop(loop === undefined ? (selection ?? [trace.start, trace.end]) : undefined);
	}

	setLoop(loop: readonly [number, number] | undefined): void {
		const usable = loop !== undefined && loop[1] - loop[0] > SHORTEST_LOOP ? loop : undefined;
		this.#transport.loop = usable;
		// What has been made of the sound ahead knows the old loop.
		if (this.#transport.playing.value) this.#transport.seek(this.#transport.at.value);
		this.#store.patch({ loop: usable });
		this.#showLoop();
	}

	#showLoop(): void {
		const isLooping = this.#store.state.loop !== undefined;
		element("loop", HTMLButtonElement).setAttribute("aria-pressed", String(isLooping));
	}
}
