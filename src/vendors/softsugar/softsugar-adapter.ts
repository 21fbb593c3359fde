import { fieldsOf, textOf } from "../../protocol/loose-fields.ts";
import type { SoftSugarOperation } from "../../protocol/softsugar-paths.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayAudioOptions, SayOptions, TextDrive } from "../drive.ts";
import type { Player } from "../player.ts";
import { sentenceDrive } from "../sentence-drive.ts";
import type { SessionBroker } from "../session-broker.ts";
import type { AgoraRoom, StreamDescriptor } from "../stream-descriptor.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { Overlay, VendorAdapter, VendorChat, VendorMicrophone, VendorQueue } from "../vendor-adapter.ts";
import { VendorError } from "../vendor-error.ts";
import type { VendorEvents } from "../vendor-event.ts";
import { type OwnEffect, VendorSession } from "../vendor-session.ts";
import type { CloseReason } from "../vendor-state.ts";
import { LEAST_TEXT, type LiveScript, liveScriptParam, quickReplyParam } from "./live-script.ts";
import { RoomCallbacks } from "./room-callbacks.ts";
import { RoomSpeech, type SoftSugarSession } from "./room-speech.ts";
import { roomStream } from "./room-stream.ts";
import {
	layerOf,
	SOFTSUGAR_LIMITS,
	SOFTSUGAR_SAMPLE_RATE,
	softSugarCapabilities,
} from "./softsugar-abilities.ts";
import { decodeAnswer, type SoftSugarAnswer, softSugarError } from "./softsugar-answer.ts";
import { SoftSugarCalls } from "./softsugar-calls.ts";
import { softSugarReducer } from "./softsugar-reducer.ts";
import {
	SOFTSUGAR_START,
	type SoftSugarCall,
	type SoftSugarEffect,
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

/** SoftSugar's (SenseTime's) interactive live avatar. Decides nothing: `softSugarReducer` does. Main thread. */
export class SoftSugarAdapter implements VendorAdapter {
	readonly vendor = "softsugar";
	readonly capabilities: VendorAdapter["capabilities"];
	readonly limits = SOFTSUGAR_LIMITS;
	readonly state;
	readonly queue: VendorQueue;
	readonly microphone: VendorMicrophone;
	readonly chat?: VendorChat;
	readonly #options: SoftSugarOptions;
	readonly #session: SoftSugarSession;
	readonly #calls: SoftSugarCalls;
	readonly #speech: RoomSpeech;
	readonly #callbacks: RoomCallbacks;
	#room: AgoraRoom | undefined;

	/** @throws {TypeError} if the script is not as the document allows */
	constructor(broker: SessionBroker, options: SoftSugarOptions, clock: Clock = SYSTEM_CLOCK) {
		liveScriptParam(options.script);
		this.#options = options;
		const { questions } = options;
		this.capabilities = softSugarCapabilities(options.script, questions !== undefined);
		const session: SoftSugarSession = new VendorSession(broker, clock, {
			vendor: this.vendor,
			start: SOFTSUGAR_START,
			reduce: softSugarReducer,
			viewOf,
			perform: (effect) => this.#perform(effect),
			finished: () => {
				this.#speech.dispose();
				this.#callbacks.dispose();
			},
		});
		this.#session = session;
		this.state = session.state;
		this.#calls = new SoftSugarCalls((...asked) => session.call(...asked));
		this.#speech = new RoomSpeech(session, this.#calls, clock);
		this.#callbacks = new RoomCallbacks({
			send: (input) => session.send(input),
			tell: (message, issues) => session.tell("received", "callbacks", message, issues),
		});
		this.queue = {
			list: () => this.#calls.list(),
			move: (id, after) => this.#calls.move(id, after),
			cancel: (id) => this.#speech.cancel(id),
		};
		this.microphone = { speak: (samples) => this.#speech.voice(samples) };
		if (questions !== undefined) this.chat = { ask: (text) => this.#speech.answer(questions, text) };
	}

	open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<StreamDescriptor> {
		return this.#session.open(signal);
	}

	attach(player: Player): void {
		player.renewWith?.(() => this.#calls.renewToken(this.#room?.channel ?? ""));
		player.state.subscribe(
			(state) => {
				if (state.type === "failed") this.#session.events.emit("warning", cannotPlay(state.reason));
			},
			{ signal: this.#session.ended },
		);
		this.#session.attach(player);
	}

	say(text: string, { mode = "interrupt", ssml = false }: SayOptions = {}): Drive {
		return this.#speech.takeOver({ tts_query: { content: text, ssml } }, mode, text);
	}

	/** The service takes whole texts only: sentences wait in its queue (`emulated`), short ones together. */
	sayStream({ ssml = false }: SayOptions = {}): TextDrive {
		const say = (text: string) => this.say(text.padEnd(LEAST_TEXT, " "), { mode: "append", ssml });
		return sentenceDrive(say, { least: LEAST_TEXT });
	}

	sayAudio(
		samples: AsyncIterable<Int16Array>,
		{ sampleRate = SOFTSUGAR_SAMPLE_RATE }: SayAudioOptions = {},
	): Drive {
		if (sampleRate !== SOFTSUGAR_SAMPLE_RATE)
			throw new TypeError(`SoftSugar takes sound at ${SOFTSUGAR_SAMPLE_RATE} Hz, not ${sampleRate}`);
		return this.#speech.voice(samples);
	}

	sayAudioUrl(url: string): Drive {
		return this.#speech.takeOver({ audio: url }, "interrupt", url);
	}

	/** Says the filler word `index` of the script, −1 one at random. Not while another is being said. */
	quickReply(index = -1): Drive {
		if (!this.capabilities.has("quick-reply")) throw new UnsupportedError(this.vendor, "quick-reply");
		return this.#speech.say("quick", { param: quickReplyParam(index) }, false, "");
	}

	async interrupt(): Promise<void> {
		await this.#speech.silence();
	}

	/** For every takeover from the next on; the vendor changes it for as long as one lasts. */
	async setBackground(url: string): Promise<void> {
		this.#speech.background = layerOf({ url, x: 0, y: 0 });
	}

	/** For every takeover from the next on. Places are on a canvas of 1080 × 1920. */
	async setForegrounds(overlays: readonly Overlay[]): Promise<void> {
		this.#speech.foregrounds = overlays.map(layerOf);
	}

	/** `{ operation, body }` as the gateway knows the operations. */
	async raw(command: unknown): Promise<unknown> {
		const { operation, body } = fieldsOf(command);
		return (await this.#calls.send(textOf(operation) as SoftSugarOperation, fieldsOf(body))).body;
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

	#perform(effect: OwnEffect<SoftSugarEffect, SoftSugarTimer>): void {
		switch (effect.type) {
			case "call":
				void this.#callForMachine(effect.operation);
				break;
			case "ready":
				this.#ready(effect.answer);
				break;
			default:
				unreachable(effect);
		}
	}

	#ready(answer: SoftSugarAnswer): void {
		const isLive = this.#options.script.streaming_param?.agora_live_mode === true;
		try {
			this.#room = roomStream(answer, { isLive, codec: this.#options.codec ?? "h264" });
			this.#session.play(this.#room);
		} catch (error) {
			if (!(error instanceof VendorError)) throw error;
			this.#session.send({ type: "no-answer", operation: "create", error });
		}
	}

	async #callForMachine(operation: SoftSugarCall): Promise<void> {
		const body = operation === "create" ? { param: liveScriptParam(this.#options.script) } : {};
		try {
			const answer = decodeAnswer(await this.#calls.send(operation, body));
			this.#session.send({ type: "answer", operation, answer });
			if (operation === "create" && answer.ok) this.#callbacks.listen(this.#session.lease);
		} catch (error) {
			if (this.#session.ended.aborted) return;
			if (!(error instanceof VendorError)) throw error;
			this.#session.send({ type: "no-answer", operation, error });
		}
	}
}

const cannotPlay = (detail: string): VendorError =>
	softSugarError("SoftSugar's picture cannot be played.", {
		operation: "player",
		action: "new-session",
		code: null,
		detail,
	});
