import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
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
import {
	type Layer,
	LEAST_TEXT,
	type LiveScript,
	liveScriptParam,
	quickReplyParam,
	type Takeover,
	takeoverParam,
} from "./live-script.ts";
import { askDatabase } from "./question-database.ts";
import { RoomCallbacks } from "./room-callbacks.ts";
import { roomStream } from "./room-stream.ts";
import {
	layerOf,
	SOFTSUGAR_LIMITS,
	SOFTSUGAR_SAMPLE_RATE,
	softSugarCapabilities,
} from "./softsugar-abilities.ts";
import { decodeAnswer, type SoftSugarAnswer, softSugarError } from "./softsugar-answer.ts";
import { SoftSugarCalls } from "./softsugar-calls.ts";
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
	readonly #clock: Clock;
	readonly #session: VendorSession<SoftSugarState, SoftSugarInput, SoftSugarEffect, SoftSugarTimer>;
	readonly #calls: SoftSugarCalls;
	readonly #callbacks: RoomCallbacks;
	#mic: SoftSugarMicrophone | undefined;
	#room: AgoraRoom | undefined;
	#background: Layer | undefined;
	#foregrounds: readonly Layer[] = [];
	/** Counts our own ids. */
	#count = 0;

	/** @throws {TypeError} if the script is not as the document allows */
	constructor(broker: SessionBroker, options: SoftSugarOptions, clock: Clock = SYSTEM_CLOCK) {
		liveScriptParam(options.script);
		this.#options = options;
		this.#clock = clock;
		const { questions } = options;
		this.capabilities = softSugarCapabilities(options.script, questions !== undefined);
		const session = new VendorSession<SoftSugarState, SoftSugarInput, SoftSugarEffect, SoftSugarTimer>(
			broker,
			clock,
			{
				vendor: this.vendor,
				start: SOFTSUGAR_START,
				reduce: softSugarReducer,
				viewOf,
				perform: (effect) => this.#perform(effect),
				finished: () => {
					this.#mic?.dispose();
					this.#callbacks.dispose();
				},
			},
		);
		this.#session = session;
		this.state = session.state;
		this.#calls = new SoftSugarCalls((...asked) => session.call(...asked));
		this.#callbacks = new RoomCallbacks({
			send: (input) => session.send(input),
			tell: (message, issues) => session.tell("received", "callbacks", message, issues),
		});
		this.queue = {
			list: () => this.#calls.list(),
			move: (id, after) => this.#calls.move(id, after),
			cancel: (id) => this.#cancel(id),
		};
		this.microphone = { speak: (samples) => this.#speakLive(samples) };
		if (questions !== undefined) this.chat = { ask: (text) => this.#question(questions, text) };
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
		return this.#takeOver({ tts_query: { content: text, ssml } }, mode, text);
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
		return this.#speakLive(samples);
	}

	sayAudioUrl(url: string): Drive {
		return this.#takeOver({ audio: url }, "interrupt", url);
	}

	/** Says the filler word `index` of the script, −1 one at random. Not while another is being said. */
	quickReply(index = -1): Drive {
		if (!this.capabilities.has("quick-reply")) throw new UnsupportedError(this.vendor, "quick-reply");
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
		const [id, drive] = this.#newDrive("drive");
		this.#session.send({ type: "drive", id, interrupts });
		void this.#begin(id, operation, async () => this.#calls.takeOver(operation, body, text));
		return drive;
	}

	#newDrive(kind: string) {
		const id = `${kind}-${++this.#count}`;
		return [id, this.#session.drives.add(id)] as const;
	}

	/** Asks for a takeover, and tells the machine what became of that. */
	async #begin(id: string, operation: string, ask: () => Promise<SoftSugarAnswer>): Promise<void> {
		try {
			const { fields } = await ask();
			const trace = textOf(fields.commandTraceId);
			this.#session.drives.rename(id, trace);
			const downloading = numberOf(fields.commandStatus) === 33;
			this.#session.send({ type: "accepted", id, trace, downloading });
		} catch (error) {
			const failure = error instanceof VendorError ? error : unforeseen(operation, error);
			this.#session.send({ type: "refused", id, error: failure });
		}
	}

	async #cancel(trace: string): Promise<void> {
		await this.#calls.cancel(trace);
		this.#session.send({ type: "cancelled", trace: trace === "-1" ? null : trace });
	}

	#speakLive(samples: AsyncIterable<Int16Array>): Drive {
		const mic = this.#microphone();
		if (mic.isSpeaking) throw new TypeError("The microphone is in use");
		const [driveId, drive] = this.#newDrive("voice");
		mic.speak(samples, {
			started: () => this.#session.driveEvent({ driveId, type: "started" }),
			ended: (outcome) => this.#session.driveEvent({ driveId, type: "ended", outcome }),
			failed: (error) => this.#session.driveEvent({ driveId, type: "failed", error }),
		});
		return drive;
	}

	#microphone(): SoftSugarMicrophone {
		this.#mic ??= new SoftSugarMicrophone({
			lease: this.#session.lease,
			clock: this.#clock,
			clear: async (renew) => {
				// The gateway keeps the new token that comes with the room's status.
				if (renew) await this.#calls.send("stat", {}).catch(() => {});
				await this.#cancel("-1").catch(() => {});
			},
			news: (trace, news) => this.#session.send({ type: "news", trace, news }),
			message: ({ direction, message, issues }) =>
				this.#session.tell(direction, "microphone", message, issues),
		});
		return this.#mic;
	}

	/** Asks the database and says what it answers. */
	#question(database: string, query: string): Drive {
		const [id, drive] = this.#newDrive("question");
		const { events, lease } = this.#session;
		this.#session.send({ type: "drive", id, interrupts: true });
		events.emit("chat", { from: "user", text: query, isFinal: true });
		void this.#begin(id, "reply", async () => {
			const text = await askDatabase(this.#calls, { database, query, session: lease.id });
			events.emit("chat", { from: "avatar", text, isFinal: true });
			// A short answer is lengthened: the vendor says nothing that is shorter.
			const param = takeoverParam({ tts_query: { content: text.padEnd(LEAST_TEXT, " ") } });
			return this.#calls.takeOver("command", { param }, text);
		});
		return drive;
	}
}

const unforeseen = (operation: string, cause: unknown): VendorError =>
	softSugarError("The request failed.", {
		operation,
		action: "reject",
		code: null,
		detail: cause instanceof Error ? cause.message : String(cause),
	});

const cannotPlay = (detail: string): VendorError =>
	softSugarError("SoftSugar's picture cannot be played.", {
		operation: "player",
		action: "new-session",
		code: null,
		detail,
	});
