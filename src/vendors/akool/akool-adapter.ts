import { AKOOL_LONGEST, type AkoolApi, type AkoolOperation } from "../../protocol/akool-api.ts";
import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import { seconds } from "../../util/time.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayOptions, TextDrive } from "../drive.ts";
import type { Player } from "../player.ts";
import type { BrokerAnswer, SessionBroker } from "../session-broker.ts";
import type { StreamDescriptor } from "../stream-descriptor.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { VendorAdapter, VendorChat } from "../vendor-adapter.ts";
import { VendorError } from "../vendor-error.ts";
import type { VendorEvents } from "../vendor-event.ts";
import { type OwnEffect, VendorSession } from "../vendor-session.ts";
import type { CloseReason } from "../vendor-state.ts";
import { decodeAnswer } from "./akool-answer.ts";
import {
	AKOOL_LIMITS,
	AKOOL_MODE,
	type AkoolOptions,
	akoolCapabilities,
	createBody,
	firstParams,
} from "./akool-options.ts";
import { akoolReducer } from "./akool-reducer.ts";
import { AkoolSpeech } from "./akool-speech.ts";
import {
	AKOOL_START,
	type AkoolCall,
	type AkoolEffect,
	type AkoolInput,
	type AkoolState,
	type AkoolTimer,
	viewOf,
} from "./akool-state.ts";
import { RoomLine } from "./room-line.ts";
import { type AkoolParams, interruptPacket, serverIdOf } from "./room-messages.ts";

/** Akool's streaming avatar: v4 as it is live, v3 as the document prints it. Decides nothing: `akoolReducer` does. */
export class AkoolAdapter implements VendorAdapter {
	readonly vendor = "akool";
	readonly capabilities: VendorAdapter["capabilities"];
	readonly limits = AKOOL_LIMITS;
	readonly state;
	readonly chat: VendorChat;
	readonly setBackground?: (url: string) => Promise<void>;
	readonly #options: AkoolOptions;
	readonly #api: AkoolApi;
	readonly #session: VendorSession<AkoolState, AkoolInput, AkoolEffect, AkoolTimer>;
	readonly #line: RoomLine;
	readonly #speech: AkoolSpeech;
	readonly #interruptions: { resolve(): void; reject(reason: unknown): void }[] = [];
	#hasChatRoom = false;

