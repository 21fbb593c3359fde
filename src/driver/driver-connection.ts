import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import type { DriverCommand, DriverRequest, SpeechOptions } from "../protocol/driver-request.ts";
import { type ResponseIds, wireError, wireReply, wireSpeech } from "../protocol/encode-driver-message.ts";
import { WireError } from "../protocol/errors.ts";
import { type BadDriverRequest, parseDriverRequestText } from "../protocol/parse-driver-request.ts";
import { unreachable } from "../util/unreachable.ts";
import type { AnswerBook } from "./answer-book.ts";
import { clauseReply } from "./clause-reply.ts";
import { ClauseSource } from "./clause-source.ts";
import { decodeFrame } from "./decode-frame.ts";
import { readDelivery } from "./delivery.ts";
import { ERROR_CODES, RequestRefused } from "./driver-errors.ts";
import { count, type DriverStats } from "./driver-stats.ts";
import { performReply, type ReplyListener, type ReplyScript, type Studio } from "./perform-reply.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readSsml } from "./read-ssml.ts";
import { addSmartActions } from "./smart-actions.ts";
import { SpeechUnavailable } from "./speaker.ts";
import type { SpeechText } from "./speech-text.ts";
import { type Clause, splitClauses } from "./split-clauses.ts";
import { type TextFragment, TextStream } from "./text-stream.ts";

/** What all connections of a driver share. */
export interface DriverServices {
	readonly studio: Studio;
	readonly answers: AnswerBook;
	readonly stats: DriverStats;
	readonly log: Pick<Logger, "debug" | "info" | "warn">;
}

/** Conversations that may speak at the same time on one connection. */
const MAX_CONVERSATIONS = 8;

/** Requests that have been stopped and are remembered: what still comes of them is dropped. */
const MAX_REMEMBERED = 64;

/** A reply that is being spoken. */
interface Utterance {
	readonly requestId: string;
	readonly abort: AbortController;
	/** The rest of its text, if that comes in fragments. */
	readonly stream?: TextStream;
}

type Said<T extends DriverCommand["type"]> = Extract<DriverCommand, { type: T }>;

/** One client of the driver: reads its requests and speaks at most one reply in each of its conversations. */
export class DriverConnection {
	readonly #socket: WebSocket;
	readonly #services: DriverServices;
	/** By StreamId. */
	readonly #utterances = new Map<string, Utterance>();
	/** ReqIds. */
	readonly #stopped = new Set<string>();

	constructor(socket: WebSocket, services: DriverServices) {
		this.#socket = socket;
		this.#services = services;
		socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
		socket.on("close", () => this.#stopAll());
		socket.on("error", (error) => services.log.warn({ reason: error.message }, "connection failed"));
	}

	#receive(data: RawData, isBinary: boolean): void {
		const result = parseDriverRequestText(decodeFrame(data, isBinary));
		if (!result.ok) {
			this.#refuseUnread(result.error);
			return;
		}
		const { request } = result;
		try {
			this.#obey(request);
		} catch (error) {
			this.#report(request, error);
		}
	}

