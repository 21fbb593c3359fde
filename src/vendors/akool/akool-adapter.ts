import { AKOOL_LONGEST, type AkoolApi, type AkoolOperation } from "../../protocol/akool-api.ts";
import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import { Signal } from "../../util/signal.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import { capabilities } from "../capability.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayOptions, TextDrive } from "../drive.ts";
import { DriveBook } from "../drive-book.ts";
import type { Limits } from "../limits.ts";
import { Listeners } from "../listeners.ts";
import { Machine } from "../machine.ts";
import { NamedTimers } from "../named-timers.ts";
import type { Player } from "../player.ts";
import type { BrokerAnswer, SessionBroker, VendorLease, VendorSocket } from "../session-broker.ts";
import type { StreamDescriptor } from "../stream-descriptor.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { VendorAdapter, VendorChat } from "../vendor-adapter.ts";
import { VendorError } from "../vendor-error.ts";
import type { VendorEvents } from "../vendor-event.ts";
import { type CloseReason, IDLE, isOver, type VendorState } from "../vendor-state.ts";
import { akoolError, decodeAnswer } from "./akool-answer.ts";
import { akoolReducer } from "./akool-reducer.ts";
import {
	AKOOL_START,
	type AkoolCall,
	type AkoolEffect,
	type AkoolInput,
	type AkoolState,
	type AkoolTimer,
	viewOf,
} from "./akool-state.ts";
import { PacedSender } from "./paced-sender.ts";
import {
	type AkoolParams,
	chatPackets,
	chatRoomMessage,
	interruptPacket,
	paramsPacket,
	readRoomMessage,
	serverIdOf,
} from "./room-messages.ts";

export interface AkoolOptions {
	/** As the gateway is set (`AKOOL_API`). */
	readonly api?: AkoolApi;
	readonly avatarId: string;
	/** Which service carries the picture; v3 knows Agora alone. */
	readonly transport?: "agora" | "livekit" | "trtc";
	/** The session ends by itself after this time, at most an hour; v4 only. */
	readonly duration?: Seconds;
	readonly backgroundUrl?: string;
	readonly voiceId?: string;
	readonly voiceUrl?: string;
	/** Code of the language, as the vendor's list has it. */
	readonly language?: string;
	readonly voiceParams?: Readonly<Record<string, unknown>>;
	readonly knowledgeId?: string;
	/** v3: who the avatar is, as text or as the address of a PDF. */
	readonly prompt?: { readonly from: "text" | "url"; readonly content: string };
}

/** The avatar says a text as it is, or answers it. */
const REPEAT = 1;
const DIALOGUE = 2;

/** Speaking time of a character, and what comes before it: v3 tells nothing of speaking. */
const PER_CHARACTER = 0.08;
const LATENCY = 2;

/** Akool's streaming avatar: v4 as it is live, v3 as the document prints it. */
export class AkoolAdapter implements VendorAdapter {
	readonly vendor = "akool";
	readonly capabilities: VendorAdapter["capabilities"];
	/** Neither document bounds a text; a room takes 6000 bytes a second. */
	readonly limits: Limits = { text: { most: 60_000, unit: "bytes" }, session: seconds(AKOOL_LONGEST) };
	readonly state = new Signal<VendorState>(IDLE);
	readonly chat: VendorChat;
	readonly setBackground?: (url: string) => Promise<void>;
	readonly #broker: SessionBroker;
	readonly #options: AkoolOptions;
	readonly #api: AkoolApi;
	readonly #clock: Clock;
	readonly #events = new Listeners<VendorEvents>();
	readonly #drives = new DriveBook();
	readonly #timers: NamedTimers<AkoolTimer>;
	readonly #machine: Machine<AkoolState, AkoolInput, AkoolEffect>;
	readonly #sender: PacedSender;
	readonly #interruptions: { resolve(): void; reject(reason: unknown): void }[] = [];
	readonly #over: Promise<void>;
	#finished: () => void = () => {};
	#opened: { resolve(descriptor: StreamDescriptor): void; reject(reason: unknown): void } | undefined;
	#lease: VendorLease | undefined;
	#player: Player | undefined;
	#socket: VendorSocket | undefined;
	#hasChatRoom = false;
	#serverId = "";
	#stopPlayer: () => void = () => {};
	#stopData: () => void = () => {};
	/** What the room was set to last. */
	#mode: typeof REPEAT | typeof DIALOGUE = REPEAT;

