import type { Seconds } from "../../util/time.ts";
import type { ClauseSource } from "../clause-source.ts";
import type { ChatMessage } from "./chat-model.ts";

/** What of a conversation a model is told again: turns, and characters of questions and answers together. */
const MAX_TURNS = 12;
const MAX_CHARACTERS = 12_000;

/** Conversations that are remembered, and how long after their last question, seconds. */
const MAX_CONVERSATIONS = 500;
const MAX_AGE = 1800;

interface Turn {
	readonly question: string;
	/** What has been handed to the speaker of it is the answer: of an interrupted one, the listener knows no more. */
	readonly answer: ClauseSource;
}

interface Conversation {
	readonly turns: Turn[];
	lastAsked: number;
}

/** What was said in each conversation (StreamId), so that a question can refer to it. */
export class ChatMemory {
	readonly #now: () => Seconds;
	/** The one that was asked last comes last. */
	readonly #conversations = new Map<string, Conversation>();

	/** `now` is any clock. */
	constructor(now: () => Seconds) {
		this.#now = now;
	}

	/** The conversation so far, oldest first. */
	recall(streamId: string): ChatMessage[] {
		const messages: ChatMessage[] = [];
		let length = 0;
		for (const { question, answer } of this.#known(streamId)?.turns.toReversed() ?? []) {
			const said = textOf(answer);
			length += question.length + said.length;
			if (length > MAX_CHARACTERS) break;
			if (said !== "")
				messages.unshift({ role: "user", content: question }, { role: "assistant", content: said });
		}
		return messages;
	}

	/** Adds a question and its answer, which may still be coming. */
	add(streamId: string, question: string, answer: ClauseSource): void {
		const conversation = this.#known(streamId) ?? { turns: [], lastAsked: 0 };
		conversation.turns.push({ question, answer });
		if (conversation.turns.length > MAX_TURNS) conversation.turns.shift();
		conversation.lastAsked = this.#now();
		this.#conversations.delete(streamId);
		this.#conversations.set(streamId, conversation);
		this.#forgetOldest();
	}

	/** The conversation begins anew. */
	forget(streamId: string): void {
		this.#conversations.delete(streamId);
	}

	#known(streamId: string): Conversation | undefined {
		const conversation = this.#conversations.get(streamId);
		if (conversation !== undefined && this.#now() - conversation.lastAsked > MAX_AGE) this.forget(streamId);
		return this.#conversations.get(streamId);
	}

	#forgetOldest(): void {
		for (const [streamId, { lastAsked }] of this.#conversations) {
			const tooMany = this.#conversations.size > MAX_CONVERSATIONS;
			if (!tooMany && this.#now() - lastAsked <= MAX_AGE) return;
			this.#conversations.delete(streamId);
		}
	}
}

/** The answer's own clauses: a fixed sentence in its place is none. */
const textOf = (answer: ClauseSource): string =>
	answer.taken
		.filter(({ replyType }) => replyType === undefined)
		.map(({ clause }) => clause.text)
		.join("")
		.trim();
