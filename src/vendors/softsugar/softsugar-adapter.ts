import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import type { SoftSugarOperation } from "../../protocol/softsugar-paths.ts";
import { Signal } from "../../util/signal.ts";
import { seconds } from "../../util/time.ts";
import { capabilities } from "../capability.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayAudioOptions, SayOptions, TextDrive } from "../drive.ts";
import { DriveBook } from "../drive-book.ts";
import type { Limits } from "../limits.ts";
import { Listeners } from "../listeners.ts";
import { Machine } from "../machine.ts";
import { NamedTimers } from "../named-timers.ts";
import type { Player } from "../player.ts";
import type { BrokerAnswer, SessionBroker, VendorLease } from "../session-broker.ts";
import type { AgoraRoom, StreamDescriptor } from "../stream-descriptor.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { Overlay, VendorAdapter, VendorChat, VendorMicrophone, VendorQueue } from "../vendor-adapter.ts";
import { VendorError } from "../vendor-error.ts";
import type { VendorEvents } from "../vendor-event.ts";
import { type CloseReason, IDLE, isOver, type VendorState } from "../vendor-state.ts";
import {
	type Layer,
	LEAST_TEXT,
	type LiveScript,
	liveScriptParam,
	quickReplyParam,
	type Takeover,
	takeoverParam,
} from "./live-script.ts";
import { SentenceQueue } from "./sentence-queue.ts";
import { decodeAnswer, refusedError, type SoftSugarAnswer, softSugarError } from "./softsugar-answer.ts";
import { SoftSugarMicrophone } from "./softsugar-microphone.ts";
import { softSugarReducer } from "./softsugar-reducer.ts";
import {
	SOFTSUGAR_START,
	type SoftSugarCall,
	type SoftSugarEffect,
	type SoftSugarInput,
	type SoftSugarState,
	type SoftSugarTimer,
	viewOf,
} from "./softsugar-state.ts";

export interface SoftSugarOptions {
	/** Who is shown, and how. */
	readonly script: LiveScript;
	/** How Agora packs the picture; the document does not say, its clients take H.264. */
	readonly codec?: AgoraRoom["codec"];
	/** Id of a question-and-answer database (its text form): with one there is `chat`. */
	readonly questions?: string;
}

/** The canvas that all places refer to, pixels. */
const CANVAS = { width: 1080, height: 1920 } as const;

/** Unique within one adapter. */
type DriveId = string;

/** SoftSugar's (SenseTime's) interactive live avatar ("Interactive Live Broadcasting"). */
export class SoftSugarAdapter implements VendorAdapter {
	readonly vendor = "softsugar";
	readonly capabilities: VendorAdapter["capabilities"];
	/** A queue of more than fifteen is advised against; the document has no upper bound for a text, ours is a guess. */
	readonly limits: Limits = {
		text: { least: LEAST_TEXT, most: 5000, unit: "characters" },
		audio: {
			sampleRates: [16_000],
			packet: 1280,
			interval: { least: seconds(0), most: seconds(1) },
		},
		heartbeat: seconds(60),
	};
	readonly state = new Signal<VendorState>(IDLE);
	readonly queue: VendorQueue;
	readonly microphone: VendorMicrophone;
	readonly chat?: VendorChat;
	readonly #broker: SessionBroker;
	readonly #clock: Clock;
	readonly #options: SoftSugarOptions;
	readonly #events = new Listeners<VendorEvents>();
	readonly #drives = new DriveBook();
	readonly #timers: NamedTimers<SoftSugarTimer>;
	readonly #machine: Machine<SoftSugarState, SoftSugarInput, SoftSugarEffect>;
	readonly #texts = new Map<string, string>();
	#lease: VendorLease | undefined;
	#mic: SoftSugarMicrophone | undefined;
	#descriptor: AgoraRoom | undefined;
	#opened: { resolve(descriptor: StreamDescriptor): void; reject(reason: unknown): void } | undefined;
	#finished: () => void = () => {};
	readonly #over: Promise<void>;
	#background: Layer | undefined;
	#foregrounds: readonly Layer[] = [];
	#count = 0;
	#stopPlayer: () => void = () => {};

