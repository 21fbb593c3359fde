import { GESTURES } from "../../assets/gestures/gestures.ts";
import { parseAvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import { actionKey, parseActionMap } from "../motion/action-map.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { Framing } from "../renderer/framing.ts";
import type { QualityName } from "../renderer/quality.ts";
import type { SessionState } from "../session/session-event.ts";
import type { CommandResult, InterruptResult, SpeakOptions } from "../session/speech-session-options.ts";
import { Signal } from "../util/signal.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { AudioOutput } from "./audio-output.ts";
import { canvasSize, watchCanvas } from "./canvas-watch.ts";
import { CaptionClock } from "./caption-clock.ts";
import { OutputTrim } from "./output-trim.ts";
import type { Caption, PlayerEvent, PlayerStats } from "./player-events.ts";
import { PlayerGauge } from "./player-gauge.ts";
import type { SessionSource, SessionToHost } from "./session-host-messages.ts";
import { SessionLine } from "./session-line.ts";
import { createStageHost, type StageHost } from "./stage-host.ts";
import type { FrameTrace, StageToHost } from "./stage-host-messages.ts";

export interface AvatarPlayerOptions {
	/** Where the avatar is drawn. The player owns its drawing from now on. */
	readonly canvas: HTMLCanvasElement;
	/** What speaks: a gateway or a recording. Addresses are absolute. */
	readonly source: SessionSource;
	/** Model to load, absolute; without one the player is heard and captioned only, until {@link AvatarPlayer.loadAvatar}. */
	readonly avatar?: string;
	/** Loaded instead of `avatar` where the browser draws without a graphics card. */
	readonly lightAvatar?: string | undefined;
	/** What a model's shapes and bones are called, where the tables are wrong; see `parseAvatarMapping`. */
	readonly mapping?: unknown;
	/** Default "auto": high with a graphics card, low without; slow frames lower it later. */
	readonly quality?: QualityName | "auto" | undefined;
	/** Default "bust". */
	readonly framing?: Framing;
	/** Where the avatar is drawn; by default in a worker where the browser can. */
	readonly stage?: "worker" | "main" | undefined;
	readonly onEvent?: (event: PlayerEvent) => void;
}

/** How often {@link AvatarPlayer.stats} changes at most. Milliseconds. */
const STATS_INTERVAL_MS = 250;

/**
 * A talking avatar on a canvas: the composition root of the browser's side. It introduces the threads to each other and
 * hands commands on; sound, face and clocks go past it. Main thread.
 */
export class AvatarPlayer {
	readonly state = new Signal<SessionState>("connecting");
	/** What is heard at this moment, `undefined` while nothing is. */
	readonly caption = new Signal<Caption | undefined>(undefined);
	readonly stats: Signal<PlayerStats>;
	/** The speakers: `state` is `suspended` until the viewer's first gesture; a test or a meter may connect to `node`. */
	readonly audio: AudioOutput;
	/** By how much the sound is heard later than the browser thinks; the face and the captions wait for it. */
	readonly trim = new OutputTrim(localStorage);
	readonly #stage: StageHost;
	readonly #session: SessionLine;
	readonly #captions = new CaptionClock();
	readonly #gauge = new PlayerGauge();
	readonly #listeners = new Set<(event: PlayerEvent) => void>();
	readonly #unknownTold = new Set<string>();
	#isListening = false;
	#onFrame: ((trace: FrameTrace) => void) | undefined;
	readonly #ended = new AbortController();

	private constructor(
		audio: AudioOutput,
		stage: StageHost,
		options: AvatarPlayerOptions,
		early: StageToHost[],
	) {
		this.audio = audio;
		this.#stage = stage;
		if (options.onEvent !== undefined) this.#listeners.add(options.onEvent);
		this.stats = new Signal(this.#gauge.stats);
		const { signal } = this.#ended;
		const toStage = new MessageChannel();
		const toPlayout = new MessageChannel();
		const stageHears = new MessageChannel();
		audio.attach(toPlayout.port1);
		audio.attach(stageHears.port1);
		stage.post({ type: "session", port: toStage.port1 }, [toStage.port1]);
		stage.post({ type: "playout", port: stageHears.port2 }, [stageHears.port2]);
		this.#session = new SessionLine({
			source: options.source,
			playout: toPlayout.port2,
			stage: toStage.port2,
			receive: (message) => this.#fromSession(message),
			failed: (message) => this.#sessionFailed(message),
		});
		audio.onClock((reading) => {
			this.#captions.clock(reading);
			stage.post(reading);
		});
		audio.onReport((report) => this.#fromPlayout(report));
		this.trim.value.subscribe((trim) => {
			this.#captions.trim = trim;
			stage.post({ type: "trim", trim });
		});
		void this.trim.follow();
		navigator.mediaDevices?.addEventListener("devicechange", () => void this.trim.follow(), { signal });
		watchCanvas(options.canvas, stage.post, signal);
		for (const message of early) this.#fromStage(message);
		const timer = setInterval(() => this.#tick(), STATS_INTERVAL_MS);
		signal.addEventListener("abort", () => clearInterval(timer));
		this.#followCaptions();
	}

	/**
	 * Opens the sound, the stage and the conversation; the avatar comes when it has loaded.
	 * @throws {WireError} with the path of what is wrong with `mapping`; and if there is no sound to be had
	 */
	static async open(options: AvatarPlayerOptions): Promise<AvatarPlayer> {
		const audio = await AudioOutput.open();
		const early: StageToHost[] = [];
		let receive: (message: StageToHost) => void = (message) => void early.push(message);
		const { canvas, stage: place, avatar, framing, quality = "auto" } = options;
		const stage = await createStageHost({
			canvas,
			start: { size: canvasSize(canvas), quality },
			place,
			receive: (m) => receive(m),
		});
		if (framing !== undefined) stage.post({ type: "framing", framing });
		if (options.mapping !== undefined)
			stage.post({ type: "mapping", mapping: parseAvatarMapping(options.mapping) });
		if (avatar !== undefined) stage.post(avatarMessage(avatar, options.lightAvatar));
		const player = new AvatarPlayer(audio, stage, options, early);
		receive = (message) => player.#fromStage(message);
		return player;
	}

	/** Where the avatar is drawn. */
	get stagePlace(): StageHost["place"] {
		return this.#stage.place;
	}

	/** Linear gain 0 … 1. */
	set volume(volume: number) {
		this.audio.volume = volume;
	}

	/** Says `text`, after what is being said or in its place. */
	speak(text: string, options?: SpeakOptions): Promise<CommandResult> {
		return this.#session.commands.speak(text, options);
	}

	/** Answers `text`. */
	chat(text: string, options?: SpeakOptions): Promise<CommandResult> {
		return this.#session.commands.chat(text, options);
	}

	/** Opens a text that is still being written; one at a time. */
	beginStream(options?: SpeakOptions): Promise<CommandResult> {
		return this.#session.commands.beginStream(options);
	}

	/** Adds to the stream; it is spoken as soon as it makes sense. */
	appendStream(fragment: string): Promise<CommandResult> {
		return this.#session.commands.appendStream(fragment);
	}

	/** Nothing more will be added to the stream. */
	endStream(): Promise<CommandResult> {
		return this.#session.commands.endStream();
	}

	/** Barge-in: silence and a closed mouth at once. Tells what was heard, to the word. */
	interrupt(): Promise<InterruptResult> {
		const { state, mediaTime } = this.#captions.heard();
		return this.#session.commands.interrupt(
			state === "playing" || state === "waiting" ? mediaTime : undefined,
		);
	}

	/** Shows another model; the one before stays until it has loaded. `bytes` change hands. */
	loadAvatar(url: string, bytes?: ArrayBuffer): void {
		if (bytes === undefined) this.#stage.post(avatarMessage(url));
		else this.#stage.post({ type: "avatar", url, bytes }, [bytes]);
	}

	/**
	 * Makes a VRM animation (`.vrma`) the action `name`, before any built-in one of that name; it is kept for the avatars
	 * that come. What goes wrong with it is told as a problem.
	 * @param source an absolute address, or the file's bytes, which change hands
	 * @throws {TypeError} if the name is empty
	 */
	loadAction(name: string, source: string | ArrayBuffer): void {
		if (actionKey(name) === "") throw new TypeError("loadAction: expected a name, got an empty one");
		if (typeof source === "string") this.#stage.post({ type: "action-file", name, url: source });
		else this.#stage.post({ type: "action-file", name, url: name, bytes: source }, [source]);
	}

	/**
	 * Takes further names of the built-in gestures, such as `{ "nod_twice": "nod", "camera_zoom": null }`.
	 * @throws WireError with the path of what is wrong
	 */
	setActionNames(map: unknown): void {
		this.#stage.post({ type: "action-names", map: parseActionMap(map, Object.keys(GESTURES)) });
	}

	/** The viewer is about to say something: the avatar shows that it listens while it has nothing to say itself. */
	set isListening(isListening: boolean) {
		this.#isListening = isListening;
		this.#setMood();
	}

	setFraming(framing: Framing): void {
		this.#stage.post({ type: "framing", framing });
	}

	/** The avatar looks at a point of the canvas, −1 … 1 from left to right and bottom to top; else at the viewer. */
	lookAt(point: { readonly x: number; readonly y: number } | undefined): void {
		this.#stage.post({ type: "pointer", point });
	}

	/** Hands every event to `listener`, until the returned function is called. */
	listen(listener: (event: PlayerEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Hands every drawn frame to `listener`, for tests and tools; `undefined` ends it. */
	trace(listener: ((trace: FrameTrace) => void) | undefined): void {
		this.#onFrame = listener;
		this.#stage.post({ type: "trace", on: listener !== undefined });
	}

	/** Ends everything that the player began. Idempotent. */
	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		this.#session.dispose();
		this.#stage.dispose();
		this.audio.dispose();
		this.state.value = "closed";
	}

	#fromSession(message: SessionToHost): void {
		switch (message.type) {
			case "state":
				this.state.value = message.state;
				this.#setMood();
				if (message.state === "reconnecting" || message.state === "closed") this.#problem(message.reason);
				return;
			case "utterance-started":
				this.#gauge.started(message.waited, this.#outputLatency());
				this.#tell({ type: "utterance-started", utterance: message.utterance });
				return;
			case "captions":
				this.#captions.add(message.utterance, message.cues);
				return;
			case "error":
				this.#problem(message.message);
				return;
			case "warning":
				if (message.code === "rejected-message" || message.code === "lost-messages")
					this.#problem(message.message);
				return;
			case "stats":
				this.#gauge.session(message);
				return;
			default:
				this.#tell(message);
		}
	}

	#fromStage(message: StageToHost): void {
		switch (message.type) {
			case "stats":
				this.#gauge.stage(message.stats);
				this.#tellUnknown(message.stats.unknownCues);
				return;
			case "problem":
				this.#problem(message.message);
				return;
			case "failed":
				this.#problem(`The avatar cannot be drawn here (${message.message}). Sound and captions go on.`);
				return;
			case "progress":
				this.#tell({ type: "avatar-progress", loaded: message.loaded, total: message.total });
				return;
			case "trace":
				this.#onFrame?.(message.trace);
				return;
			case "context":
				return;
			default:
				this.#tell(message);
		}
	}

	/** Each name once: a driver that uses it will use it again. */
	#tellUnknown(names: readonly string[]): void {
		const news = names.filter((name) => !this.#unknownTold.has(name));
		for (const name of news) this.#unknownTold.add(name);
		if (news.length > 0)
			this.#problem(`This avatar knows no expression or action called ${news.join(", ")}.`);
	}

	#fromPlayout(report: PlayoutReport): void {
		this.#captions.reported(report);
		this.#gauge.playout(report);
	}

	#sessionFailed(message: string): void {
		this.state.value = "closed";
		this.#problem(`The session's worker has failed: ${message}`);
	}

	#setMood(): void {
		const rest = this.#isListening ? "listening" : "idle";
		this.#stage.post({ type: "mood", mood: this.state.value === "thinking" ? "thinking" : rest });
	}

	#tell(event: PlayerEvent): void {
		for (const listener of this.#listeners) listener(event);
	}

	#problem(message: string): void {
		if (message !== "") this.#tell({ type: "problem", message });
	}

	/** From the worklet to the ear. */
	#outputLatency(): Seconds {
		const { context } = this.audio.node;
		return seconds("outputLatency" in context ? Number(context.outputLatency) : 0);
	}

	#tick(): void {
		this.stats.value = this.#gauge.stats;
	}

	/** Arrow function: made once, so that asking for the next frame allocates nothing. */
	readonly #followCaptions = (): void => {
		if (this.#ended.signal.aborted) return;
		requestAnimationFrame(this.#followCaptions);
		const next = this.#captions.caption();
		const shown = this.caption.value;
		const isSame =
			next?.text === shown?.text && next?.heard === shown?.heard && next?.current === shown?.current;
		if (!isSame) this.caption.value = next;
	};
}

const avatarMessage = (url: string, light?: string) =>
	light === undefined ? ({ type: "avatar", url } as const) : ({ type: "avatar", url, light } as const);
