import { type Seconds, seconds } from "../../util/time.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayAudioOptions, SayOptions, TextDrive } from "../drive.ts";
import type { DriveFeed } from "../drives.ts";
import { failedDrive, newRequestId, type OpenDrive } from "../open-drive.ts";
import type { Player } from "../player.ts";
import { sentenceDrive } from "../sentence-drive.ts";
import type { SessionBroker } from "../session-broker.ts";
import type { StreamDescriptor } from "../stream-descriptor.ts";
import type { VendorAdapter } from "../vendor-adapter.ts";
import type { VendorEvents } from "../vendor-event.ts";
import { type OwnEffect, VendorSession } from "../vendor-session.ts";
import type { CloseReason } from "../vendor-state.ts";
import { audioPieces } from "./audio-pieces.ts";
import {
	IFLYTEK_CAPABILITIES,
	IFLYTEK_LIMITS,
	iflytekRejection,
	refusesText,
	SAMPLE_RATES,
} from "./iflytek-abilities.ts";
import type { IflytekEvent } from "./iflytek-event.ts";
import { checkedOptions, type IflytekOptions, type IflytekPictures } from "./iflytek-options.ts";
import { iflytekReducer } from "./iflytek-reducer.ts";
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
import { InteractSocket } from "./interact-socket.ts";

/** How a text is said, beyond what all vendors know. */
export interface IflytekTextOptions {
	readonly pictures?: IflytekPictures;
	/** Skips the vendor's moderation of the text. */
	readonly unmoderated?: boolean;
}

/** Longest time offset of an action, milliseconds. */
const MOST_OFFSET = 99_999;

/** A session with iFLYTEK's real-time avatar. Decides nothing: `iflytekReducer` does. Main thread. */
export class IflytekAdapter implements VendorAdapter {
	readonly vendor = "iflytek";
	readonly capabilities = IFLYTEK_CAPABILITIES;
	readonly limits = IFLYTEK_LIMITS;
	readonly state;
	readonly #options: Required<IflytekOptions>;
	readonly #session: VendorSession<IflytekState, IflytekInput, IflytekEffect, IflytekTimer>;
	readonly #socket: InteractSocket;

	/** @throws {RangeError} if an option is out of its range */
	constructor(broker: SessionBroker, options: IflytekOptions = {}, clock: Clock = SYSTEM_CLOCK) {
		this.#options = checkedOptions(options);
		const session = new VendorSession<IflytekState, IflytekInput, IflytekEffect, IflytekTimer>(
			broker,
			clock,
			{
				vendor: this.vendor,
				start: IFLYTEK_START,
				reduce: iflytekReducer,
				viewOf,
				perform: (effect) => this.#perform(effect),
				finished: () => this.#socket.disconnect(),
			},
		);
		this.#session = session;
		this.state = session.state;
		this.#socket = new InteractSocket({
			lease: () => session.lease,
			send: (input) => session.send(input),
			tell: (direction, message, issues) => session.tell(direction, "interact", message, issues),
		});
	}

	open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<StreamDescriptor> {
		return this.#session.open(signal);
	}

	attach(player: Player): void {
		this.#session.attach(player);
	}

	say(text: string, options: SayOptions & IflytekTextOptions = {}): Drive {
		const id = newRequestId();
		const refused = refusesText(text, options);
		if (refused !== null) return failedDrive(id, refused);
		const { mode = "interrupt", voice = {}, pictures = {}, unmoderated = false } = options;
		const append = mode === "append";
		const { sampleRate } = this.#options;
		const request = textRequest(id, text, { append, voice, pictures, unmoderated, sampleRate });
		return this.#drive("text", id, append, { begin: () => this.#socket.request(request) });
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
		if (!SAMPLE_RATES.includes(sampleRate))
			return failedDrive(
				id,
				iflytekRejection("audio_driver", `expected 16000 or 24000 Hz, got ${sampleRate}`),
			);
		const isLive = source === "live";
		const halted = new AbortController();
		const failed = (reason: string) => this.#session.send({ type: "rejected", reason, requestId: id });
		const send = async () => {
			let pieces = 0;
			for await (const piece of audioPieces(samples, isLive)) {
				if (halted.signal.aborted) return;
				this.#socket.request(audioRequest(id, piece, { isLive, sampleRate }));
				pieces += 1;
			}
			if (pieces === 0) failed("There is no sound to speak with.");
		};
		return this.#drive("audio", id, false, {
			begin: () =>
				void send().catch((error: unknown) => failed(`The sound's source failed: ${String(error)}`)),
			halt: () => halted.abort(),
		});
	}

	async interrupt(): Promise<void> {
		const settled = this.#session.drives.settled();
		this.#session.send({ type: "interrupt" });
		await settled;
	}

	/** The service says nothing about a lone action, so this resolves when it is sent; a refusal is a `warning`. */
	async action(name: string, { at = seconds(0) }: { readonly at?: Seconds } = {}): Promise<void> {
		const offset = Math.round(at * 1000);
		if (offset < 0 || offset > MOST_OFFSET)
			throw iflytekRejection("cmd", `an action may come ${MOST_OFFSET} ms later at most`);
		if (this.#session.inside.stage !== "ready") throw iflytekRejection("cmd", "the avatar is not connected");
		this.#socket.request(actionRequest(newRequestId(), name, offset));
	}

	/** Sends a request as it is; the service's answers are `message` events. */
	async raw(command: unknown): Promise<unknown> {
		this.#socket.request(command as IflytekRequest);
		return undefined;
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

	/** The gateway says goodbye to the service when the socket goes. */
	dispose(): void {
		this.#session.dispose();
	}

	#drive(kind: "text" | "audio", id: string, append: boolean, feed: DriveFeed): OpenDrive {
		const drive = this.#session.drives.add(id, feed);
		this.#session.send({ type: "drive", id, kind, append });
		return drive;
	}

	#perform(effect: OwnEffect<IflytekEffect, IflytekTimer>): void {
		switch (effect.type) {
			case "connect":
				this.#socket.connect();
				break;
			case "disconnect":
				this.#socket.disconnect();
				break;
			case "send":
				this.#socket.request(
					effect.control === "start"
						? startRequest(newRequestId(), this.#options, this.#socket.session)
						: plainRequest(effect.control, newRequestId()),
				);
				break;
			case "begin":
				this.#session.drives.feedOf(effect.id).begin?.();
				break;
			case "halt":
				this.#session.drives.feedOf(effect.id).halt?.();
				break;
			case "stream":
				this.#play(effect.event);
				break;
			default:
				unreachable(effect);
		}
	}

	#play(event: IflytekEvent): void {
		const described = iflytekStream(event, this.#options.signalling);
		if ("missing" in described) this.#session.send({ type: "needs-input", missing: described.missing });
		else this.#session.play(described);
	}
}
