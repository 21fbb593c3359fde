import { absoluteTime } from "../../runtime/absolute-time.ts";
import { AvatarPlayer } from "../../runtime/avatar-player.ts";
import type { PlayerEvent } from "../../runtime/player-events.ts";
import { Signal } from "../../util/signal.ts";
import { capabilities } from "../../vendors/capability.ts";
import type { Candidate, CandidateState, Saying, StreamFigures } from "../model/candidate.ts";
import { FrameEye } from "../watch/frame-eye.ts";
import { openWatch } from "../watch/open-watch.ts";
import { tapSound } from "../watch/sound-tap.ts";
import { stillOf } from "../watch/still.ts";

export interface OwnOptions {
	/** Absolute address of the gateway, ending in a slash. */
	readonly gateway: string;
	/** Absolute address of the model. */
	readonly avatar: string;
	readonly framing: "head" | "bust" | "half";
	readonly quality: "auto" | "high" | "medium" | "low" | "minimal";
}

/** What the endpoint-rendering driver API can do, so far as this project has built it. */
const CAPABILITIES = capabilities(
	"text",
	"text-stream",
	"ssml",
	"append",
	"action",
	"interrupt",
	"background",
	"foreground",
	"subtitles",
	"alpha",
	"chat",
	"voice-parameters",
	"progress",
	"token-renewal",
	"reconnect",
);

/** Bytes of a text (Tencent driver API, "Text"). */
const LIMITS = { text: { most: 4000, unit: "bytes" } } as const;

/** An utterance that was asked for, until it ends. */
interface Waiting {
	readonly ended: () => void;
	readonly failed: (reason: Error) => void;
}

/** Ours, drawn where a page's always is. Its stage hands over what it has drawn, with the time at which it is seen. */
export class OwnCandidate implements Candidate {
	readonly kind = "facewire";
	readonly transport = "canvas";
	readonly capabilities = CAPABILITIES;
	readonly limits = LIMITS;
	readonly state = new Signal<CandidateState>({ phase: "idle", reason: "" });
	readonly watch = openWatch();
	firstFrame: number | null = null;
	readonly #host: HTMLElement;
	readonly #options: OwnOptions;
	readonly #eye = new FrameEye(this.watch.pictures);
	readonly #end = new AbortController();
	readonly #canvas = document.createElement("canvas");
	readonly #waiting = new Map<number, Waiting>();
	#player: AvatarPlayer | undefined;
	#gain: GainNode | undefined;
	#isMuted = false;
	#isMeasured = false;
	#arrived: () => void = () => {};
	#ready: () => void = () => {};
	#isShown = false;

	constructor(host: HTMLElement, options: OwnOptions) {
		this.#host = host;
		this.#options = options;
	}

	async open(): Promise<void> {
		this.state.value = { phase: "opening", reason: "" };
		this.#host.append(this.#canvas);
		const shown = new Promise<void>((resolve) => {
			this.#arrived = resolve;
		});
		try {
			const player = await AvatarPlayer.open({
				canvas: this.#canvas,
				source: { type: "gateway", gateway: this.#options.gateway },
				avatar: this.#options.avatar,
				framing: this.#options.framing,
				quality: this.#options.quality,
				onEvent: (event) => this.#hear(event),
			});
			this.#player = player;
			if (this.#end.signal.aborted) player.dispose();
			this.#end.signal.throwIfAborted();
			await this.#listen(player);
			const ready = new Promise<void>((resolve) => {
				this.#ready = resolve;
			});
			player.state.subscribe((state) => this.#follow(state), { signal: this.#end.signal });
			await Promise.all([shown, ready]);
		} catch (error) {
			this.#fail(error instanceof Error ? error.message : String(error));
			throw error;
		}
	}

	say(text: string): Saying {
		const player = this.#player;
		if (player === undefined) throw new TypeError("It is not open yet.");
		const asked = player.speak(text, { interrupt: true });
		const done = asked.then((result) => {
			if (!result.accepted) throw new Error(result.reason);
			return new Promise<void>((ended, failed) => this.#waiting.set(result.utterance, { ended, failed }));
		});
		return { done };
	}

	async interrupt(): Promise<unknown> {
		return this.#player?.interrupt();
	}

	async figures(): Promise<StreamFigures> {
		const stats = this.#player?.stats.value;
		return {
			bytesPerSecond: stats?.bytesPerSecond ?? null,
			frameRate: stats?.framesPerSecond ?? null,
			stalls: stats?.underruns ?? null,
			// What is missing stops the mouth as well here: see `docs/timing.md`.
			concealed: null,
		};
	}

	async still(): Promise<string | undefined> {
		return stillOf(this.#canvas);
	}

	get isMeasured(): boolean {
		return this.#isMeasured;
	}

	set isMeasured(isMeasured: boolean) {
		this.#isMeasured = isMeasured;
		this.#eye.isMeasuring = isMeasured;
	}

	get muted(): boolean {
		return this.#isMuted;
	}

	set muted(muted: boolean) {
		this.#isMuted = muted;
		if (this.#gain) this.#gain.gain.value = muted ? 0 : 1;
	}

	dispose(): void {
		if (this.#end.signal.aborted) return;
		this.#end.abort();
		this.#player?.dispose();
		this.#eye.dispose();
		this.#canvas.remove();
		if (this.state.value.phase !== "failed") this.state.value = { phase: "closed", reason: "" };
	}

	/** Puts a volume of our own behind the player's: it is measured before it is muted. */
	async #listen(player: AvatarPlayer): Promise<void> {
		const { node } = player.audio;
		if (!(node instanceof AudioNode)) {
			this.watch.missing.push("sound");
			return;
		}
		const { context } = node;
		node.disconnect();
		this.#gain = new GainNode(context, { gain: this.#isMuted ? 0 : 1 });
		node.connect(this.#gain).connect(context.destination);
		await tapSound(node, this.watch.levels, this.#end.signal);
		if (typeof VideoFrame === "undefined") this.watch.missing.push("picture");
		else {
			const { port1, port2 } = new MessageChannel();
			this.#eye.watchPort(port1);
			player.showPictures(port2);
		}
		player.trace(({ presentationTime }) => {
			if (!this.#isShown) return;
			this.firstFrame = presentationTime - absoluteTime(0);
			player.trace(undefined);
		});
	}

	#hear(event: PlayerEvent): void {
		if (event.type === "avatar") {
			this.#isShown = true;
			this.#arrived();
		}
		if (event.type === "problem" && (event.about === "drawing" || event.about === "avatar"))
			this.#fail(event.message);
		if (event.type !== "utterance-ended") return;
		const waiting = this.#waiting.get(event.utterance);
		this.#waiting.delete(event.utterance);
		if (event.end === "failed") waiting?.failed(new Error(event.reason));
		else waiting?.ended();
	}

	#follow(state: AvatarPlayer["state"]["value"]): void {
		const reason = this.#player?.reason.value ?? "";
		if (this.state.value.phase === "failed") return;
		if (state === "closed") this.#fail(reason || "The session has ended.");
		else if (state === "ready") {
			this.state.value = { phase: "ready", reason: "" };
			this.#ready();
		} else if (state === "speaking" || state === "waiting") this.state.value = { phase: "speaking", reason };
	}

	#fail(reason: string): void {
		if (!this.#end.signal.aborted) this.state.value = { phase: "failed", reason };
		// Whoever waits for it to open hears of it by its state.
		this.#arrived();
		this.#ready();
	}
}