	/** @throws {TypeError} if the script is not as the document allows */
	constructor(broker: SessionBroker, options: SoftSugarOptions, clock: Clock = SYSTEM_CLOCK) {
		liveScriptParam(options.script);
		this.#broker = broker;
		this.#options = options;
		const quick = (options.script.sceneList[0].quick_response ?? []).length > 0;
		this.capabilities = capabilities(
			...([
				"text",
				"text-stream",
				"ssml",
				"append",
				"audio",
				"audio-url",
				"interrupt",
				"background",
			] as const),
			...([
				"foreground",
				"queue",
				"microphone",
				"progress",
				"sessions",
				"token-renewal",
				"reconnect",
			] as const),
			...(quick ? (["quick-reply"] as const) : []),
			...(options.questions === undefined ? [] : (["chat"] as const)),
		);
		this.#clock = clock;
		this.#timers = new NamedTimers(clock, (name) => this.#send({ type: "timer", name }));
		this.#machine = new Machine(SOFTSUGAR_START, softSugarReducer, (effect) => this.#perform(effect));
		this.#over = new Promise((resolve) => {
			this.#finished = resolve;
		});
		this.queue = {
			list: () => this.#list(),
			move: async (id, after) => {
				await this.#ask("reorder", { commandTraceId: id, priority: after });
			},
			cancel: (id) => this.#cancel(id),
		};
		this.microphone = { speak: (samples) => this.#speakLive(samples) };
		const { questions } = options;
		if (questions !== undefined) this.chat = { ask: (text) => this.#question(questions, text) };
	}

	on<Type extends keyof VendorEvents>(
		type: Type,
		listener: (event: VendorEvents[Type]) => void,
		options?: { readonly signal?: AbortSignal },
	): () => void {
		return this.#events.on(type, listener, options);
	}

	async open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<StreamDescriptor> {
		if (this.#machine.state.stage !== "idle") throw new TypeError("A session is opened once");
		signal?.throwIfAborted();
		const opened = new Promise<StreamDescriptor>((resolve, reject) => {
			this.#opened = { resolve, reject };
		});
		// If there is no lease nobody waits for it.
		opened.catch(() => {});
		signal?.addEventListener("abort", () => {
			this.#opened?.reject(signal.reason);
			this.dispose();
		});
		try {
			this.#lease = await this.#broker.lease("softsugar", signal ? { signal } : {});
		} catch (error) {
			if (error instanceof VendorError) this.state.value = { phase: "failed", error };
			throw error;
		}
		this.#lease.onEnded((detail) => this.#send({ type: "close", reason: "lease", detail }));
		this.#send({ type: "open" });
		return opened;
	}

	attach(player: Player): void {
		player.renewWith?.(() => this.#renewToken());
		this.#stopPlayer = player.state.subscribe((state) => {
			if (state.type === "playing") this.#send({ type: "first-frame" });
			if (state.type === "failed") this.#warn("player", state.reason);
		});
		this.#send({ type: "attached" });
	}

	say(text: string, { mode = "interrupt", ssml = false }: SayOptions = {}): Drive {
		return this.#takeOver({ tts_query: { content: text, ssml } }, mode, text);
	}

	sayStream({ ssml = false }: SayOptions = {}): TextDrive {
		const sentences = new SentenceQueue(
			(text) => this.#takeOver({ tts_query: { content: text, ssml } }, "append", text),
			`stream-${++this.#count}`,
		);
		return sentences.drive;
	}

	sayAudio(samples: AsyncIterable<Int16Array>, { sampleRate = 16_000 }: SayAudioOptions = {}): Drive {
		if (sampleRate !== 16_000) throw new TypeError(`SoftSugar takes sound at 16000 Hz, not ${sampleRate}`);
		return this.#speakLive(samples);
	}

	sayAudioUrl(url: string): Drive {
		return this.#takeOver({ audio: url }, "interrupt", url);
	}

	/** Says the filler word `index` of the script, −1 one at random. Not while another is being said. */
	quickReply(index = -1): Drive {
		if (!this.capabilities.has("quick-reply")) throw new UnsupportedError("softsugar", "quick-reply");
		return this.#drive("quick", { param: quickReplyParam(index) }, false, "");
	}

	async interrupt(): Promise<void> {
		this.#mic?.stop();
		await this.#cancel("-1");
	}

	/** For every takeover from the next on; the vendor changes it for as long as one lasts. */
	async setBackground(url: string): Promise<void> {
		this.#background = layerOf({ url, x: 0, y: 0 });
	}

	/** For every takeover from the next on. Places are on a canvas of 1080 × 1920. */
	async setForegrounds(overlays: readonly Overlay[]): Promise<void> {
		this.#foregrounds = overlays.map(layerOf);
	}

	/** `{ operation, body }` as the gateway knows the operations. */
	async raw(command: unknown): Promise<unknown> {
		const { operation, body } = fieldsOf(command);
		return (await this.#call(textOf(operation) as SoftSugarOperation, fieldsOf(body))).body;
	}

	async close(reason: CloseReason = "asked"): Promise<void> {
		if (isOver(this.state.value)) return;
		this.#send({ type: "close", reason, detail: "" });
		await this.#over;
	}

	dispose(): void {
		this.#send({ type: "close", reason: "lease", detail: "The page let go." });
		this.#finish();
	}

	#send(input: SoftSugarInput): void {
		this.#machine.send(input);
		this.state.value = viewOf(this.#machine.state);
	}

	#perform(effect: SoftSugarEffect): void {
		switch (effect.type) {
			case "call":
				void this.#callForMachine(effect.operation);
				break;
			case "start-timer":
				this.#timers.start(effect.name, effect.delay);
				break;
			case "stop-timer":
				this.#timers.stop(effect.name);
				break;
			case "ready":
				this.#ready(effect.answer);
				break;
			case "drive-event":
				this.#events.emit("drive", {
					...effect.event,
					driveId: this.#drives.vendorIdOf(effect.event.driveId),
				});
				this.#drives.apply(effect.event);
				break;
			case "warning":
				this.#events.emit("warning", effect.error);
				break;
			case "finish":
				this.state.value = viewOf(this.#machine.state);
				queueMicrotask(() => this.#finish());
				break;
		}
	}

	/** Lets go of everything. Idempotent. */
	#finish(): void {
		this.#timers.dispose();
		this.#mic?.dispose();
		this.#stopPlayer();
		this.#lease?.release();
		const state = viewOf(this.#machine.state);
		const reason =
			state.phase === "failed" ? state.error : new DOMException("The session is closed", "AbortError");
		this.#opened?.reject(reason);
		this.#finished();
	}

	#ready(answer: SoftSugarAnswer): void {
		const { fields } = answer;
		const missing = ["rtcAppId", "rtcChannelId", "rtcUid", "rtcToken"].filter(
			(name) => textOf(fields[name]) === "",
		);
		if (missing.length > 0) {
			const error = softSugarError("SoftSugar does not say where its picture is.", {
				operation: "stat",
				action: "new-session",
				code: "malformed",
				detail: `missing: ${missing.join(", ")}`,
			});
			this.#send({ type: "no-answer", operation: "create", error });
			return;
		}
		const live = this.#options.script.streaming_param?.agora_live_mode === true;
		this.#descriptor = {
			kind: "agora",
			appId: textOf(fields.rtcAppId),
			channel: textOf(fields.rtcChannelId),
			token: textOf(fields.rtcToken),
			// A text would make Agora use another kind of user, for whom the token is not.
			uid: numberOf(fields.rtcUid),
			mode: live ? "live" : "rtc",
			codec: this.#options.codec ?? "h264",
		};
		this.#opened?.resolve(this.#descriptor);
	}

	#bodyOf(operation: SoftSugarCall): object {
		return operation === "create" ? { param: liveScriptParam(this.#options.script) } : {};
	}

	async #callForMachine(operation: SoftSugarCall): Promise<void> {
		try {
			const answer = decodeAnswer(await this.#call(operation, this.#bodyOf(operation)));
			this.#send({ type: "answer", operation, answer });
		} catch (error) {
			if (!(error instanceof VendorError)) throw error;
			this.#send({ type: "no-answer", operation, error });
		}
	}

	/** Every request and answer, verbatim, is an event. */
	async #call(operation: SoftSugarOperation, body: object): Promise<BrokerAnswer> {
		if (!this.#lease) throw new TypeError("There is no session yet");
		this.#events.emit("message", { direction: "sent", channel: operation, message: body, issues: [] });
		const answer = await this.#lease.call(operation, body);
		const { issues } = operation === "reply" ? { issues: [] } : decodeAnswer(answer);
		this.#events.emit("message", { direction: "received", channel: operation, message: answer.body, issues });
		return answer;
	}

	/** An operation of the page's. A refused token is tried once more. @throws {VendorError} if it says no */
	async #ask(operation: SoftSugarOperation, body: object): Promise<SoftSugarAnswer> {
		let answer = decodeAnswer(await this.#call(operation, body));
		if (answer.isUnauthorised) answer = decodeAnswer(await this.#call(operation, body));
		if (!answer.ok) throw refusedError(operation, answer);
		return answer;
	}

	#takeOver(takeover: Takeover, mode: "append" | "interrupt", text: string): Drive {
		const param = takeoverParam({
			...takeover,
			...(this.#background ? { backgrounds: this.#background } : {}),
			...(this.#foregrounds.length > 0 ? { foregrounds: this.#foregrounds } : {}),
		});
		const append = mode === "append";
		return this.#drive(append ? "queue" : "command", { param }, !append, text);
	}

	#drive(operation: SoftSugarOperation, body: object, interrupts: boolean, text: string): Drive {
		const id: DriveId = `drive-${++this.#count}`;
		const drive = this.#drives.add(id);
		this.#send({ type: "drive", id, interrupts });
		void this.#begin(id, operation, body, text);
		return drive;
	}

	async #begin(id: DriveId, operation: SoftSugarOperation, body: object, text: string): Promise<void> {
		try {
			const { fields } = await this.#ask(operation, body);
			const trace = textOf(fields.commandTraceId);
			this.#drives.rename(id, trace);
			this.#texts.set(trace, text);
			this.#send({ type: "accepted", id, trace, downloading: numberOf(fields.commandStatus) === 33 });
		} catch (error) {
			const failure = error instanceof VendorError ? error : unforeseen(operation, error);
			this.#send({ type: "refused", id, error: failure });
		}
	}

	async #list() {
		const { fields } = await this.#ask("list", {});
		const traces = Array.isArray(fields.commandTraceIds) ? fields.commandTraceIds.map(textOf) : [];
		// The one that is being said is number 1.
		return traces.map((id, index) => ({ id, text: this.#texts.get(id) ?? "", position: index + 1 }));
	}

	async #cancel(trace: string): Promise<void> {
		await this.#ask("cancel", { commandTraceId: trace });
		this.#send({ type: "cancelled", trace: trace === "-1" ? null : trace });
	}

	#speakLive(samples: AsyncIterable<Int16Array>): Drive {
		const id: DriveId = `voice-${++this.#count}`;
		const mic = this.#microphone();
		const event = (type: "started") => this.#driveEvent({ driveId: id, type });
		if (mic.isSpeaking) throw new TypeError("The microphone is in use");
		const drive = this.#drives.add(id);
		mic.speak(samples, {
			started: () => event("started"),
			ended: (outcome) => this.#driveEvent({ driveId: id, type: "ended", outcome }),
			failed: (error) => this.#driveEvent({ driveId: id, type: "failed", error }),
		});
		return drive;
	}

	#driveEvent(event: VendorEvents["drive"]): void {
		this.#events.emit("drive", event);
		this.#drives.apply(event);
	}

	#microphone(): SoftSugarMicrophone {
		if (!this.#lease) throw new TypeError("There is no session yet");
		this.#mic ??= new SoftSugarMicrophone({
			lease: this.#lease,
			clock: this.#clock,
			clear: async (renew) => {
				// The gateway keeps the new token that comes with the room's status.
				if (renew) await this.#call("stat", {}).catch(() => {});
				await this.#cancel("-1").catch(() => {});
			},
			news: (trace, news) => this.#send({ type: "news", trace, news }),
			message: (message) => this.#events.emit("message", { channel: "microphone", ...message }),
		});
		return this.#mic;
	}

	#question(database: string, text: string): Drive {
		const id: DriveId = `question-${++this.#count}`;
		const drive = this.#drives.add(id);
		this.#send({ type: "drive", id, interrupts: true });
		this.#events.emit("chat", { from: "user", text, isFinal: true });
		void this.#answerTo(id, database, text);
		return drive;
	}

	/** Asks the database and says what it answers. Its reply has no envelope, and spells `device` in two ways. */
	async #answerTo(id: DriveId, database: string, query: string): Promise<void> {
		const trace = crypto.randomUUID();
		const session = this.#lease?.id ?? trace;
		const asked = { appId: database, device: "windows", language: "zh", query, session, trace };
		try {
			const { body } = await this.#call("reply", asked);
			const reply = "answer" in fieldsOf(body) ? fieldsOf(body) : fieldsOf(fieldsOf(body).data);
			const answer = textOf(reply.answer);
			if (answer === "")
				throw softSugarError("SoftSugar has no answer to this.", {
					operation: "reply",
					action: "reject",
					code: null,
					detail: textOf(reply.error_message),
				});
			this.#events.emit("chat", { from: "avatar", text: answer, isFinal: true });
			// A short answer is lengthened: the vendor says nothing that is shorter.
			const param = takeoverParam({ tts_query: { content: answer.padEnd(LEAST_TEXT, " ") } });
			await this.#begin(id, "command", { param }, answer);
		} catch (error) {
			this.#send({
				type: "refused",
				id,
				error: error instanceof VendorError ? error : unforeseen("reply", error),
			});
		}
	}

	async #renewToken(): Promise<string> {
		const rtcChannelId = this.#descriptor?.channel;
		const { data, fields } = await this.#ask("audience", { rtcChannelId });
		return textOf(data) || textOf(fields.rtcToken);
	}

	#warn(operation: string, detail: string): void {
		const error = softSugarError("SoftSugar's picture cannot be played.", {
			operation,
			action: "new-session",
			code: null,
			detail,
		});
		this.#events.emit("warning", error);
	}
}

const unforeseen = (operation: string, cause: unknown): VendorError =>
	softSugarError("The request failed.", {
		operation,
		action: "reject",
		code: null,
		detail: cause instanceof Error ? cause.message : String(cause),
	});

const layerOf = ({
	url,
	x,
	y,
	width = CANVAS.width - x,
	height = CANVAS.height - y,
}: Omit<Overlay, "layer">): Layer => ({
	url,
	rect: [x, y, width, height],
	start: 0,
	duration: -1,
});