	constructor(broker: SessionBroker, options: AkoolOptions, clock: Clock = SYSTEM_CLOCK) {
		this.#broker = broker;
		this.#options = options;
		this.#api = options.api ?? "v4";
		this.#clock = clock;
		const always = ["text", "chat", "sessions"] as const;
		const live = [
			"text-stream",
			"append",
			"interrupt",
			"background",
			"microphone",
			"progress",
			"voice-parameters",
		] as const;
		this.capabilities = capabilities(...always, ...(this.#api === "v4" ? live : []));
		this.#timers = new NamedTimers(this.#clock, (name) => this.#send({ type: "timer", name }));
		this.#machine = new Machine(AKOOL_START, akoolReducer, (effect) => this.#perform(effect));
		this.#sender = new PacedSender(this.#clock, (packet) => this.#transmit(packet));
		this.#over = new Promise((resolve) => {
			this.#finished = resolve;
		});
		this.chat = { ask: (text) => this.#drive(text, DIALOGUE) };
		if (this.#api === "v4") this.setBackground = (url) => this.setParams({ bgurl: url });
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
			this.#lease = await this.#broker.lease("akool", signal ? { signal } : {});
		} catch (error) {
			if (error instanceof VendorError) this.state.value = { phase: "failed", error };
			throw error;
		}
		this.#lease.onEnded((detail) => this.#send({ type: "close", reason: "lease", detail }));
		this.#send({ type: "open" });
		return opened;
	}

	attach(player: Player): void {
		this.#player = player;
		this.#stopData = player.onData?.((data) => this.#heard("room", data)) ?? this.#stopData;
		this.#stopPlayer = player.state.subscribe((state) => {
			if (state.type === "playing") this.#joined();
			if (state.type === "ended") this.#send({ type: "absent", detail: "The room has ended." });
			if (state.type === "failed") this.#send({ type: "absent", detail: state.reason });
		});
		this.#send({ type: "attached" });
		if (this.#hasChatRoom) this.#openChatRoom();
	}

	say(text: string, { mode = "append", ssml = false }: SayOptions = {}): Drive {
		if (ssml) throw new UnsupportedError("akool", "ssml");
		if (mode === "interrupt") {
			// Order is kept by the room: what is said later begins behind the silence.
			void this.interrupt().catch(() => {});
		}
		return this.#drive(text, REPEAT);
	}

	sayStream(): TextDrive {
		this.#need("text-stream");
		const id = crypto.randomUUID();
		let [written, ended] = [0, false];
		const put = (text: string, isLast: boolean) => {
			const packets = chatPackets(id, text, written, isLast);
			written += packets.length;
			this.#push(id, packets);
		};
		const drive = this.#drives.add(id);
		this.#setMode(REPEAT);
		this.#send({ type: "drive", id, estimate: null });
		return Object.assign(drive, {
			write: (text: string) => {
				if (ended) throw new TypeError("This text has ended");
				if (text !== "") put(text, false);
			},
			end: () => {
				if (!ended) put("", true);
				ended = true;
			},
		});
	}

	sayAudio(): Drive {
		throw new UnsupportedError("akool", "audio");
	}

	async interrupt(): Promise<void> {
		this.#need("interrupt");
		const confirmed = new Promise<void>((resolve, reject) => {
			this.#interruptions.push({ resolve, reject });
		});
		this.#send({ type: "interrupt" });
		await confirmed;
	}

	/** Changes the voice, the language, the background, or whether texts are said or answered; v4 only. */
	async setParams(params: AkoolParams): Promise<void> {
		this.#need("voice-parameters");
		if (params.mode !== undefined) this.#mode = params.mode;
		await this.#sender.push([paramsPacket(crypto.randomUUID(), params)]);
	}

