import { createParser } from "eventsource-parser";
import { WireError } from "../../protocol/errors.ts";
import type { Seconds } from "../../util/time.ts";
import type { ChatEndpoint } from "./chat-endpoint.ts";
import { ChatFailure, type ChatFailureReason } from "./chat-failure.ts";
import { type CompletionPiece, readCompletion } from "./read-completion.ts";
import { SilenceWatch } from "./silence-watch.ts";

/** One message of a conversation, as the API spells it. */
export interface ChatMessage {
	readonly role: "system" | "user" | "assistant";
	readonly content: string;
}

/** Longest event, and longest answer that does not come as a stream, characters. */
const MOST_CHARACTERS = 1 << 20;

/** Longest explanation of an error that is kept for the log, characters. */
const EXPLANATION_LENGTH = 300;

/** Last event of a stream. */
const DONE = "[DONE]";

/** HTTP statuses that say more than "it went wrong". */
const STATUS_REASONS: ReadonlyMap<number, ChatFailureReason> = new Map<number, ChatFailureReason>([
	[400, "refused"],
	[401, "refused"],
	[403, "refused"],
	[404, "refused"],
	[429, "busy"],
	[503, "busy"],
]);

/** A language model behind an OpenAI-compatible endpoint. */
export class ChatModel {
	readonly #endpoint: ChatEndpoint;
	readonly #silence: Seconds;

	/** `silence`: how long it may say nothing at all, not even that it thinks. */
	constructor(endpoint: ChatEndpoint, silence: Seconds) {
		this.#endpoint = endpoint;
		this.#silence = silence;
	}

	/**
	 * Asks, and yields the answer as it is written; an empty piece says that the model is at work. Ending the iteration
	 * or aborting the signal ends the HTTP request. Rejects with {@link ChatFailure}, or the signal's reason.
	 */
	async *answer(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<string> {
		const watch = new SilenceWatch(this.#silence);
		const over = new AbortController();
		try {
			const response = await this.#ask(messages, AbortSignal.any([signal, watch.signal, over.signal]));
			let finish: string | undefined;
			for await (const piece of readPieces(response)) {
				watch.heard();
				yield piece.text;
				finish = piece.finish ?? finish;
			}
			if (finish === undefined) throw new ChatFailure("broken", "the answer broke off before its end");
			if (finish === "content_filter")
				throw new ChatFailure("filtered", "the endpoint's filter stopped the answer");
		} catch (error) {
			signal.throwIfAborted();
			if (watch.signal.aborted) throw new ChatFailure("silent", `nothing came for ${this.#silence} s`);
			throw this.#asFailure(error);
		} finally {
			watch.dispose();
			over.abort();
		}
	}

	async #ask(messages: readonly ChatMessage[], signal: AbortSignal): Promise<Response> {
		const { url, model, key } = this.#endpoint;
		const response = await fetch(url, {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				Accept: "text/event-stream",
				...(key !== undefined && { Authorization: `Bearer ${key}` }),
			},
			body: JSON.stringify({ model, messages, stream: true }),
			// The key is for the address that was configured and for no other.
			redirect: "error",
			signal,
		});
		if (response.ok) return response;
		const body = await readText(response);
		const reason = STATUS_REASONS.get(response.status) ?? "broken";
		throw new ChatFailure(reason, `HTTP ${response.status}: ${body.slice(0, EXPLANATION_LENGTH)}`);
	}

	/** What went wrong, in words that may be logged. */
	#asFailure(error: unknown): ChatFailure {
		if (error instanceof ChatFailure)
			return new ChatFailure(error.reason, this.#withoutKey(error.message).slice(0, EXPLANATION_LENGTH));
		if (error instanceof WireError) return new ChatFailure("broken", `no chat completion: ${error.message}`);
		const { cause } = error as { cause?: unknown };
		const detail = cause instanceof Error ? cause.message : String(error);
		return new ChatFailure("unreachable", this.#withoutKey(detail));
	}

	/** Endpoints quote the key that they refuse. */
	#withoutKey(text: string): string {
		const { key } = this.#endpoint;
		return key === undefined ? text : text.replaceAll(key, "[key]");
	}
}

/** The pieces of an answer: of an event stream, or of one JSON document from a server that does not stream. */
async function* readPieces(response: Response): AsyncGenerator<CompletionPiece> {
	if (/^application\/json\b/i.test(response.headers.get("Content-Type") ?? "")) {
		yield readCompletion(await readText(response));
		return;
	}
	for await (const data of readEvents(response)) {
		if (data === DONE) return;
		yield readCompletion(data);
	}
}

/** The `data` of every server-sent event. */
async function* readEvents(response: Response): AsyncGenerator<string> {
	const events: string[] = [];
	let tooLong = false;
	const parser = createParser({
		maxBufferSize: MOST_CHARACTERS,
		onEvent: ({ data }) => events.push(data),
		onError: ({ type }) => {
			tooLong ||= type === "max-buffer-size-exceeded";
		},
	});
	for await (const text of readDecoded(response)) {
		parser.feed(text);
		if (tooLong) throw new ChatFailure("broken", "an event is too long");
		yield* events.splice(0);
	}
}

async function readText(response: Response): Promise<string> {
	let text = "";
	for await (const piece of readDecoded(response)) {
		text += piece;
		if (text.length > MOST_CHARACTERS) throw new ChatFailure("broken", "the answer is too long");
	}
	return text;
}

/** The body as text, whatever the cuts between its chunks. */
async function* readDecoded(response: Response): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	for await (const bytes of response.body ?? []) yield decoder.decode(bytes, { stream: true });
}