	#refuseUnread({ requestId, streamId, code, message }: BadDriverRequest): void {
		this.#sendError({ requestId, streamId }, code, message);
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
			case "stop-chat":
			case "stop-stream":
				this.#remember(request.requestId);
				this.#stop(request.streamId);
				break;
			default:
				unreachable(command);
		}
	}

	#speak(request: DriverRequest, command: Said<"speak">): void {
		const text = this.#read(
			command.format === "ssml" ? readSsml : readMarkdown,
			command.text,
			command.speech,
		);
		const delivery = readDelivery(command.speech);
		this.#requireVoice();
		const clauses = ClauseSource.of(splitClauses(text));
		this.#begin(request, { replyType: "input", clauses, delivery, isOpen: false });
	}

	#chat(request: DriverRequest, command: Said<"chat">): void {
		const delivery = readDelivery(command.speech);
		const answer = this.#services.answers.answer(command.text);
		const clauses = splitClauses(this.#read(readMarkdown, answer, command.speech));
		if (this.#services.studio.speaker.failure) this.#showOnly(request, clauses);
		this.#requireVoice();
		const source = ClauseSource.of(clauses);
		this.#begin(request, { replyType: "cloudAiGpt", clauses: source, delivery, isOpen: false });
	}

	#takeFragment(request: DriverRequest, fragment: TextFragment): void {
		const { requestId, streamId } = request;
		const current = this.#utterances.get(streamId);
		const known = current?.requestId === requestId ? current.stream : undefined;
		if (known && !(fragment.sequence === 1 && known.isEnded)) {
			if (!known.push(fragment)) this.#services.stats.droppedFragments++;
			return;
		}
		if (fragment.sequence > 1 && this.#stopped.has(requestId)) {
			this.#services.stats.droppedFragments++;
			return;
		}
		const delivery = readDelivery(fragment.speech);
		this.#requireVoice();
		const stream = new TextStream((piece) => this.#read(readMarkdown, piece, fragment.speech));
		stream.push(fragment);
		const script = { replyType: "input", clauses: stream.clauses, delivery, isOpen: true } as const;
		this.#begin(request, script, stream);
	}

	/** Speaks a reply in place of the one that the conversation is at. */
	#begin(request: DriverRequest, script: ReplyScript, stream?: TextStream): void {
		const { requestId, streamId } = request;
		this.#stop(streamId);
		if (this.#utterances.size >= MAX_CONVERSATIONS)
			throw new RequestRefused(
				ERROR_CODES.quotaExceeded,
				`${MAX_CONVERSATIONS} conversations are speaking on this connection`,
			);
		const utterance: Utterance = { requestId, abort: new AbortController(), ...(stream && { stream }) };
		this.#utterances.set(streamId, utterance);
		this.#stopped.delete(requestId);
		this.#services.stats.replies++;
		const { signal } = utterance.abort;
		performReply(script, this.#services.studio, this.#listener(request), signal)
			.catch((error) => {
				if (!signal.aborted) this.#report(request, error);
			})
			.finally(() => {
				if (this.#utterances.get(streamId) === utterance) this.#utterances.delete(streamId);
			});
	}

	/** Shows a reply that cannot be spoken. */
	#showOnly(ids: ResponseIds, clauses: readonly Clause[]): void {
		for (const [index, clause] of clauses.entries()) {
			const isLast = index === clauses.length - 1;
			const options = { sequence: index + 1, isLast, replyType: "cloudAiGpt", isSpoken: false } as const;
			void this.#send(wireReply(ids, clauseReply(clause, options)));
		}
	}

	#listener(ids: ResponseIds): ReplyListener {
		return {
			reply: (reply) => this.#send(wireReply(ids, reply)),
			speech: (part) => this.#send(wireSpeech(ids, part)),
		};
	}

	/** Stops what the conversation is saying: nothing more of it is synthesised or sent. */
	#stop(streamId: string): void {
		const utterance = this.#utterances.get(streamId);
		if (!utterance) return;
		this.#utterances.delete(streamId);
		this.#remember(utterance.requestId);
		this.#services.stats.interruptions++;
		utterance.abort.abort();
		utterance.stream?.clauses.end();
	}

	#stopAll(): void {
		for (const streamId of [...this.#utterances.keys()]) this.#stop(streamId);
	}

	#remember(requestId: string): void {
		this.#stopped.add(requestId);
		const [oldest] = this.#stopped;
		if (this.#stopped.size > MAX_REMEMBERED && oldest !== undefined) this.#stopped.delete(oldest);
	}

	#requireVoice(): void {
		const { failure } = this.#services.studio.speaker;
		if (failure) throw failure;
	}

	/** Reads a text, counts what is passed over in it, and adds gestures if they are wanted. */
	#read(reader: (source: string) => SpeechText, source: string, speech: SpeechOptions = {}): SpeechText {
		const text = reader(source);
		const { stats, log } = this.#services;
		for (const [name, times] of Object.entries(text.ignored)) count(stats.ignoredMarkup, name, times);
		if (Object.keys(text.ignored).length > 0) log.debug({ ignored: text.ignored }, "markup passed over");
		return speech.smartActions === true ? addSmartActions(text) : text;
	}

	/** Tells the client what became of its request, and the log what it need not know. */
	#report(ids: ResponseIds, error: unknown): void {
		if (error instanceof RequestRefused) this.#sendError(ids, error.code, error.message);
		else if (error instanceof WireError) this.#sendError(ids, ERROR_CODES.badValue, error.message);
		else if (error instanceof SpeechUnavailable)
			this.#sendError(ids, ERROR_CODES.remoteFailure, `speech is not available: ${error.message}`);
		else {
			this.#services.log.warn({ error }, "reply failed");
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
