import { fieldsOf } from "../../protocol/loose-fields.ts";
import { Signal } from "../../util/signal.ts";
import { seconds } from "../../util/time.ts";
import { unreachable } from "../../util/unreachable.ts";
import { capabilities } from "../capability.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayAudioOptions, SayOptions } from "../drive.ts";
import { breaksLimit, type Limits } from "../limits.ts";
import { Listeners } from "../listeners.ts";
import { Machine } from "../machine.ts";
import { NamedTimers } from "../named-timers.ts";
import { failedDrive, newRequestId, OpenDrive } from "../open-drive.ts";
import type { Player } from "../player.ts";
import type { SessionBroker, VendorLease, VendorSocket } from "../session-broker.ts";
import type { StreamDescriptor } from "../stream-descriptor.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { VendorAdapter } from "../vendor-adapter.ts";
import { VendorError } from "../vendor-error.ts";
import type { DriveEvent, VendorEvents } from "../vendor-event.ts";
import { type CloseReason, untilOver, type VendorState } from "../vendor-state.ts";
import { AudioFeeder } from "./audio-feeder.ts";
import { describeStream } from "./describe-stream.ts";
import { decodeDownstream } from "./downstream.ts";
import { decodeAnswer, type TencentAnswer } from "./tencent-answer.ts";
import { tencentError } from "./tencent-errors.ts";
import { tencentReducer } from "./tencent-reducer.ts";
import {
	createPayload,
	MOST_TEXT,
	readSessions,
	TENCENT_DEFAULTS,
	type TencentCloudOptions,
	type TencentPose,
	type TencentSession,
	type TencentTextOptions,
	updatePayload,
} from "./tencent-requests.ts";
import {
	TENCENT_START,
	type TencentCall,
	type TencentEffect,
	type TencentInput,
	type TencentState,
	type TencentTimer,
	viewOf,
} from "./tencent-state.ts";
import { HEARTBEAT_INTERVAL, TEXT_INTERVAL } from "./tencent-timing.ts";
import { TextFeeder } from "./text-feeder.ts";

/** A drive and what feeds it. */
interface Fed {
	readonly drive: OpenDrive;
	readonly begin: () => void;
	readonly halt: () => void;
	/** In clause mode: the vendor wants the next clause. */
	readonly next: () => void;
	/** Ends sound that is being sent. */
	readonly finish: () => void;
}

/** A text that is being written; in clause mode a clause can be put before those that wait. */
export interface TencentTextDrive extends Drive {
	write(text: string): void;
	insert(text: string): void;
	end(): void;
}

const NOTHING = () => {};

const CAPABILITIES = capabilities(
	"text",
	"text-stream",
	"ssml",
	"audio",
	"interrupt",
	"background",
	"alpha",
	"chat",
	"pose",
	"stream-events",
	"progress",
	"sessions",
	"token-renewal",
	"reconnect",
);
const TEXT_ONLY = new Set([...CAPABILITIES].filter((name) => name !== "audio"));

/** What the documents allow (specs: server API, line numbers in the facts). */
const LIMITS: Limits = {
	text: { most: MOST_TEXT, unit: "bytes" },
	textPiece: { most: 1000, unit: "bytes" },
	textInterval: TEXT_INTERVAL,
	audio: {
		sampleRates: [16_000],
		packet: 5120,
		interval: { least: seconds(0.12), most: seconds(0.16) },
	},
	pictureInterval: seconds(5),
	heartbeat: HEARTBEAT_INTERVAL,
	idle: seconds(600),
};

/** A session with Tencent's cloud-rendered avatar. Decides nothing: `tencentReducer` does. Main thread. */
export class TencentCloudAdapter implements VendorAdapter {
	readonly vendor = "tencent-cloud";
	readonly capabilities;
	readonly limits = LIMITS;
	readonly state = new Signal<VendorState>({ phase: "idle" });
	readonly #options: Required<TencentCloudOptions>;
	readonly #broker: SessionBroker;
	readonly #clock: Clock;
	readonly #events = new Listeners<VendorEvents>();
	readonly #timers: NamedTimers<TencentTimer>;
	readonly #machine: Machine<TencentState, TencentInput, TencentEffect>;
	readonly #drives = new Map<string, Fed>();
	readonly #ended = new AbortController();
	#lease: VendorLease | null = null;
	#socket: VendorSocket | null = null;
	#ready: (descriptor: StreamDescriptor) => void = NOTHING;
	/** When the picture may be changed again. */
	#pictureFrom = 0;