	/** Sends a microphone's track into the room, where the vendor listens; stops with the returned function. */
	async publishMicrophone(track: MediaStreamTrack): Promise<() => void> {
		this.#need("microphone");
		if (!this.#player?.publish) throw new TypeError("This room takes no microphone");
		return this.#player.publish(track);
	}

	/** A text goes into the room as it is; `{ operation, body }` to the gateway. */
	async raw(command: unknown): Promise<unknown> {
		if (typeof command === "string") return this.#sender.push([command]);
		const { operation, body } = fieldsOf(command);
		return (await this.#call(textOf(operation) as AkoolOperation, fieldsOf(body))).body;
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

	#need(capability: "text-stream" | "interrupt" | "voice-parameters" | "microphone"): void {
		if (!this.capabilities.has(capability)) throw new UnsupportedError("akool", capability);
	}

	#send(input: AkoolInput): void {
		this.#machine.send(input);
		this.state.value = viewOf(this.#machine.state);
	}

	#perform(effect: AkoolEffect): void {
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
				this.#ready(effect);
				break;
			case "send-interrupt":
				this.#sender.drop();
				this.#sender.push([interruptPacket(crypto.randomUUID())]).catch(() => {});
				break;
			case "interrupted":
				for (const { resolve, reject } of this.#interruptions.splice(0))
					if (effect.error === null) resolve();
					else reject(effect.error);
				break;
			case "drive-event":
				this.#events.emit("drive", effect.event);
				this.#drives.apply(effect.event);
				break;
			case "chat":
				this.#events.emit("chat", effect.event);
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
		this.#sender.dispose();
		this.#stopPlayer();
		this.#stopData();
		this.#socket?.close();
		this.#lease?.release();
		const state = viewOf(this.#machine.state);
		const reason =
			state.phase === "failed"
				? state.error
				: new DOMException(
						state.phase === "needs-input" ? `missing: ${state.missing.join(", ")}` : "The session is closed",
						"AbortError",
					);
		this.#opened?.reject(reason);
		this.#finished();
	}

	#ready({ stream, answer }: Extract<AkoolEffect, { type: "ready" }>): void {
		if ("missing" in stream) {
			this.#send({ type: "needs-input", missing: stream.missing });
			return;
		}
		const urls = fieldsOf(answer.data.stream_urls);
		this.#hasChatRoom = textOf(urls.client_chat_room_url) !== "";
		this.#serverId = serverIdOf(textOf(urls.server_chat_room_url));
		if (this.#api === "v4") {
			const duration = numberOf(answer.data.duration);
			const length = Number.isNaN(duration) ? (this.#options.duration ?? AKOOL_LONGEST) : duration;
			this.#send({ type: "duration", duration: seconds(length) });
		}
		this.#opened?.resolve(stream.descriptor);
	}

	/** The room is there. v4 takes commands at once; v3 has its chat room for them. */
	#joined(): void {
		this.#send({ type: "first-frame" });
		if (this.#api === "v3" || this.#machine.state.stage !== "ready") return;
		const { voiceId, voiceUrl, language, backgroundUrl, voiceParams } = this.#options;
		void this.setParams({
			mode: REPEAT,
			...(voiceId === undefined ? {} : { vid: voiceId }),
			...(voiceUrl === undefined ? {} : { vurl: voiceUrl }),
			...(language === undefined ? {} : { lang: language }),
			...(backgroundUrl === undefined ? {} : { bgurl: backgroundUrl }),
			...(voiceParams === undefined ? {} : { vparams: voiceParams }),
		}).catch(() => {});
		this.#send({ type: "usable" });
	}

	#createBody(): object {
		const { avatarId, transport = "agora", duration, ...rest } = this.#options;
		const both = {
			avatar_id: avatarId,
			stream_type: this.#api === "v3" ? "agora" : transport,
			...(rest.backgroundUrl === undefined ? {} : { background_url: rest.backgroundUrl }),
		};
		if (this.#api === "v3") return both;
		const named = {
			duration: duration === undefined ? undefined : Math.min(duration, AKOOL_LONGEST),
			voice_id: rest.voiceId,
			voice_url: rest.voiceUrl,
			language: rest.language,
			voice_params: rest.voiceParams,
			knowledge_id: rest.knowledgeId,
			mode_type: REPEAT,
		};
		return {
			...both,
			...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
		};
	}

	async #callForMachine(operation: AkoolCall): Promise<void> {
		try {
			const body = operation === "create" ? this.#createBody() : {};
			const answer = decodeAnswer(await this.#call(operation, body));
			this.#send({ type: "answer", operation, answer });
		} catch (error) {
			if (!(error instanceof VendorError)) throw error;
			this.#send({ type: "no-answer", operation, error });
		}
	}

	/** Every request and answer, verbatim, is an event. */
	async #call(operation: AkoolOperation, body: object): Promise<BrokerAnswer> {
		if (!this.#lease) throw new TypeError("There is no session yet");
		this.#events.emit("message", { direction: "sent", channel: operation, message: body, issues: [] });
		const answer = await this.#lease.call(operation, body);
		const { issues } = decodeAnswer(answer);
		this.#events.emit("message", { direction: "received", channel: operation, message: answer.body, issues });
		return answer;
	}

	#setMode(mode: typeof REPEAT | typeof DIALOGUE): void {
		if (this.#api === "v4" && mode !== this.#mode) void this.setParams({ mode }).catch(() => {});
	}

	#drive(text: string, mode: typeof REPEAT | typeof DIALOGUE): Drive {
		const id = crypto.randomUUID();
		const drive = this.#drives.add(id);
		const estimate = this.#api === "v4" ? null : seconds(LATENCY + PER_CHARACTER * [...text].length);
		this.#setMode(mode);
		this.#send({ type: "drive", id, estimate });
		this.#push(id, this.#api === "v4" ? chatPackets(id, text) : [this.#question(id, text, mode)]);
		return drive;
	}

	#question(id: string, question: string, mode: number): string {
		const { voiceId = "", language = "en", prompt = { from: "text", content: "" } } = this.#options;
		return chatRoomMessage(this.#serverId, {
			message_id: id,
			voice_id: voiceId,
			language,
			mode_type: mode,
			question,
			prompt,
		});
	}