	constructor(broker: SessionBroker, options: AkoolOptions, clock: Clock = SYSTEM_CLOCK) {
		const { api = "v4" } = options;
		this.#options = options;
		this.#api = api;
		this.capabilities = akoolCapabilities(api);
		const session = new VendorSession<AkoolState, AkoolInput, AkoolEffect, AkoolTimer>(broker, clock, {
			vendor: this.vendor,
			start: AKOOL_START,
			reduce: akoolReducer,
			viewOf,
			perform: (effect) => this.#perform(effect),
			finished: () => this.#line.dispose(),
		});
		this.#session = session;
		this.state = session.state;
		this.#line = new RoomLine({
			api,
			clock,
			lease: () => session.lease,
			send: (input) => session.send(input),
			tell: (...message) => session.tell(...message),
		});
		const send = (input: AkoolInput) => session.send(input);
		this.#speech = new AkoolSpeech({ api, options, drives: session.drives, line: this.#line, send });
		this.chat = { ask: (text) => this.#speech.say(text, AKOOL_MODE.dialogue) };
		if (api === "v4") this.setBackground = (url) => this.setParams({ bgurl: url });
	}

	open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<StreamDescriptor> {
		return this.#session.open(signal);
	}

	attach(player: Player): void {
		this.#line.join(player);
		this.#session.attach(player);
		player.state.subscribe(
			(state) => {
				if (state.type === "playing") this.#joined();
				if (state.type === "ended") this.#session.send({ type: "absent", detail: "The room has ended." });
				if (state.type === "failed") this.#session.send({ type: "absent", detail: state.reason });
			},
			{ signal: this.#session.ended },
		);
		if (this.#hasChatRoom) this.#line.openChatRoom();
	}

	say(text: string, { mode = "append", ssml = false }: SayOptions = {}): Drive {
		if (ssml) throw new UnsupportedError(this.vendor, "ssml");
		// Order is kept by the room: what is said later begins behind the silence.
		if (mode === "interrupt") void this.interrupt().catch(() => {});
		return this.#speech.say(text, AKOOL_MODE.repeat);
	}

	sayStream(): TextDrive {
		this.#need("text-stream");
		return this.#speech.stream();
	}

	sayAudio(): Drive {
		throw new UnsupportedError(this.vendor, "audio");
	}

	async interrupt(): Promise<void> {
		this.#need("interrupt");
		const confirmed = new Promise<void>((resolve, reject) => {
			this.#interruptions.push({ resolve, reject });
		});
		this.#session.send({ type: "interrupt" });
		await confirmed;
	}

	/** Changes the voice, the language, the background, or whether texts are said or answered; v4 only. */
	async setParams(params: AkoolParams): Promise<void> {
		this.#need("voice-parameters");
		await this.#speech.setParams(params);
	}

	/** Sends a microphone's track into the room, where the vendor listens; stops with the returned function. */
	async publishMicrophone(track: MediaStreamTrack): Promise<() => void> {
		this.#need("microphone");
		return this.#line.publish(track);
	}

	/** A text goes into the room as it is; `{ operation, body }` to the gateway. */
	async raw(command: unknown): Promise<unknown> {
		if (typeof command === "string") return this.#line.push([command]);
		const { operation, body } = fieldsOf(command);
		return (await this.#call(textOf(operation) as AkoolOperation, fieldsOf(body))).body;
	}

	on<Type extends keyof VendorEvents>(
		type: Type,
		listener: (event: VendorEvents[Type]) => void,
		options?: { readonly signal?: AbortSignal },
	): () => void {
		return this.#session.events.on(type, listener, options);
	}

	close(reason: CloseReason = "asked"): Promise<void> {
		return this.#session.close(reason);
	}

	dispose(): void {
		this.#session.dispose();
	}

	#need(capability: "text-stream" | "interrupt" | "voice-parameters" | "microphone"): void {
		if (!this.capabilities.has(capability)) throw new UnsupportedError(this.vendor, capability);
	}

	#perform(effect: OwnEffect<AkoolEffect, AkoolTimer>): void {
		switch (effect.type) {
			case "call":
				void this.#callForMachine(effect.operation);
				break;
			case "ready":
				this.#ready(effect);
				break;
			case "send-interrupt":
				this.#line.drop();
				this.#line.push([interruptPacket(crypto.randomUUID())]).catch(() => {});
				break;
			case "interrupted":
				for (const { resolve, reject } of this.#interruptions.splice(0))
					if (effect.error === null) resolve();
					else reject(effect.error);
				break;
			default:
				unreachable(effect);
		}
	}

	#ready({ stream, answer }: Extract<AkoolEffect, { type: "ready" }>): void {
		if ("missing" in stream) {
			this.#session.send({ type: "needs-input", missing: stream.missing });
			return;
		}
		const urls = fieldsOf(answer.data.stream_urls);
		this.#hasChatRoom = textOf(urls.client_chat_room_url) !== "";
		this.#speech.serverId = serverIdOf(textOf(urls.server_chat_room_url));
		if (this.#api === "v4") {
			const duration = numberOf(answer.data.duration);
			const length = Number.isNaN(duration) ? (this.#options.duration ?? AKOOL_LONGEST) : duration;
			this.#session.send({ type: "duration", duration: seconds(length) });
		}
		this.#session.play(stream.descriptor);
	}

	/** The room is there. v4 takes commands at once; v3 has its chat room for them. */
	#joined(): void {
		if (this.#api === "v3" || this.#session.inside.stage !== "ready") return;
		void this.setParams(firstParams(this.#options)).catch(() => {});
		this.#session.send({ type: "usable" });
	}

	async #callForMachine(operation: AkoolCall): Promise<void> {
		try {
			const body = operation === "create" ? createBody(this.#options, this.#api) : {};
			const answer = decodeAnswer(await this.#call(operation, body));
			this.#session.send({ type: "answer", operation, answer });
		} catch (error) {
			if (this.#session.ended.aborted) return;
			if (!(error instanceof VendorError)) throw error;
			this.#session.send({ type: "no-answer", operation, error });
		}
	}

	#call(operation: AkoolOperation, body: object): Promise<BrokerAnswer> {
		return this.#session.call(operation, body, (answer) => decodeAnswer(answer).issues);
	}
}