	constructor(broker: SessionBroker, options: TencentCloudOptions = {}, clock: Clock = SYSTEM_CLOCK) {
		this.#broker = broker;
		this.#clock = clock;
		this.#options = { ...TENCENT_DEFAULTS, ...options };
		this.capabilities = this.#options.driverType === 3 ? CAPABILITIES : TEXT_ONLY;
		this.#timers = new NamedTimers(clock, (name) => this.#send({ type: "timer", name }));
		this.#machine = new Machine(TENCENT_START, tencentReducer, (effect) => this.#perform(effect));
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
		lease.onEnded((detail) => this.#send({ type: "close", reason: "lease", detail }));
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
		this.#send({ type: "open" });
		return descriptor;
	}

	attach(player: Player): void {
		this.#send({ type: "player-attached" });
		player.state.subscribe(
			(state) => {
				if (state.type === "playing") this.#send({ type: "first-frame" });
			},
			{ signal: this.#ended.signal },
		);
	}

	say(text: string, options: SayOptions & TencentTextOptions = {}): Drive {
		const id = newRequestId();
		const refused = this.#refuses(text, options, "SEND_TEXT");
		if (refused !== null) return failedDrive(id, refused);
		const data = {
			Text: text,
			...(options.forced === true ? { Interrupt: true } : {}),
			...(options.chat === true ? {} : { ChatCommand: "NotUseChat" }),
			...(options.chatRoundId === undefined ? {} : { ChatRoundId: options.chatRoundId }),
			...(options.visitorId === undefined ? {} : { CloudAiVisitorBizId: options.visitorId }),
		};
		const begin = () => this.#command("SEND_TEXT", id, data);
		return this.#drive("text", id, { begin });
	}

	/** The same text by HTTP, for a page without the command channel. The vendor tells nothing of its progress. */
	async sayByHttp(text: string, options: SayOptions & TencentTextOptions = {}): Promise<void> {
		const refused = this.#refuses(text, options, "command");
		if (refused !== null) throw refused;
		const Data = { Text: text, ...(options.chat === true ? {} : { ChatCommand: "NotUseChat" }) };
		await this.#ask("command", { ReqId: newRequestId(), Command: "SEND_TEXT", Data });
	}

	sayStream(options: SayOptions & TencentTextOptions = {}): TencentTextDrive {
		const id = newRequestId();
		const refused = this.#refuses("", options, "SEND_STREAMTEXT");
		if (refused !== null)
			return Object.assign(failedDrive(id, refused), { write: NOTHING, insert: NOTHING, end: NOTHING });
		const feeder = new TextFeeder(
			{ clauses: options.clauses === true, smartActions: options.smartActions === true },
			(piece) => this.#command("SEND_STREAMTEXT", id, piece),
		);
		const drive = this.#drive("stream", id, {
			begin: () => feeder.begin(),
			halt: () => feeder.halt(),
			next: () => feeder.next(),
		});
		return {
			id,
			emulated: false,
			started: drive.started,
			done: drive.done,
			write: (text) => feeder.write(text),
			insert: (text) => feeder.insert(text),
			end: () => feeder.end(),
		};
	}

