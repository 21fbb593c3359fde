import { Signal } from "../../util/signal.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import { unreachable } from "../../util/unreachable.ts";
import { capabilities } from "../capability.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayAudioOptions, SayOptions, TextDrive } from "../drive.ts";
import { breaksLimit, type Limits } from "../limits.ts";
import { Listeners } from "../listeners.ts";
import { Machine } from "../machine.ts";
import { NamedTimers } from "../named-timers.ts";
import { failedDrive, newRequestId, OpenDrive } from "../open-drive.ts";
import type { Player } from "../player.ts";
import { sentenceDrive } from "../sentence-drive.ts";
import type { SessionBroker, VendorLease, VendorSocket } from "../session-broker.ts";
import type { StreamDescriptor } from "../stream-descriptor.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { VendorAdapter } from "../vendor-adapter.ts";
import { VendorError } from "../vendor-error.ts";
import type { DriveEvent, VendorEvents } from "../vendor-event.ts";
import { type CloseReason, untilOver, type VendorState } from "../vendor-state.ts";
import { audioPieces } from "./audio-pieces.ts";
import { decodeIflytek, type IflytekEvent } from "./iflytek-event.ts";
import { checkedOptions, type IflytekOptions, type IflytekPictures, voiceRanges } from "./iflytek-options.ts";
import { iflytekError, iflytekReducer } from "./iflytek-reducer.ts";
import {
	actionRequest,
	audioRequest,
	type IflytekRequest,
	plainRequest,
	startRequest,
	textRequest,
} from "./iflytek-requests.ts";
import {
	IFLYTEK_START,
	type IflytekEffect,
	type IflytekInput,
	type IflytekState,
	type IflytekTimer,
	viewOf,
} from "./iflytek-state.ts";
import { iflytekStream } from "./iflytek-stream.ts";

interface Fed {
	readonly drive: OpenDrive;
	readonly begin: () => void;
	readonly halt: () => void;
}

/** How a text is said, beyond what all vendors know. */
export interface IflytekTextOptions {
	readonly pictures?: IflytekPictures;
	/** Skips the vendor's moderation of the text. */
	readonly unmoderated?: boolean;
}

const NOTHING = () => {};

/** Longest time offset of an action, milliseconds. */
const MOST_OFFSET = 99_999;

const CAPABILITIES = capabilities(
	"text",
	"append",
	"audio",
	"action",
	"interrupt",
	"background",
	"foreground",
	"alpha",
	"voice-parameters",
	"progress",
);

const LIMITS: Limits = {
	text: { least: 1, most: 2000, unit: "characters" },
	audio: {
		sampleRates: [16_000, 24_000],
		packet: 10_485_760,
		interval: { least: seconds(0), most: seconds(Number.POSITIVE_INFINITY) },
	},
	heartbeat: seconds(5),
};

/** A session with iFLYTEK's real-time avatar. Decides nothing: `iflytekReducer` does. Main thread. */
export class IflytekAdapter implements VendorAdapter {
	readonly vendor = "iflytek";
	readonly capabilities = CAPABILITIES;
	readonly limits = LIMITS;
	readonly state = new Signal<VendorState>({ phase: "idle" });
	readonly #options: Required<IflytekOptions>;
	readonly #broker: SessionBroker;
	readonly #events = new Listeners<VendorEvents>();
	readonly #timers: NamedTimers<IflytekTimer>;
	readonly #machine: Machine<IflytekState, IflytekInput, IflytekEffect>;
	readonly #drives = new Map<string, Fed>();
	readonly #ended = new AbortController();
	#lease: VendorLease | null = null;
	#socket: VendorSocket | null = null;
	#ready: ((descriptor: StreamDescriptor) => void) | null = null;
	/** What the service gave for a reconnection; sent back, though no document says what it does. */
	#session = "";

	/** @throws {RangeError} if an option is out of its range */
	constructor(broker: SessionBroker, options: IflytekOptions = {}, clock: Clock = SYSTEM_CLOCK) {
		this.#broker = broker;
		this.#options = checkedOptions(options);
		this.#timers = new NamedTimers(clock, (name) => this.#input({ type: "timer", name }));
		this.#machine = new Machine(IFLYTEK_START, iflytekReducer, (effect) => this.#perform(effect));
	}

