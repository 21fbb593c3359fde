import type { PacketDecoder } from "../protocol/compact/read-compact-message.ts";
import { ConnectionError } from "../protocol/errors.ts";
import type { FromPlayout, ToPlayout } from "../protocol/playout-messages.ts";
import type { SessionToStage } from "../protocol/stage-messages.ts";
import type { WireRequest } from "../protocol/wire.ts";
import type { SessionEvent } from "../session/session-event.ts";
import type { ResumePoint, SessionSinks } from "../session/session-sinks.ts";
import { SLEEP_WATCH_DEFAULTS, SleepWatch } from "../session/sleep-watch.ts";
import { SpeechSession } from "../session/speech-session.ts";
import { millisecondsToSeconds, type Seconds, seconds } from "../util/time.ts";
import type { TypedPort } from "../util/typed-port.ts";
import type { ConnectionHandlers, DriverConnection } from "./driver-connection.ts";
import { LineSimulator } from "./line-simulator.ts";
import type { TapMessage } from "./session-host-messages.ts";
import { sessionTime } from "./session-time.ts";

/** Makes a connection for the session; `resume` says where one that broke can be taken up. */
export type OpenConnection = (
	resume: ResumePoint | undefined,
	handlers: ConnectionHandlers,
) => DriverConnection;

export interface LiveSessionOptions {
	readonly open: OpenConnection;
	/** Says what others asked for, too. */
	readonly follow: boolean;
	/** Reads Opus in the compact form. */
	readonly decoder: PacketDecoder;
	/** Utterances that the playout and the stage know already. */
	readonly utterances: number;
	readonly playout: TypedPort<ToPlayout, FromPlayout>;
	readonly stage: TypedPort<SessionToStage, never>;
	readonly emit: (event: SessionEvent) => void;
	/** Hears the size of each frame, of text in UTF-16 units: what UTF-8 adds for Chinese is left out. */
	readonly count: (size: number) => void;
}

/** How often whoever looks on hears the counters. Milliseconds. */
const TAPPED_STATS_MS = 1000;

/** 32 hexadecimal digits, as the driver's request numbers are. */
const newId = () => crypto.randomUUID().replaceAll("-", "");

/** Session worker: a {@link SpeechSession} with what it lacks by design: a socket, a clock, a timer, chance, and ports. */
export class LiveSession implements SessionSinks {
	readonly session: SpeechSession;
	/** For tools: what lies between the socket and the session. */
	readonly line = new LineSimulator((frame) => this.session.frame(frame, sessionTime()));
	readonly #options: LiveSessionOptions;
	#connection: DriverConnection | undefined;
	#onEvent: ((event: SessionEvent) => void) | undefined;
	#alarm: ReturnType<typeof setTimeout> | undefined;

	constructor(options: LiveSessionOptions) {
		this.#options = options;
		this.session = new SpeechSession(this, {
			random: Math.random,
			newId,
			follow: options.follow,
			decoder: options.decoder,
			utterances: options.utterances,
		});
		options.playout.listen((report) => this.session.playout(report, sessionTime()));
		this.session.connect(sessionTime());
		const sleep = new SleepWatch();
		setInterval(() => {
			const asleep = sleep.tick(millisecondsToSeconds(Date.now()));
			if (asleep !== undefined) this.#woke(asleep);
		}, SLEEP_WATCH_DEFAULTS.interval * 1000);
	}

	connect(resume: ResumePoint | undefined): void {
		this.#connection?.dispose();
		this.#connection = this.#options.open(resume, {
			opened: (roundTrip) => this.session.opened(sessionTime(), roundTrip),
			received: (frame) => this.#receive(frame),
			closed: (error) => this.session.closed(error, sessionTime()),
		});
	}

	/** Tells `port` all that happens inside from now on. */
	tap(port: TypedPort<TapMessage, never>): void {
		const origin = performance.timeOrigin / 1000;
		const now = () => seconds(origin + sessionTime());
		this.session.tap.listener = (event) => port.post({ ...event, at: now() });
		this.#onEvent = (event) => port.post({ type: "session", event, at: now() });
		setInterval(() => port.post({ type: "stats", stats: this.session.stats, at: now() }), TAPPED_STATS_MS);
	}

	/** Breaks the connection, as a network that goes away would; the session takes up where it broke, if it can. */
	cut(): void {
		this.#connection?.dispose();
		this.session.closed(new ConnectionError("network", "The connection was cut for a test."), sessionTime());
	}

	/** Ends the conversation: silence, and the line is let go. Settles when the other side can know. */
	async dispose(): Promise<void> {
		this.session.dispose(sessionTime());
		await this.#connection?.released();
	}

	disconnect(): void {
		this.#connection?.dispose();
	}

	send(request: WireRequest): void {
		this.#connection?.send(JSON.stringify(request));
	}

	playout(message: ToPlayout, transfer: readonly ArrayBufferLike[]): void {
		this.#options.playout.post(message, transfer);
	}

	stage(message: SessionToStage, transfer: readonly ArrayBufferLike[]): void {
		this.#options.stage.post(message, transfer);
	}

	emit(event: SessionEvent): void {
		this.#options.emit(event);
		this.#onEvent?.(event);
	}

	/** The dictionary is large; most conversations never need it. */
	wantPinyin(): void {
		void import("../lipsync/pinyin.ts").then(({ readPinyin }) => {
			this.session.pinyin = readPinyin;
		});
	}

	/** Most drivers send a face. */
	wantSpelling(): void {
		void import("../lipsync/spell-words.ts").then(({ spellWords }) => {
			this.session.spell = spellWords;
		});
	}

	wakeAt(time: Seconds | undefined): void {
		clearTimeout(this.#alarm);
		if (time === undefined) return;
		const delayMs = Math.max(0, (time - sessionTime()) * 1000);
		this.#alarm = setTimeout(() => this.session.tick(sessionTime()), delayMs);
	}

	/** A socket that slept may be half dead: it is given up, and the session takes up where it broke. */
	#woke(asleep: Seconds): void {
		const isRecording = this.#options.follow;
		if (this.#connection === undefined || isRecording) return;
		this.#connection.dispose();
		const message = `This device was asleep for ${Math.round(asleep)} seconds.`;
		this.session.closed(new ConnectionError("closed", message), sessionTime());
	}

	#receive(frame: unknown): void {
		if (typeof frame === "string") this.#options.count(frame.length);
		else if (frame instanceof ArrayBuffer) this.#options.count(frame.byteLength);
		this.line.receive(frame);
	}
}