	sayAudio(samples: AsyncIterable<Int16Array>, options: SayAudioOptions = {}): Drive {
		const id = newRequestId();
		if (!this.capabilities.has("audio")) return failedDrive(id, new UnsupportedError(this.vendor, "audio"));
		const { sampleRate = 16_000, source = "file" } = options;
		if (sampleRate !== 16_000)
			return failedDrive(id, this.#rejection("SEND_AUDIO", `expected 16000 Hz, got ${sampleRate}`));
		const feeder = new AudioFeeder(samples, {
			clock: this.#clock,
			isLive: source === "live",
			send: (packet) => this.#command("SEND_AUDIO", id, packet),
		});
		return this.#drive("audio", id, {
			// A source that fails ends its drive as a person who falls silent does.
			begin: () => void feeder.run().catch(() => feeder.finish()),
			halt: () => feeder.halt(),
			finish: () => feeder.finish(),
		});
	}

	async interrupt(): Promise<void> {
		const drives = [...this.#drives.values()].map(({ drive }) => drive.done.catch(NOTHING));
		this.#send({ type: "interrupt" });
		await Promise.all(drives);
	}

	setBackground(url: string): Promise<void> {
		return this.setPose({ backgroundUrl: url });
	}

	/** Moves, sizes and turns the figure. At most once in five seconds: a second change waits. */
	async setPose(pose: TencentPose): Promise<void> {
		const now = this.#clock.now();
		const wait = seconds(Math.max(0, this.#pictureFrom - now));
		this.#pictureFrom = Math.max(this.#pictureFrom, now) + (LIMITS.pictureInterval ?? 0);
		if (wait > 0) await new Promise<void>((resolve) => this.#clock.after(wait, resolve));
		await this.#ask("updatesessionconfig", { ReqId: newRequestId(), ...updatePayload(pose) });
	}

	/** The account's sessions that the gateway lets this page see. */
	async sessions(of: "project" | "asset" | "account" = "account"): Promise<readonly TencentSession[]> {
		const operation = {
			project: "listsessionofprojectid",
			asset: "listsessionofassetvk",
			account: "listsessionofuin",
		} as const;
		return readSessions(await this.#ask(operation[of], { ReqId: newRequestId() }));
	}

	/** How the vendor sees this session. */
	async stat(): Promise<TencentAnswer["payload"]> {
		return (await this.#ask("statsession", { ReqId: newRequestId() })).payload;
	}

	/** An object is sent on the command channel, `{ operation, payload }` is asked by HTTP. */
	async raw(command: unknown): Promise<unknown> {
		const { operation, payload } = fieldsOf(command);
		if (typeof operation === "string") {
			const message = { Header: {}, Payload: fieldsOf(payload) };
			this.#tell("sent", operation, message);
			const answer = await this.#leased().call(operation, message);
			this.#tell("received", operation, answer.body);
			return answer.body;
		}
		this.#tell("sent", "commandchannel", command);
		this.#socket?.send(JSON.stringify(command));
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
		this.#send({ type: "close", reason, detail: "" });
		await untilOver(this.state);
	}

	/** The lease's end closes the session at the vendor: a page that goes away can wait for nothing. */
	dispose(): void {
		this.#send({ type: "close", reason: "lease", detail: "" });
		this.#finish();
	}

	#drive(kind: "text" | "stream" | "audio", id: string, fed: Partial<Omit<Fed, "drive">>): OpenDrive {
		const drive = new OpenDrive(id);
		const none = { begin: NOTHING, halt: NOTHING, next: NOTHING, finish: NOTHING };
		this.#drives.set(id, { ...none, ...fed, drive });
		this.#send({ type: "drive", id, kind });
		return drive;
	}

	/** What the vendor cannot do with a text, before it is asked. */
	#refuses(text: string, options: SayOptions, operation: string): Error | null {
		if (options.mode === "append") return new UnsupportedError(this.vendor, "append");
		if (options.voice !== undefined) return new UnsupportedError(this.vendor, "voice-parameters");
		const broken = breaksLimit(text, { most: MOST_TEXT, unit: "bytes" });
		return broken === null ? null : this.#rejection(operation, broken);
	}

	#rejection(operation: string, reason: string): VendorError {
		const fields = { vendor: this.vendor, operation, action: "reject", code: "limit" } as const;
		return new VendorError(`Tencent cannot take this: ${reason}.`, fields);
	}

	#leased(): VendorLease {
		if (this.#lease === null) throw this.#rejection("session", "there is no session");
		return this.#lease;
	}

	/** Asks by HTTP and decodes. @throws {VendorError} */
	async #ask(operation: string, payload: Record<string, unknown>): Promise<TencentAnswer> {
		const body = { Header: {}, Payload: payload };
		this.#tell("sent", operation, body);
		const answer = await this.#leased().call(operation, body, { signal: this.#ended.signal });
		const decoded = decodeAnswer(answer);
		this.#tell("received", operation, answer.body, decoded.issues);
		if (decoded.code !== 0) throw tencentError(operation, decoded.code, decoded.message);
		return decoded;
	}

	/** Sends an input, and shows the state that follows. */
	#send(input: TencentInput): void {
		this.#machine.send(input);
		const next = viewOf(this.#machine.state);
		if (!(next.phase === "idle" && this.state.value.phase === "failed")) this.state.value = next;
	}

	#perform(effect: TencentEffect): void {
		switch (effect.type) {
			case "call":
				void this.#call(effect.operation);
				break;
			case "connect":
				this.#connect();
				break;
			case "disconnect":
				this.#disconnect();
				break;
			case "begin":
				this.#drives.get(effect.id)?.begin();
				break;
			case "halt":
				this.#drives.get(effect.id)?.halt();
				break;
			case "stop":
				this.#stop(effect.id, effect.kind);
				break;
			case "heartbeat":
				this.#command("SEND_HEARTBEAT", newRequestId(), { Text: "PING" });
				break;
			case "start-timer":
				this.#timers.start(effect.name, effect.delay);
				break;
			case "stop-timer":
				this.#timers.stop(effect.name);
				break;
			case "ready":
				void this.#describe(effect.address);
				break;
			case "drive-event":
				this.#driveEvent(effect.event);
				break;
			case "chat":
				this.#events.emit("chat", effect.event);
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

	async #call(operation: TencentCall): Promise<void> {
		const name = {
			create: this.#options.figure === "asset" ? "createsessionbyasset" : "createsession",
			stat: "statsession",
			start: "startsession",
			close: "closesession",
		}[operation];
		const payload = operation === "create" ? createPayload(this.#options) : { ReqId: newRequestId() };
		const message = { Header: {}, Payload: payload };
		this.#tell("sent", name, message);
		try {
			const raw = await this.#leased().call(name, message);
			const answer = decodeAnswer(raw);
			this.#tell("received", name, raw.body, answer.issues);
			this.#send({ type: "answer", operation, answer });
		} catch (error) {
			if (!(error instanceof VendorError)) throw error;
			this.#send({ type: "no-answer", operation, error });
		}
	}

	#connect(): void {
		this.#disconnect();
		this.#socket = this.#leased().connect("commandchannel", {
			opened: () => this.#send({ type: "socket-opened" }),
			message: (frame) => this.#received(frame),
			rejected: (reason, requestId) => this.#send({ type: "rejected", reason, requestId }),
			closed: (end) => {
				this.#socket = null;
				this.#send({ type: "socket-closed", end });
			},
		});
	}

	#disconnect(): void {
		this.#socket?.close();
		this.#socket = null;
	}

	#received(frame: string | ArrayBuffer): void {
		const message = decodeDownstream(frame);
		this.#tell("received", "commandchannel", frame, message?.issues ?? ["the frame is no message"]);
		if (message !== null) this.#send({ type: "downstream", message });
	}

	#command(command: string, requestId: string, data: object): void {
		const message = { Header: {}, Payload: { ReqId: requestId, Command: command, Data: data } };
		this.#tell("sent", "commandchannel", message);
		this.#socket?.send(JSON.stringify(message));
	}

	/** An empty text stops a text; sound is stopped by its last packet. */
	#stop(id: string, kind: "text" | "stream" | "audio"): void {
		if (kind === "audio") this.#drives.get(id)?.finish();
		else if (kind === "text") this.#command("SEND_TEXT", newRequestId(), { Text: "", Interrupt: true });
		else this.#command("SEND_STREAMTEXT", id, { Text: "", Seq: 1, IsFinal: true, Interrupt: true });
	}

	#driveEvent(event: DriveEvent): void {
		const fed = this.#drives.get(event.driveId);
		if (event.type === "started") fed?.drive.start();
		else if (event.type === "sentence-wanted") fed?.next();
		else if (event.type === "ended" || event.type === "failed") {
			this.#drives.delete(event.driveId);
			if (event.type === "ended") fed?.drive.end(event.outcome);
			else fed?.drive.fail(event.error);
		}
		this.#events.emit("drive", event);
	}

	/** What a player has to know; in a TRTC room that takes a signature of its own. */
	async #describe(address: string): Promise<void> {
		const sign = async (payload: Record<string, unknown>) =>
			(await this.#ask("gettrtcsign", { ReqId: newRequestId(), ...payload })).payload;
		try {
			const described = await describeStream(address, this.#options, sign);
			if ("missing" in described) this.#send({ type: "needs-input", missing: described.missing });
			else this.#ready(described);
		} catch (error) {
			if (!(error instanceof VendorError)) throw error;
			this.#events.emit("warning", error);
			this.#send({ type: "needs-input", missing: ["userSig"] });
		}
	}

	#tell(direction: "sent" | "received", channel: string, message: unknown, issues: readonly string[] = []) {
		this.#events.emit("message", { direction, channel, message, issues });
	}

	#finish(): void {
		this.#timers.dispose();
		this.#disconnect();
		this.#lease?.release();
		// After the state has been shown: who waits for `open` hears of the end by it.
		queueMicrotask(() => this.#ended.abort());
	}
}

const missingError = (missing: readonly string[]) =>
	new VendorError(`The stream's address does not tell ${missing.join(", ")}.`, {
		vendor: "tencent-cloud",
		operation: "play",
		action: "user-must-act",
		code: "needs-input",
	});

const closedError = (detail: string) =>
	new VendorError("The session ended before it could be played.", {
		vendor: "tencent-cloud",
		operation: "open",
		action: "new-session",
		code: "closed",
		detail,
	});
