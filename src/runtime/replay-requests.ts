import { isGatewayMessage } from "../protocol/gateway-messages.ts";
import type { RecordingEntry } from "../protocol/recording.ts";

/** What goes out of a {@link ReplayRequests}. */
export interface ReplaySinks {
	/** Makes the session request something with this text. It is heard of by {@link ReplayRequests.sent}. */
	ask(text: string): void;
	/** Hands a recorded message to the session. */
	answer(message: object): void;
}

interface Played {
	/** Number that the session gave to the request; `undefined` until it is its turn. */
	ours: string | undefined;
	/** Messages that came before that. */
	readonly held: RecordedMessage[];
}

/** A recorded message as far as replaying it looks into it. */
interface RecordedMessage {
	readonly Header?: unknown;
	readonly Payload?: {
		readonly ReqId?: unknown;
		readonly InputText?: unknown;
		readonly ChatCommand?: unknown;
	};
}

/** Shown in place of a request that the recording does not hold. */
const UNKNOWN_TEXT = "…";

/** Matches the requests of a recording with those that the session makes in their place, and renames the answers. */
export class ReplayRequests {
	readonly #sinks: ReplaySinks;
	readonly #played = new Map<string, Played>();
	/** Recorded numbers of requests that the session has been asked for and has not sent yet, in order. */
	readonly #asked: string[] = [];

	constructor(sinks: ReplaySinks) {
		this.#sinks = sinks;
	}

	/** A line of the recording is due. */
	recorded({ direction, message }: RecordingEntry): void {
		if (isGatewayMessage(message)) return;
		const wire = message as RecordedMessage;
		const requestId = typeof wire.Payload?.ReqId === "string" ? wire.Payload.ReqId : "";
		if (direction === "up") this.#request(requestId, wire);
		else this.#answer(requestId, wire);
	}

	/** The session sent a request. Only the first of each number stands for a recorded one. */
	sent(requestId: string): void {
		if ([...this.#played.values()].some(({ ours }) => ours === requestId)) return;
		const played = this.#played.get(this.#asked.shift() ?? "");
		if (played === undefined) return;
		played.ours = requestId;
		for (const message of played.held.splice(0)) this.#sinks.answer(renamed(message, requestId));
	}

	#request(requestId: string, { Payload }: RecordedMessage): void {
		if (this.#played.has(requestId) || Payload?.ChatCommand === "STOP_CHAT") return;
		this.#begin(requestId, typeof Payload?.InputText === "string" ? Payload.InputText : "");
	}

	#answer(requestId: string, message: RecordedMessage): void {
		const played = this.#played.get(requestId) ?? this.#begin(requestId, "");
		if (played.ours === undefined) played.held.push(message);
		else this.#sinks.answer(renamed(message, played.ours));
	}

	#begin(requestId: string, text: string): Played {
		const played: Played = { ours: undefined, held: [] };
		this.#played.set(requestId, played);
		this.#asked.push(requestId);
		this.#sinks.ask(text.trim() === "" ? UNKNOWN_TEXT : text);
		return played;
	}
}

const renamed = (message: RecordedMessage, requestId: string): object => ({
	...message,
	Payload: { ...message.Payload, ReqId: requestId },
});