	#push(id: string, packets: readonly string[]): void {
		this.#sender.push(packets).catch((cause: unknown) => {
			const error = akoolError("The text could not be sent to Akool.", {
				operation: "chat",
				action: "retry",
				code: null,
				detail: cause instanceof Error ? cause.message : String(cause),
			});
			this.#send({ type: "drive-failed", id, error });
		});
	}

	async #transmit(packet: string): Promise<void> {
		this.#events.emit("message", { direction: "sent", channel: "room", message: packet, issues: [] });
		if (this.#api === "v3") {
			if (!this.#socket) throw new TypeError("The chat room is not open");
			this.#socket.send(packet);
			return;
		}
		if (!this.#player?.sendData) throw new TypeError("This room takes no messages");
		await this.#player.sendData(packet);
	}

	#heard(channel: string, data: string): void {
		const message = readRoomMessage(data);
		const issues = message.type === "unknown" ? ["no message that the documents know"] : [];
		this.#events.emit("message", { direction: "received", channel, message: data, issues });
		this.#send({ type: "room", message });
	}

	/** The chat room of v3. It is not opened again: a session that cannot be spoken to is over. */
	#openChatRoom(): void {
		this.#socket = this.#lease?.connect("chat", {
			opened: () => this.#send({ type: "usable" }),
			message: (frame) => this.#heard("chat", String(frame)),
			rejected: (reason, id) =>
				this.#send({
					type: "drive-failed",
					id,
					error: akoolError(reason, { operation: "chat", action: "reject", code: "rejected" }),
				}),
			closed: ({ code, status, reason, credential }) =>
				this.#send({
					type: "failed",
					error: akoolError("Akool's chat room is closed.", {
						operation: "chat",
						action: "new-session",
						code: status ?? code,
						detail: reason,
						...(credential ? { credential } : {}),
					}),
				}),
		});
	}
}