	async open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<StreamDescriptor> {
		signal?.throwIfAborted();
		if (this.#machine.state.stage !== "idle" || this.#lease !== null)
			throw new TypeError("a session is opened once");
		signal?.addEventListener("abort", () => this.dispose(), { once: true });
		const lease = await this.#broker.lease(this.vendor, { signal: this.#ended.signal }).catch((error) => {
			signal?.throwIfAborted();
			if (error instanceof VendorError) this.state.value = { phase: "failed", error };
			throw error;
		});
		if (this.#ended.signal.aborted) lease.release();
		this.#ended.signal.throwIfAborted();
		this.#lease = lease;
		lease.onEnded((detail) => this.#input({ type: "close", reason: "lease", detail }));
		const descriptor = new Promise<StreamDescriptor>((resolve, reject) => {
			this.#ready = resolve;
			this.state.subscribe(
				(state) => {
					if (state.phase === "failed") reject(state.error);
					else if (state.phase === "needs-input") reject(missingError(state.missing));
					else if (state.phase === "closed") reject(signal?.reason ?? closedError(state.detail));
				},
				{ signal: this.#ended.signal },
			);
		});
		this.#input({ type: "open" });
		return descriptor;
	}

	attach(player: Player): void {
		this.#input({ type: "player-attached" });
		player.state.subscribe(
			(state) => {
				if (state.type === "playing") this.#input({ type: "first-frame" });
			},
			{ signal: this.#ended.signal },
		);
	}

	say(text: string, options: SayOptions & IflytekTextOptions = {}): Drive {
		const id = newRequestId();
		const refused = this.#refuses(text, options);
		if (refused !== null) return failedDrive(id, refused);
		const { mode = "interrupt", voice = {}, pictures = {}, unmoderated = false } = options;
		const append = mode === "append";
		const { sampleRate } = this.#options;
		const request = textRequest(id, text, { append, voice, pictures, unmoderated, sampleRate });
		return this.#drive("text", id, append, { begin: () => this.#send(request) });
	}

	/** The service takes whole texts only: sentences are appended as they are complete (`emulated`). */
	sayStream(options: SayOptions & IflytekTextOptions = {}): TextDrive {
		return sentenceDrive((sentence, isFirst) =>
			this.say(sentence, { ...options, mode: isFirst ? (options.mode ?? "interrupt") : "append" }),
		);
	}

	sayAudio(samples: AsyncIterable<Int16Array>, options: SayAudioOptions = {}): Drive {
		const id = newRequestId();
		const { sampleRate = this.#options.sampleRate, source = "file" } = options;
		if (!LIMITS.audio?.sampleRates.includes(sampleRate))
			return failedDrive(id, rejection("audio_driver", `expected 16000 or 24000 Hz, got ${sampleRate}`));
		const isLive = source === "live";
		const halted = new AbortController();
		const begin = async () => {
			let pieces = 0;
			for await (const piece of audioPieces(samples, isLive)) {
				if (halted.signal.aborted) return;
				this.#send(audioRequest(id, piece, { isLive, sampleRate }));
				pieces += 1;
			}
			if (pieces === 0)
				this.#input({ type: "rejected", reason: "There is no sound to speak with.", requestId: id });
		};
		const broke = (error: unknown) =>
			this.#input({ type: "rejected", reason: `The sound's source failed: ${String(error)}`, requestId: id });
		return this.#drive("audio", id, false, {
			begin: () => void begin().catch(broke),
			halt: () => halted.abort(),
		});
	}

	async interrupt(): Promise<void> {
		const drives = [...this.#drives.values()].map(({ drive }) => drive.done.catch(NOTHING));
		this.#input({ type: "interrupt" });
		await Promise.all(drives);
	}

	/** The service says nothing about a lone action, so this resolves when it is sent; a refusal is a `warning`. */
	async action(name: string, { at = seconds(0) }: { readonly at?: Seconds } = {}): Promise<void> {
		const offset = Math.round(at * 1000);
		if (offset < 0 || offset > MOST_OFFSET)
			throw rejection("cmd", `an action may come ${MOST_OFFSET} ms later at most`);
		if (this.#machine.state.stage !== "ready") throw rejection("cmd", "the avatar is not connected");
		this.#send(actionRequest(newRequestId(), name, offset));
	}

	async raw(command: unknown): Promise<unknown> {
		this.#send(command as IflytekRequest);
		return undefined;
	}

	on<Type extends keyof VendorEvents>(
		type: Type,
		listener: (event: VendorEvents[Type]) => void,
		options?: { readonly signal?: AbortSignal },
	): () => void {
		return this.#events.on(type, listener, options);
	}

	async close(reason: CloseReason = "asked"): Promise<void> {
		this.#input({ type: "close", reason, detail: "" });
		await untilOver(this.state);
	}

	/** The gateway says goodbye to the service when the socket goes. */
	dispose(): void {
		this.#input({ type: "close", reason: "lease", detail: "" });
		this.#finish();
	}

	#drive(
		kind: "text" | "audio",
		id: string,
		append: boolean,
		fed: { readonly begin: () => void; readonly halt?: () => void },
	): OpenDrive {
		const drive = new OpenDrive(id);
		this.#drives.set(id, { halt: NOTHING, ...fed, drive });
		this.#input({ type: "drive", id, kind, append });
		return drive;
	}

	/** What the vendor cannot do with a text, before it is asked. */
	#refuses(text: string, { ssml, voice = {} }: SayOptions): Error | null {
		if (ssml === true) return new UnsupportedError(this.vendor, "ssml");
		const broken = LIMITS.text === undefined ? null : breaksLimit(text, LIMITS.text);
		if (broken !== null) return rejection("text_driver", broken);
		const odd = voiceRanges(voice).find(([, value, least, most]) => !(value >= least && value <= most));
		return odd === undefined ? null : rejection("text_driver", `${odd[0]} goes from ${odd[2]} to ${odd[3]}`);
	}

	#input(input: IflytekInput): void {
		this.#machine.send(input);
		const next = viewOf(this.#machine.state);
		if (!(next.phase === "idle" && this.state.value.phase === "failed")) this.state.value = next;
	}

	#perform(effect: IflytekEffect): void {
		switch (effect.type) {
			case "connect":
				this.#connect();
				break;
			case "disconnect":
				this.#disconnect();
				break;
			case "send":
				this.#send(
					effect.control === "start"
						? startRequest(newRequestId(), this.#options, this.#session)
						: plainRequest(effect.control, newRequestId()),
				);
				break;
			case "begin":
				this.#drives.get(effect.id)?.begin();
				break;
			case "halt":
				this.#drives.get(effect.id)?.halt();
				break;
			case "start-timer":
				this.#timers.start(effect.name, effect.delay);
				break;
			case "stop-timer":
				this.#timers.stop(effect.name);
				break;
			case "stream":
				this.#play(effect.event);
				break;
			case "drive-event":
				this.#driveEvent(effect.event);
				break;
			case "warning":
				this.#events.emit("warning", effect.error);
				break;
			case "finish":
				this.#finish();
				break;
			default:
				unreachable(effect);
		}
	}

	#connect(): void {
		this.#disconnect();
		this.#socket =
			this.#lease?.connect("interact", {
				opened: () => this.#input({ type: "socket-opened" }),
				message: (frame) => this.#received(frame),
				rejected: (reason, requestId) => this.#input({ type: "rejected", reason, requestId }),
				closed: (end) => {
					this.#socket = null;
					this.#input({ type: "socket-closed", end });
				},
			}) ?? null;
	}

	#disconnect(): void {
		this.#socket?.close();
		this.#socket = null;
	}

	#received(frame: string | ArrayBuffer): void {
		const event = decodeIflytek(frame);
		const issues = event?.issues ?? ["the frame is no message"];
		this.#events.emit("message", { direction: "received", channel: "interact", message: frame, issues });
		this.#input({ type: "alive" });
		if (event === null) return;
		if (event.session !== "") this.#session = event.session;
		this.#input({ type: "event", event });
	}

	#send(request: IflytekRequest): void {
		this.#events.emit("message", { direction: "sent", channel: "interact", message: request, issues: [] });
		this.#socket?.send(JSON.stringify(request));
		this.#input({ type: "sent" });
	}

	#driveEvent(event: DriveEvent): void {
		const fed = this.#drives.get(event.driveId);
		if (event.type === "started") fed?.drive.start();
		else if (event.type === "ended" || event.type === "failed") {
			this.#drives.delete(event.driveId);
			if (event.type === "ended") fed?.drive.end(event.outcome);
			else fed?.drive.fail(event.error);
		}
		this.#events.emit("drive", event);
	}

	/** The first stream is what `open` resolves to; one after a reconnection takes its place. */
	#play(event: IflytekEvent): void {
		const described = iflytekStream(event, this.#options.signalling);
		if ("missing" in described) this.#input({ type: "needs-input", missing: described.missing });
		else if (this.#ready === null) this.#events.emit("stream", described);
		else {
			this.#ready(described);
			this.#ready = null;
		}
	}

	#finish(): void {
		this.#timers.dispose();
		this.#disconnect();
		this.#lease?.release();
		// After the state has been shown: who waits for `open` hears of the end by it.
		queueMicrotask(() => this.#ended.abort());
	}
}

const rejection = (operation: string, reason: string) =>
	iflytekError(`iFLYTEK cannot take this: ${reason}.`, { operation, action: "reject", code: "limit" });

const missingError = (missing: readonly string[]) =>
	iflytekError(`The stream's description lacks ${missing.join(", ")}.`, {
		operation: "play",
		action: "user-must-act",
		code: "needs-input",
	});

const closedError = (detail: string) =>
	iflytekError("The session ended before it could be played.", {
		operation: "open",
		action: "new-session",
		code: "closed",
		detail,
	});
