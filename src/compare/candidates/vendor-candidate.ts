import { Signal } from "../../util/signal.ts";
import type { Player, PlayerFactory } from "../../vendors/player.ts";
import type { StreamDescriptor } from "../../vendors/stream-descriptor.ts";
import type { VendorAdapter } from "../../vendors/vendor-adapter.ts";
import type { VendorState } from "../../vendors/vendor-state.ts";
import type { Candidate, CandidateState, Saying, StreamFigures } from "../model/candidate.ts";
import { NO_FIGURES } from "../model/candidate.ts";
import { ElementWatch } from "../watch/element-watch.ts";

/** Seconds from the session's being ready to its first frame, after which it will not come. */
const FIRST_FRAME = 25;

/** A session with another vendor, and its stream in a box of the page. */
export class VendorCandidate implements Candidate {
	readonly kind;
	readonly capabilities;
	readonly limits;
	readonly state = new Signal<CandidateState>({ phase: "idle", reason: "" });
	readonly #adapter: VendorAdapter;
	readonly #makePlayer: PlayerFactory;
	readonly #host: HTMLElement;
	readonly #watch: ElementWatch;
	readonly #end = new AbortController();
	#player: Player | undefined;

	/** The candidate owns the adapter from now on. `context` hears all vendors' streams; it belongs to the page. */
	constructor(host: HTMLElement, adapter: VendorAdapter, makePlayer: PlayerFactory, context: AudioContext) {
		this.#host = host;
		this.#adapter = adapter;
		this.#makePlayer = makePlayer;
		this.kind = adapter.vendor;
		this.capabilities = adapter.capabilities;
		this.limits = adapter.limits;
		this.#watch = new ElementWatch(host, context);
	}

	get watch() {
		return this.#watch.watch;
	}

	get firstFrame(): number | null {
		return this.#watch.firstFrame;
	}

	get transport(): string {
		return this.#player?.kind ?? "";
	}

	async open(): Promise<void> {
		const { signal } = this.#end;
		this.state.value = { phase: "opening", reason: "" };
		try {
			const descriptor = await this.#adapter.open({ signal });
			this.#adapter.on("stream", (moved) => void this.#play(moved), { signal });
			await this.#play(descriptor);
			await this.#connected();
		} catch (error) {
			this.#fail(error instanceof Error ? error.message : String(error));
			// Whatever it costs ends with what it was for.
			this.#adapter.dispose();
			throw error;
		}
	}

	say(text: string): Saying {
		const interrupts = this.capabilities.has("append") ? ({ mode: "interrupt" } as const) : {};
		const { done } = this.#adapter.say(text, interrupts);
		// Without progress the adapter's end is a guess: then the ear decides.
		return { done: this.capabilities.has("progress") ? done : failureOf(done) };
	}

	interrupt(): Promise<unknown> {
		return this.#adapter.interrupt();
	}

	async figures(): Promise<StreamFigures> {
		const stats = await this.#player?.stats().catch(() => undefined);
		if (stats === undefined) return NO_FIGURES;
		const { bitrate, frameRate, stalls, concealedSound: concealed } = stats;
		return { bytesPerSecond: bitrate === null ? null : bitrate / 8, frameRate, stalls, concealed };
	}

	still(): Promise<string | undefined> {
		return Promise.resolve(this.#watch.still());
	}

	get isMeasured(): boolean {
		return this.#watch.isMeasured;
	}

	set isMeasured(isMeasured: boolean) {
		this.#watch.isMeasured = isMeasured;
	}

	get muted(): boolean {
		return this.#watch.muted;
	}

	set muted(muted: boolean) {
		this.#watch.muted = muted;
	}

	dispose(): void {
		if (this.#end.signal.aborted) return;
		this.#end.abort(new DOMException("The pane was closed.", "AbortError"));
		this.#adapter.dispose();
		this.#watch.dispose();
		this.#player?.dispose();
		if (this.state.value.phase !== "failed") this.state.value = { phase: "closed", reason: "" };
	}

	async #play(descriptor: StreamDescriptor): Promise<void> {
		const { signal } = this.#end;
		this.#player?.dispose();
		const player = await this.#makePlayer(descriptor, { signal });
		this.#player = player;
		this.#adapter.attach(player);
		player.state.subscribe(
			(state) => {
				if (state.type === "failed" && player === this.#player) this.#fail(`Its stream: ${state.reason}`);
			},
			{ signal },
		);
		await player.attach(this.#host);
		void this.#watch.follow(player, signal);
	}

	/** Resolves when the adapter is connected; follows it from then on. */
	#connected(): Promise<void> {
		return new Promise((resolve, reject) => {
			const late = setTimeout(
				() => reject(new Error(`No picture came within ${FIRST_FRAME} s.`)),
				1000 * FIRST_FRAME,
			);
			this.#end.signal.addEventListener("abort", () => {
				clearTimeout(late);
				reject(this.#end.signal.reason);
			});
			this.#adapter.state.subscribe(
				(state) => {
					const next = candidateState(state);
					if (next.phase === "ready" || next.phase === "speaking") {
						clearTimeout(late);
						resolve();
					}
					if (this.state.value.phase === "failed") return;
					this.state.value = next;
					if (next.phase === "failed" || next.phase === "closed") reject(new Error(next.reason));
				},
				{ signal: this.#end.signal },
			);
		});
	}

	#fail(reason: string): void {
		if (!this.#end.signal.aborted) this.state.value = { phase: "failed", reason };
	}
}

/** Never resolves, but rejects as `done` does. */
const failureOf = (done: Promise<unknown>): Promise<unknown> =>
	new Promise((_resolve, reject) => {
		done.catch(reject);
	});

function candidateState(state: VendorState): CandidateState {
	switch (state.phase) {
		case "connected":
			return { phase: "ready", reason: "" };
		case "speaking":
			return { phase: "speaking", reason: "" };
		case "reconnecting":
			return { phase: "speaking", reason: "Its connection broke and is made again." };
		case "closing":
			return { phase: "closed", reason: "It is being closed." };
		case "closed":
			return { phase: "closed", reason: state.detail || CLOSED[state.reason] };
		case "failed":
			return { phase: "failed", reason: state.error.message };
		case "needs-input":
			return { phase: "failed", reason: `Its stream cannot be played without: ${state.missing.join(", ")}.` };
		default:
			return { phase: "opening", reason: "" };
	}
}

const CLOSED = {
	asked: "It was closed.",
	vendor: "The vendor ended the session.",
	replaced: "Another session of the same user took its place.",
	lease: "The gateway ended the session.",
} as const;
