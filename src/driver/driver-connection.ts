import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import type { DriverCommand, DriverRequest, SpeechOptions } from "../protocol/driver-request.ts";
import { type ResponseIds, wireError, wireReply, wireSpeech } from "../protocol/encode-driver-message.ts";
import { WireError } from "../protocol/errors.ts";
import { parseDriverRequestText } from "../protocol/parse-driver-request.ts";
import { unreachable } from "../util/unreachable.ts";
import type { AnswerBook } from "./answer-book.ts";
import type { ChatBrain } from "./chat/chat-brain.ts";
import { ClauseSource } from "./clause-source.ts";
import { ClauseWriter } from "./clause-writer.ts";
import { type ConversationListener, Conversations } from "./conversations.ts";
import { decodeFrame } from "./decode-frame.ts";
import { readDelivery } from "./delivery.ts";
import { ERROR_CODES, RequestRefused } from "./driver-errors.ts";
import { count, type DriverStats } from "./driver-stats.ts";
import type { Studio } from "./perform-reply.ts";
import { readAnswer } from "./read-answer.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readSsml } from "./read-ssml.ts";
import { addSmartActions } from "./smart-actions.ts";
import { SpeechUnavailable } from "./speaker.ts";
import type { SpeechText } from "./speech-text.ts";
import { splitClauses } from "./split-clauses.ts";
import { type TextFragment, TextStream } from "./text-stream.ts";

/** What all connections of a driver share. */
export interface DriverServices {
	readonly studio: Studio;
	readonly answers: AnswerBook;
	/** Answers CHAT in the book's place, if there is one. */
	readonly brain: ChatBrain | undefined;
	readonly stats: DriverStats;
	readonly log: Pick<Logger, "debug" | "info" | "warn">;
}

type Said<T extends DriverCommand["type"]> = Extract<DriverCommand, { type: T }>;

/** One client of the driver: reads its requests, and answers each with speech or with what is wrong with it. */
export class DriverConnection {
	readonly #socket: WebSocket;
	readonly #services: DriverServices;
	readonly #conversations: Conversations;

	constructor(socket: WebSocket, services: DriverServices) {
		this.#socket = socket;
		this.#services = services;
		this.#conversations = new Conversations(services.studio, services.stats);
		socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
		socket.on("close", () => this.#conversations.stopAll());
		socket.on("error", (error) => services.log.warn({ reason: error.message }, "connection failed"));
	}

	#receive(data: RawData, isBinary: boolean): void {
		const result = parseDriverRequestText(decodeFrame(data, isBinary));
		if (!result.ok) {
			this.#sendError(result.error, result.error.code, result.error.message);
			return;
		}
		try {
			this.#obey(result.request);
		} catch (error) {
			this.#report(result.request, error);
		}
	}

