import type { DriverCommand, SpeechOptions } from "../protocol/driver-request.ts";
import { findFragmentFault, findTextFault, type TextFault } from "../protocol/request-text.ts";
import type { Seconds } from "../util/time.ts";
import type { Speaker } from "./speaker.ts";
import type { CommandResult, InterruptResult, SpeakOptions } from "./speech-session-options.ts";
import { TextStream } from "./text-stream.ts";
import type { UtteranceOrder } from "./utterance-order.ts";

export interface CommandDeskOptions {
	readonly speaker: Speaker;
	/** The voice, unless a command says otherwise. */
	readonly speech: SpeechOptions | undefined;
	/** Utterances that may wait for their turn. */
	readonly maxPending: number;
	/** Why no command can be taken at all; `undefined` if one can. */
	readonly refusal: () => string | undefined;
	readonly interrupt: (now: Seconds, playhead: Seconds | undefined) => InterruptResult;
}

/** The stream that is being written, whether it is being spoken or waits for its turn. */
interface OpenStream {
	readonly order: UtteranceOrder;
	readonly text: TextStream;
}

const NO_STREAM = "No stream is open.";
const STREAM_OPEN = "A stream is open already.";

/** Takes commands: checks them and hands them to the speaker, or says why not. */
export class CommandDesk {
	readonly #options: CommandDeskOptions;
	#stream: OpenStream | undefined;

	constructor(options: CommandDeskOptions) {
		this.#options = options;
	}

	speak(text: string, now: Seconds, options: SpeakOptions): CommandResult {
		const format = options.format ?? "markdown";
		const command: DriverCommand = { type: "speak", text, format, ...this.#speech(options) };
		return this.#ask({ type: "speak", command, text }, findTextFault(text), now, options);
	}

	chat(text: string, now: Seconds, options: SpeakOptions): CommandResult {
		const command: DriverCommand = { type: "chat", text, ...this.#speech(options) };
		return this.#ask({ type: "chat", command }, findTextFault(text), now, options);
	}

	beginStream(now: Seconds, options: SpeakOptions): CommandResult {
		if (this.#openStream() !== undefined && options.interrupt !== true) return refused(STREAM_OPEN);
		const text = new TextStream(this.#speech(options).speech);
		return this.#ask({ type: "stream", stream: text }, null, now, options);
	}

	appendStream(fragment: string): CommandResult {
		const stream = this.#openStream();
		if (stream === undefined) return refused(NO_STREAM);
		const fault = findFragmentFault(fragment, false);
		if (fault !== null) return refused(sentenceOf(fault));
		stream.text.append(fragment);
		return accepted(stream.order);
	}

	endStream(): CommandResult {
		const stream = this.#openStream();
		if (stream === undefined) return refused(NO_STREAM);
		stream.text.end();
		this.#stream = undefined;
		return accepted(stream.order);
	}

	#ask(
		content: UtteranceOrder["content"],
		fault: TextFault | null,
		now: Seconds,
		options: SpeakOptions,
	): CommandResult {
		const { speaker, maxPending } = this.#options;
		const reason = fault === null ? this.#options.refusal() : sentenceOf(fault);
		if (reason !== undefined) return refused(reason);
		if (options.interrupt === true && speaker.isBusy) {
			const result = this.#options.interrupt(now, options.playhead);
			if (!result.interrupted && speaker.current !== undefined) return refused(result.reason);
		}
		if (speaker.waiting >= maxPending) return refused(`${maxPending} utterances wait already.`);
		const order = speaker.ask(content);
		if (content.type === "stream") this.#stream = { order, text: content.stream };
		return accepted(order);
	}

	/** One that was interrupted or broke off is open no more. */
	#openStream(): OpenStream | undefined {
		if (this.#stream !== undefined && !this.#options.speaker.wants(this.#stream.order))
			this.#stream = undefined;
		return this.#stream;
	}

	#speech(options: SpeakOptions): { speech?: SpeechOptions } {
		const speech = { ...this.#options.speech, ...options.speech };
		return Object.keys(speech).length === 0 ? {} : { speech };
	}
}

const accepted = ({ utterance }: UtteranceOrder): CommandResult => ({ accepted: true, utterance });

const refused = (reason: string): CommandResult => ({ accepted: false, reason });

const sentenceOf = ({ expected, got }: TextFault): string => `Expected ${expected}, got ${got}.`;
