import type { ProductionRequest, ProductionState } from "../../protocol/production.ts";
import { Signal } from "../../util/signal.ts";
import { capabilities } from "../../vendors/capability.ts";
import type {
	Candidate,
	CandidateState,
	ProductionTimes,
	Saying,
	StreamFigures,
} from "../model/candidate.ts";
import { NO_FIGURES } from "../model/candidate.ts";
import { ElementWatch } from "../watch/element-watch.ts";
import { ProducedVideo } from "./produced-video.ts";
import { ProductionOrder, type ReadyProduction } from "./production-order.ts";

export interface ProducedOptions {
	/** Absolute address of the gateway, ending in a slash. */
	readonly gateway: string;
	/** Hears the video; the page owns it. */
	readonly context: AudioContext;
	/** What is ordered of every text. */
	readonly order: Omit<ProductionRequest, "text">;
}

/** Tencent server API, "InputSsml". */
const LIMITS = { text: { least: 1, most: 20_000, unit: "characters" } } as const;

/** Seconds that a video is waited for; the gateway has given up before, by its own settings, in most cases. */
const PATIENCE = 7200;

/** Milliseconds in which a loaded video's sound is found. */
const SOUND_MS = 2000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const now = () => performance.now() / 1000;

/** Each text is made into a video at the vendor's, and played as a file when it is done. It is not live. */
export class ProducedCandidate implements Candidate {
	readonly kind = "tencent-produced";
	readonly transport = "file";
	readonly capabilities = capabilities("text", "ssml", "alpha", "voice-parameters");
	readonly limits = LIMITS;
	readonly patience = PATIENCE;
	readonly state = new Signal<CandidateState>({ phase: "idle", reason: "" });
	readonly #host: HTMLElement;
	readonly #options: ProducedOptions;
	readonly #watch: ElementWatch;
	readonly #end = new AbortController();
	#saying = new AbortController();
	#times: ProductionTimes = { ordered: null, ready: null, firstPicture: null };
	#video: ProducedVideo | undefined;
	#made: ReadyProduction | undefined;

	constructor(host: HTMLElement, options: ProducedOptions) {
		this.#host = host;
		this.#options = options;
		this.#watch = new ElementWatch(host, options.context);
	}

	get watch() {
		return this.#watch.watch;
	}

	get firstFrame(): number | null {
		return this.#watch.firstFrame;
	}

	get production(): ProductionTimes {
		return { ...this.#times, firstPicture: this.#video?.firstPicture ?? null };
	}

	/** There is no session to be opened: the first text costs the first money. */
	async open(): Promise<void> {
		this.#become({ phase: "ready", reason: "" });
	}

	say(text: string): Saying {
		this.#saying.abort(new DOMException("Another text was said.", "AbortError"));
		this.#saying = new AbortController();
		return { done: this.#produce(text, this.#saying) };
	}

	/** Stops the picture; what is being made is let go of. */
	async interrupt(): Promise<void> {
		this.#video?.pause();
		this.#saying.abort(new DOMException("It was stopped.", "AbortError"));
	}

	async figures(): Promise<StreamFigures> {
		if (this.#video === undefined) return NO_FIGURES;
		const { frameRate, stalls } = this.#video.stats();
		const { bytes = null, duration = 0 } = this.#made ?? {};
		return {
			bytesPerSecond: bytes === null || duration === 0 ? null : bytes / duration,
			frameRate,
			stalls,
			concealed: null,
		};
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
		this.#watch.dispose();
		this.#video?.dispose();
		this.#become({ phase: "closed", reason: "" });
	}

	/** From the order to the end of the video. Rejects with the reason if it does not come so far. */
	async #produce(text: string, saying: AbortController): Promise<void> {
		const signal = AbortSignal.any([saying.signal, this.#end.signal]);
		this.#times = { ordered: null, ready: null, firstPicture: null };
		this.#video?.dispose();
		this.#video = undefined;
		this.#become({ phase: "making", reason: "being ordered" });
		try {
			const { gateway, order } = this.#options;
			// The vendor takes no line breaks.
			const request = { ...order, text: text.replaceAll(/\s+/g, " ") };
			const placed = await ProductionOrder.place(gateway, request, signal);
			signal.addEventListener("abort", () => placed.release());
			if (signal.aborted) placed.release();
			signal.throwIfAborted();
			this.#times = { ...this.#times, ordered: now() };
			this.#made = await placed.ready(
				(state) => this.#become({ phase: "making", reason: sentenceOf(state) }),
				signal,
			);
			this.#times = { ...this.#times, ready: now() };
			await this.#play(placed.address(this.#made), signal);
			placed.release();
		} finally {
			if (this.#saying === saying) this.#become({ phase: "ready", reason: "" });
		}
	}

	async #play(address: string, signal: AbortSignal): Promise<void> {
		const video = new ProducedVideo(this.#host, address);
		this.#video = video;
		signal.addEventListener("abort", () => video.pause());
		await video.loaded();
		// Nothing of it may sound before it is listened to; one without a sound is not waited for.
		await Promise.race([this.#watch.follow(video, signal), pause(SOUND_MS)]);
		signal.throwIfAborted();
		this.#become({ phase: "speaking", reason: "" });
		await video.play();
	}

	#become(state: CandidateState): void {
		if (this.state.value.phase !== "closed") this.state.value = state;
	}
}

function sentenceOf(state: ProductionState): string {
	if (state.phase === "queued") return state.ahead === 0 ? "waiting" : `waiting, ${state.ahead} before it`;
	return state.phase === "making" ? `being made, ${Math.round(100 * state.progress)} %` : "";
}
