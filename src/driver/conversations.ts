import type { ResponseIds } from "../protocol/encode-driver-message.ts";
import { ERROR_CODES, RequestRefused } from "./driver-errors.ts";
import type { DriverStats } from "./driver-stats.ts";
import { performReply, type ReplyListener, type ReplyScript, type Studio } from "./perform-reply.ts";
import type { TextStream } from "./text-stream.ts";

/** Conversations that may speak at the same time on one connection. */
const MAX_CONVERSATIONS = 8;

/** Requests that have been stopped and are remembered: what still comes of them is dropped. */
const MAX_REMEMBERED = 64;

/** A reply that is being spoken. */
interface Utterance {
	readonly requestId: string;
	readonly abort: AbortController;
	/** The rest of its text, if that comes in fragments. */
	readonly stream: TextStream | undefined;
}

/** Told of a reply: its messages, and what it failed of. */
export interface ConversationListener extends ReplyListener {
	failed(error: unknown): void;
}

/** The conversations of one connection, by StreamId: each speaks at most one reply at a time. */
export class Conversations {
	readonly #studio: Studio;
	readonly #stats: DriverStats;
	readonly #utterances = new Map<string, Utterance>();
	/** ReqIds. */
	readonly #stopped = new Set<string>();

	constructor(studio: Studio, stats: DriverStats) {
		this.#studio = studio;
		this.#stats = stats;
	}

	/** The stream that this request is speaking from, if it is. */
	streamOf({ requestId, streamId }: ResponseIds): TextStream | undefined {
		const utterance = this.#utterances.get(streamId);
		return utterance?.requestId === requestId ? utterance.stream : undefined;
	}

	/** Whether the request has been stopped and not been begun again. */
	wasStopped(requestId: string): boolean {
		return this.#stopped.has(requestId);
	}

	/**
	 * Speaks a reply in place of the one that the conversation is at. Throws {@link RequestRefused} if too many speak.
	 * The signal that it returns aborts as soon as nobody needs the rest of the reply's text.
	 */
	begin(
		ids: ResponseIds,
		script: ReplyScript,
		listener: ConversationListener,
		stream?: TextStream,
	): AbortSignal {
		const { requestId, streamId } = ids;
		this.#interrupt(streamId);
		if (this.#utterances.size >= MAX_CONVERSATIONS) throw tooMany();
		const utterance: Utterance = { requestId, abort: new AbortController(), stream };
		this.#utterances.set(streamId, utterance);
		this.#stopped.delete(requestId);
		this.#stats.replies++;
		const { signal } = utterance.abort;
		performReply(script, this.#studio, listener, signal)
			.catch((error) => {
				if (!signal.aborted) listener.failed(error);
			})
			.finally(() => {
				if (this.#utterances.get(streamId) === utterance) this.#utterances.delete(streamId);
				utterance.abort.abort();
			});
		return signal;
	}

	/** Stops what the conversation is saying: nothing more of it is synthesised or sent. */
	stop({ requestId, streamId }: ResponseIds): void {
		this.#remember(requestId);
		this.#interrupt(streamId);
	}

	stopAll(): void {
		for (const streamId of [...this.#utterances.keys()]) this.#interrupt(streamId);
	}

	#interrupt(streamId: string): void {
		const utterance = this.#utterances.get(streamId);
		if (!utterance) return;
		this.#utterances.delete(streamId);
		this.#remember(utterance.requestId);
		this.#stats.interruptions++;
		utterance.abort.abort();
	}

	#remember(requestId: string): void {
		this.#stopped.add(requestId);
		const [oldest] = this.#stopped;
		if (this.#stopped.size > MAX_REMEMBERED && oldest !== undefined) this.#stopped.delete(oldest);
	}
}

const tooMany = (): RequestRefused =>
	new RequestRefused(
		ERROR_CODES.quotaExceeded,
		`${MAX_CONVERSATIONS} conversations are speaking on this connection`,
	);
