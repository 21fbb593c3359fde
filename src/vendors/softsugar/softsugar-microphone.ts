import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import { SOFTSUGAR_MIC } from "../../protocol/softsugar-paths.ts";
import type { Clock } from "../clock.ts";
import type { DriveOutcome } from "../drive.ts";
import { Machine } from "../machine.ts";
import { NamedTimers } from "../named-timers.ts";
import type { VendorLease, VendorSocket } from "../session-broker.ts";
import type { VendorError } from "../vendor-error.ts";
import type { VendorMessage } from "../vendor-event.ts";
import {
	MICROPHONE_START,
	type MicrophoneEffect,
	type MicrophoneInput,
	type MicrophoneState,
	type MicrophoneTimer,
	microphoneReducer,
} from "./microphone-reducer.ts";
import type { TakeoverNews } from "./softsugar-state.ts";

/** What the microphone needs of the session. */
export interface MicrophoneServices {
	readonly lease: VendorLease;
	readonly clock: Clock;
	/** Cancels all takeovers; asks for a new token of the socket before if `renew`. Never rejects. */
	readonly clear: (renew: boolean) => Promise<void>;
	/** The socket also tells of takeovers that came over HTTP. */
	readonly news: (trace: string, news: TakeoverNews) => void;
	readonly message: (message: Omit<VendorMessage, "channel">) => void;
}

/** What becomes of one voice. */
export interface MicrophoneListener {
	started(): void;
	ended(outcome: DriveOutcome): void;
	failed(error: VendorError): void;
}

const NEWS: ReadonlyMap<number, TakeoverNews> = new Map([
	[SOFTSUGAR_MIC.takeoverQueued, "queued"],
	[SOFTSUGAR_MIC.takeoverStarted, "started"],
	[SOFTSUGAR_MIC.takeoverEnded, "ended"],
]);

/** The microphone's socket: the reducer decides, this sends. One voice at a time. */
export class SoftSugarMicrophone {
	readonly #services: MicrophoneServices;
	readonly #timers: NamedTimers<MicrophoneTimer>;
	readonly #machine: Machine<MicrophoneState, MicrophoneInput, MicrophoneEffect>;
	#socket: VendorSocket | undefined;
	#listener: MicrophoneListener | undefined;
	/** Resolves when sound may be sent. */
	#flow: { readonly promise: Promise<void>; readonly open: () => void } = gate();

	constructor(services: MicrophoneServices) {
		this.#services = services;
		this.#timers = new NamedTimers(services.clock, (name) => this.#machine.send({ type: "timer", name }));
		this.#machine = new Machine(MICROPHONE_START, microphoneReducer, (effect) => this.#perform(effect));
	}

	get isSpeaking(): boolean {
		return this.#machine.state.stage !== "closed";
	}

	/** Speaks 16 kHz mono 16-bit sound as it comes. @throws {TypeError} while another voice speaks */
	speak(samples: AsyncIterable<Int16Array>, listener: MicrophoneListener): void {
		if (this.isSpeaking) throw new TypeError("The microphone is in use");
		this.#listener = listener;
		this.#flow = gate();
		this.#machine.send({ type: "speak" });
		void this.#pump(samples);
	}

	/** Cuts it off. Idempotent. */
	stop(): void {
		this.#machine.send({ type: "stop" });
	}

	dispose(): void {
		this.stop();
		this.#timers.dispose();
	}

	/** Sound that comes while the way is not open is not sent later: a voice is live or nothing. */
	async #pump(samples: AsyncIterable<Int16Array>): Promise<void> {
		const listener = this.#listener;
		await this.#flow.promise;
		for await (const block of samples) {
			if (listener !== this.#listener || !this.isSpeaking) return;
			if (this.#machine.state.stage === "streaming")
				this.#socket?.send(new Uint8Array(block.buffer, block.byteOffset, block.byteLength));
		}
		if (listener === this.#listener) this.#machine.send({ type: "end" });
	}

	#perform(effect: MicrophoneEffect): void {
		switch (effect.type) {
			case "clear":
				void this.#services.clear(effect.renew).then(() => this.#machine.send({ type: "cleared" }));
				break;
			case "connect":
				this.#connect();
				break;
			case "disconnect":
				this.#socket?.close();
				this.#socket = undefined;
				break;
			case "begin":
				this.#send({ code: SOFTSUGAR_MIC.begin, message: "begin" });
				break;
			case "eof":
				this.#send({ code: SOFTSUGAR_MIC.eof, message: "eof" });
				break;
			case "flow":
				this.#flow.open();
				this.#listener?.started();
				break;
			case "start-timer":
				this.#timers.start(effect.name, effect.delay);
				break;
			case "stop-timer":
				this.#timers.stop(effect.name);
				break;
			case "finished":
				this.#over()?.ended(effect.outcome);
				break;
			case "failed":
				this.#over()?.failed(effect.error);
				break;
		}
	}

	#over(): MicrophoneListener | undefined {
		const listener = this.#listener;
		this.#listener = undefined;
		this.#flow.open();
		return listener;
	}

	#connect(): void {
		let socket: VendorSocket | undefined;
		// What an old socket still says is no news of the new one.
		const current = () => socket === this.#socket;
		socket = this.#services.lease.connect("microphone", {
			opened: () => current() && this.#machine.send({ type: "opened" }),
			message: (frame) => current() && this.#heard(frame),
			rejected: (reason) =>
				this.#services.message({ direction: "received", message: reason, issues: ["not passed on"] }),
			closed: (end) => current() && this.#machine.send({ type: "socket-closed", end }),
		});
		this.#socket = socket;
	}

	#send(message: { readonly code: number; readonly message: string }): void {
		this.#services.message({ direction: "sent", message, issues: [] });
		this.#socket?.send(JSON.stringify(message));
	}

	#heard(frame: string | ArrayBuffer): void {
		const { message, issues } = parse(frame);
		this.#services.message({ direction: "received", message, issues });
		const fields = fieldsOf(message);
		const code = numberOf(fields.code);
		const news = NEWS.get(code);
		if (news === undefined) this.#machine.send({ type: "code", code, message: textOf(fields.message) });
		else this.#services.news(textOf(fieldsOf(fields.data).commandTraceId), news);
	}
}

function parse(frame: string | ArrayBuffer): { message: unknown; issues: string[] } {
	if (typeof frame !== "string") return { message: frame, issues: ["a binary frame"] };
	try {
		const message: unknown = JSON.parse(frame);
		const { code } = fieldsOf(message);
		return { message, issues: typeof code === "string" ? ["$.code: a number came as a string"] : [] };
	} catch {
		return { message: frame, issues: ["no JSON"] };
	}
}

function gate() {
	let open = () => {};
	const promise = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { promise, open };
}