	#obey(request: DriverRequest): void {
		const { command } = request;
		switch (command.type) {
			case "speak":
				this.#speak(request, command);
				break;
			case "chat":
				this.#chat(request, command);
				break;
			case "stream":
				this.#takeFragment(request, command);
				break;
			case "start-chat":
				this.#services.brain?.forget(request.streamId);
				this.#conversations.stop(request);
				break;
			case "stop-chat":
			case "stop-stream":
				this.#conversations.stop(request);
				break;
			default:
				unreachable(command);
		}
	}

	#speak(ids: ResponseIds, command: Said<"speak">): void {
		const text = this.#read(
			command.format === "ssml" ? readSsml : readMarkdown,
			command.text,
			command.speech,
		);
		const delivery = readDelivery(command.speech);
		this.#requireVoice();
		const clauses = ClauseSource.of(splitClauses(text));
		const script = { replyType: "input", clauses, delivery, isOpen: false, mayBeSilent: false } as const;
		this.#conversations.begin(ids, script, this.#listener(ids));
	}

	#chat(ids: ResponseIds, command: Said<"chat">): void {
		const delivery = readDelivery(command.speech);
		const script = { replyType: "cloudAiGpt", delivery, mayBeSilent: true } as const;
		const { brain, answers } = this.#services;
		if (brain === undefined) {
			const { spoken, shown, isUninterruptible } = readAnswer(answers.answer(command.text));
			const clauses = ClauseSource.of(splitClauses(this.#read(readMarkdown, spoken, command.speech)));
			const beside = { shown, isUninterruptible, isOpen: false };
			this.#conversations.begin(ids, { ...script, ...beside, clauses }, this.#listener(ids));
			return;
		}
		const writer = new ClauseWriter((piece) => this.#read(readMarkdown, piece, command.speech));
		const { clauses } = writer;
		const signal = this.#conversations.begin(ids, { ...script, clauses, isOpen: true }, this.#listener(ids));
		void brain.answer(ids.streamId, command.text, writer, signal);
	}

	#takeFragment(ids: ResponseIds, fragment: TextFragment): void {
		const stream = this.#conversations.streamOf(ids);
		const startsAnew = fragment.sequence === 1 && (stream === undefined || stream.isEnded);
		if (startsAnew) this.#beginStream(ids, fragment);
		else if (stream) {
			if (!stream.push(fragment)) this.#services.stats.droppedFragments++;
		} else if (this.#conversations.wasStopped(ids.requestId)) this.#services.stats.droppedFragments++;
		else this.#beginStream(ids, fragment);
	}

	/** Refuses any fragment but the first. */
	#beginStream(ids: ResponseIds, fragment: TextFragment): void {
		const delivery = readDelivery(fragment.speech);
		this.#requireVoice();
		const stream = new TextStream((piece) => this.#read(readMarkdown, piece, fragment.speech));
		stream.push(fragment);
		const { clauses } = stream;
		const script = { replyType: "input", clauses, delivery, isOpen: true, mayBeSilent: false } as const;
		this.#conversations.begin(ids, script, this.#listener(ids), stream);
	}

	/** Reads a text, counts what is passed over in it, and adds gestures if they are wanted. */
	#read(reader: (source: string) => SpeechText, source: string, speech: SpeechOptions = {}): SpeechText {
		const text = reader(source);
		const { stats, log } = this.#services;
		for (const [name, times] of Object.entries(text.ignored)) count(stats.ignoredMarkup, name, times);
		if (Object.keys(text.ignored).length > 0) log.debug({ ignored: text.ignored }, "markup passed over");
		return speech.smartActions === true ? addSmartActions(text) : text;
	}

	#requireVoice(): void {
		const { failure } = this.#services.studio.speaker;
		if (failure) throw failure;
	}

	#listener(ids: ResponseIds): ConversationListener {
		return {
			reply: (reply) => this.#send(wireReply(ids, reply)),
			speech: (part) => this.#send(wireSpeech(ids, part)),
			failed: (error) => this.#report(ids, error),
		};
	}

	/** Tells the client what became of its request, and the log what it need not know. */
	#report(ids: ResponseIds, error: unknown): void {
		if (error instanceof RequestRefused) this.#sendError(ids, error.code, error.message);
		else if (error instanceof WireError) this.#sendError(ids, ERROR_CODES.badValue, error.message);
		else if (error instanceof SpeechUnavailable)
			this.#sendError(ids, ERROR_CODES.remoteFailure, `speech is not available: ${error.message}`);
		else {
			this.#services.log.warn({ err: error }, "reply failed");
			this.#sendError(ids, ERROR_CODES.internal, "the reply could not be made; the driver's log says why");
		}
	}

	#sendError(ids: ResponseIds, code: number, message: string): void {
		count(this.#services.stats.refusals, String(code));
		this.#services.log.debug({ code, message }, "request refused");
		void this.#send(wireError(ids, code, message));
	}

	/** Resolves when the message has left, or cannot leave any more. */
	#send(message: object): Promise<void> {
		return new Promise((sent) => this.#socket.send(JSON.stringify(message), () => sent()));
	}
}
