import { transfer } from "comlink";
import { GESTURES } from "../../assets/gestures/gestures.ts";
import { type AvatarMapping, parseAvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import { actionKey, parseActionMap } from "../motion/action-map.ts";
import type { Framing } from "../renderer/framing.ts";
import type { QualityName } from "../renderer/quality.ts";
import type { SessionState } from "../session/session-event.ts";
import type { NetworkConditions } from "../session/simulated-line.ts";
import type {
	CommandResult,
	InterruptResult,
	SessionTuning,
	SpeakOptions,
} from "../session/speech-session-options.ts";
import { Signal } from "../util/signal.ts";
import { typedPort } from "../util/typed-port.ts";
import type { AudioOutput } from "./audio-output.ts";
import { prefersReducedMotion } from "./canvas-watch.ts";
import { LiveCaption } from "./live-caption.ts";
import { OutputTrim } from "./output-trim.ts";
import type { Caption, PlayerEvent, PlayerStats } from "./player-events.ts";
import { PlayerNews } from "./player-news.ts";
import { PlayerThreads } from "./player-threads.ts";
import type { SessionCommands, SessionSource, TapMessage } from "./session-host-messages.ts";
import type { StageHost } from "./stage-host.ts";
import type { FrameTrace } from "./stage-host-messages.ts";

export interface AvatarPlayerOptions {
	/** Where the avatar is drawn. The player owns its drawing from now on. */
	readonly canvas: HTMLCanvasElement;
	/** What speaks: a gateway or a recording. Addresses are absolute. Without one, {@link AvatarPlayer.connect} names it later. */
	readonly source?: SessionSource | undefined;
	/** Model to load, absolute; without one the player is heard and captioned only, until {@link AvatarPlayer.loadAvatar}. */
	readonly avatar?: string;
	/** Loaded instead of `avatar` where the browser draws without a graphics card. */
	readonly lightAvatar?: string | undefined;
	/** What a model's shapes and bones are called, where the tables are wrong; see `parseAvatarMapping`. */
	readonly mapping?: unknown;
	/** Default "auto": high with a graphics card, low without. */
	readonly quality?: QualityName | "auto" | undefined;
	/** Whether slow frames lower the quality, for good; default true. False for pages that watch the frames themselves. */
	readonly adaptive?: boolean | undefined;
	/** Default "bust". */
	readonly framing?: Framing;
	/** Where the avatar is drawn; by default in a worker where the browser can. "sprite" shows pictures of a face, "none" draws nothing. */
	readonly stage?: StageHost["place"] | undefined;
	/** With the stage "sprite": absolute address of a sheet of pictures, shown in the place of a model. */
	readonly sprite?: string | undefined;
	/** Shares one graphics context with the other players of the page that ask for it; worth it from the second on. */
	readonly shared?: boolean | undefined;
	/** Absolute folder of worker and worklet files that the page's host serves itself; default: beside this module. */
	readonly assets?: string | undefined;
	readonly onEvent?: (event: PlayerEvent) => void;
}

/** For tools: what may be turned in a conversation while it runs. */
export interface SessionSwitches {
	tune(tuning: SessionTuning): void;
	/** What the line between socket and parser does from now on. */
	simulate(conditions: NetworkConditions): void;
	/** Breaks the connection. */
	cut(): void;
}

/** The session's commands as the main thread calls them. */
type Commands = {
	readonly [Name in Exclude<
		keyof SessionCommands,
		"connect" | "disconnect" | keyof SessionSwitches | "tap"
	>]: (...values: Parameters<SessionCommands[Name]>) => Promise<ReturnType<SessionCommands[Name]>>;
};

/** How often {@link AvatarPlayer.stats} changes at most. Milliseconds. */
const STATS_INTERVAL_MS = 250;

/**
 * A talking avatar on a canvas: what a page holds of it. Hands commands to the threads, and what they tell to the page.
 * Main thread.
 */
export class AvatarPlayer {
	readonly state: Signal<SessionState>;
	/** Why the state is what it is, one plain sentence; empty if all is well. */
	readonly reason: Signal<string>;
	/** What is heard at this moment, `undefined` while nothing is. */
	readonly caption: Signal<Caption | undefined>;
	readonly stats: Signal<PlayerStats>;
	/** The speakers: `state` is `suspended` until the viewer's first gesture; a test or a meter may connect to `node`. */
	readonly audio: AudioOutput;
	/** By how much the sound is heard later than the browser thinks; the face and the captions wait for it. */
	readonly trim: OutputTrim;
	readonly #threads: PlayerThreads;
	readonly #news: PlayerNews;
	readonly #caption: LiveCaption;
	readonly #ended = new AbortController();
	#isListening = false;

	private constructor(threads: PlayerThreads, news: PlayerNews, caption: LiveCaption) {
		this.#threads = threads;
		this.#news = news;
		this.#caption = caption;
		this.audio = threads.audio;
		this.state = news.state;
		this.reason = news.reason;
		this.caption = caption.value;
		this.stats = new Signal(news.stats);
		const { signal } = this.#ended;
		news.outputLatency = () => this.audio.outputLatency;
		news.state.subscribe(() => this.#setMood(), { signal });
		this.trim = OutputTrim.ofBrowser(signal);
		this.trim.value.subscribe((trim) => {
			caption.trim = trim;
			threads.stage.post({ type: "trim", trim });
		});
		const timer = setInterval(() => {
			this.stats.value = news.stats;
		}, STATS_INTERVAL_MS);
		signal.addEventListener("abort", () => clearInterval(timer));
	}

	/**
	 * Opens the sound and the stage, and the conversation if there is a source; the avatar comes when it has loaded.
	 * @throws {WireError} with the path of what is wrong with `mapping`; and if there is no sound to be had
	 */
	static async open(options: AvatarPlayerOptions): Promise<AvatarPlayer> {
		const { canvas, source, quality = "auto", adaptive = true, shared = false } = options;
		const { stage: place, assets, onEvent } = options;
		const mapping = options.mapping === undefined ? undefined : parseAvatarMapping(options.mapping);
		const news = new PlayerNews();
		if (onEvent !== undefined) news.listen(onEvent);
		const caption = new LiveCaption();
		const threads = await PlayerThreads.open({
			canvas,
			quality,
			adaptive,
			place,
			sprite: options.sprite,
			shared,
			assets,
			listeners: {
				session: (message) => {
					if (message.type === "captions") return caption.add(message);
					if (message.type === "utterance-ended") caption.ended(message.utterance);
					news.session(message);
				},
				stage: (message) => news.stage(message),
				playout: (report) => {
					caption.reported(report);
					news.playout(report);
				},
				clock: (reading) => caption.clock(reading),
				sessionFailed: (message) => news.sessionFailed(message),
			},
		});
		dress(threads.stage, options, mapping);
		const player = new AvatarPlayer(threads, news, caption);
		if (source !== undefined) player.connect(source);
		return player;
	}

	/** Begins a conversation, in the place of the one before; {@link state} says how it goes. */
	connect(source: SessionSource): void {
		this.#news.state.value = "connecting";
		this.#threads.connect(source);
	}

	/** Falls silent and ends the conversation; the avatar stays, and costs nothing but its drawing. */
	async disconnect(): Promise<void> {
		await this.#threads.disconnect();
		if (this.#threads.session === undefined && !this.#ended.signal.aborted) this.state.value = "idle";
	}

	/** Where the avatar is drawn. */
	get stagePlace(): StageHost["place"] {
		return this.#threads.stage.place;
	}

	/** Linear gain 0 … 1. */
	set volume(volume: number) {
		this.audio.volume = volume;
	}

	/** Says `text`, after what is being said or in its place. */
	speak(text: string, options?: SpeakOptions): Promise<CommandResult> {
		return this.#session.speak(text, options);
	}

	/** Answers `text`. */
	chat(text: string, options?: SpeakOptions): Promise<CommandResult> {
		return this.#session.chat(text, options);
	}

	/** Opens a text that is still being written; one at a time. */
	beginStream(options?: SpeakOptions): Promise<CommandResult> {
		return this.#session.beginStream(options);
	}

	/** Adds to the stream; it is spoken as soon as it makes sense. */
	appendStream(fragment: string): Promise<CommandResult> {
		return this.#session.appendStream(fragment);
	}

	/** Nothing more will be added to the stream. */
	endStream(): Promise<CommandResult> {
		return this.#session.endStream();
	}

	/** Barge-in: silence and a closed mouth at once. Tells what was heard, to the word. */
	interrupt(): Promise<InterruptResult> {
		return this.#session.interrupt(this.#caption.heardUntil);
	}

	/** Shows another model; the one before stays until it has loaded. `bytes` change hands. */
	loadAvatar(url: string, bytes?: ArrayBuffer): void {
		if (bytes === undefined) this.#threads.stage.post(avatarMessage(url));
		else this.#threads.stage.post({ type: "avatar", url, bytes }, [bytes]);
	}

	/**
	 * Makes a VRM animation (`.vrma`) the action `name`, before any built-in one of that name; it is kept for the avatars
	 * that come. What goes wrong with it is told as a problem.
	 * @param source an absolute address, or the file's bytes, which change hands
	 * @throws {TypeError} if the name is empty
	 */
	loadAction(name: string, source: string | ArrayBuffer): void {
		if (actionKey(name) === "") throw new TypeError("loadAction: expected a name, got an empty one");
		if (typeof source === "string") this.#threads.stage.post({ type: "action-file", name, url: source });
		else this.#threads.stage.post({ type: "action-file", name, url: name, bytes: source }, [source]);
	}

	/**
	 * Takes further names of the built-in gestures, such as `{ "nod_twice": "nod", "camera_zoom": null }`.
	 * @throws WireError with the path of what is wrong
	 */
	setActionNames(map: unknown): void {
		this.#threads.stage.post({ type: "action-names", map: parseActionMap(map, Object.keys(GESTURES)) });
	}

	/** Draws in this quality from now on; slow frames may lower it later. */
	setQuality(quality: QualityName): void {
		this.#threads.stage.post({ type: "quality", quality });
	}

	/**
	 * Draws at most so many frames a second; `undefined` as many as the display has. Sound and lips stay together.
	 * @param changesOnly leaves out frames that nobody would tell from the one before: for a face that nobody talks to
	 */
	limitFrameRate(framesPerSecond: number | undefined, changesOnly = false): void {
		this.#threads.stage.post({ type: "frame-limit", framesPerSecond, changesOnly });
	}

	/** The viewer has asked the page for less motion; without that, the browser's own setting holds. */
	set reducedMotion(reduced: boolean) {
		this.#threads.stage.post({ type: "reduced-motion", reduced: reduced || prefersReducedMotion().matches });
	}

	/** Seconds since session and stage have told anything; each does so four times a second as long as it lives. */
	get silences(): { readonly session: number; readonly stage: number } {
		return this.#news.silences;
	}

	/** The viewer is about to say something: the avatar shows that it listens while it has nothing to say itself. */
	set isListening(isListening: boolean) {
		this.#isListening = isListening;
		this.#setMood();
	}

	setFraming(framing: Framing): void {
		this.#threads.stage.post({ type: "framing", framing });
	}

	/** The avatar looks at a point of the canvas, −1 … 1 from left to right and bottom to top; else at the viewer. */
	lookAt(point: { readonly x: number; readonly y: number } | undefined): void {
		this.#threads.stage.post({ type: "pointer", point });
	}

	/** Hands every event to `listener`, until the returned function is called. */
	listen(listener: (event: PlayerEvent) => void): () => void {
		return this.#news.listen(listener);
	}

	/** Hands every drawn frame to `listener`, for tests and tools; `undefined` ends it. */
	trace(listener: ((trace: FrameTrace) => void) | undefined): void {
		this.#news.onFrame = listener;
		this.#threads.stage.post({ type: "trace", on: listener !== undefined });
	}

	/** For tools: hands the pictures that are drawn to `port` (`StagePicture`), which changes hands. */
	showPictures(port: MessagePort): void {
		this.#threads.stage.post({ type: "pictures", port }, [port]);
	}

	/**
	 * For tools: hands `listener` all that happens inside the conversation that stands, with times on the clock of
	 * {@link FrameTrace.frameTime}; nothing before this call. Returns its further switches, or `undefined` without one.
	 */
	tap(listener: (message: TapMessage) => void): SessionSwitches | undefined {
		const { session } = this.#threads;
		if (session === undefined) return undefined;
		const { port1, port2 } = new MessageChannel();
		typedPort<never, TapMessage>(port1).listen(listener);
		void session.tap(transfer(port2, [port2]));
		return {
			tune: (tuning) => void session.tune(tuning),
			simulate: (conditions) => void session.simulate(conditions),
			cut: () => void session.cut(),
		};
	}

	/** For tools: shows exactly these 52 weights, whatever is being said; `undefined` lets the conversation speak again. */
	pose(weights: Float32Array | undefined): void {
		this.#threads.stage.post({ type: "pose", weights });
	}

	/** For tools: time constant of the mouth in seconds (0: none), and a factor on expressions (1: none). */
	tuneFace(smoothing: number, expressionStrength: number): void {
		this.#threads.stage.post({ type: "face-tuning", smoothing, expressionStrength });
	}

	/** Ends everything that the player began. Idempotent. */
	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		this.#caption.dispose();
		this.#threads.dispose();
		this.state.value = "closed";
	}

	get #session(): Commands {
		return this.#threads.session ?? UNCONNECTED;
	}

	#setMood(): void {
		const rest = this.#isListening ? "listening" : "idle";
		const mood = this.state.value === "thinking" ? "thinking" : rest;
		this.#threads.stage.post({ type: "mood", mood });
	}
}

/** What the stage is to show from the beginning. */
function dress(stage: StageHost, options: AvatarPlayerOptions, mapping: AvatarMapping | undefined): void {
	const { avatar, lightAvatar, framing } = options;
	if (framing !== undefined) stage.post({ type: "framing", framing });
	if (mapping !== undefined) stage.post({ type: "mapping", mapping });
	if (avatar !== undefined) stage.post(avatarMessage(avatar, lightAvatar));
}

const REFUSED = { accepted: false, reason: "The session is not connected." } as const;
const refuse = async () => REFUSED;

/** What answers commands while there is no conversation. */
const UNCONNECTED: Commands = {
	speak: refuse,
	chat: refuse,
	beginStream: refuse,
	appendStream: refuse,
	endStream: refuse,
	interrupt: async () => ({ interrupted: false, reason: REFUSED.reason }),
};

const avatarMessage = (url: string, light?: string) =>
	light === undefined ? ({ type: "avatar", url } as const) : ({ type: "avatar", url, light } as const);
