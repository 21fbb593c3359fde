/**
 * Why a language model gave no answer, or only part of one: nobody was there, it did not take us (key, model, address),
 * it has too much to do, it fell silent, it broke off or sent nonsense, or its filter stopped it.
 */
export type ChatFailureReason = "unreachable" | "refused" | "busy" | "silent" | "broken" | "filtered";

/** A language model's failure. `message` is for the log: it names the endpoint's own words, and never the key. */
export class ChatFailure extends Error {
	override readonly name = "ChatFailure";
	readonly reason: ChatFailureReason;

	constructor(reason: ChatFailureReason, message: string, options?: ErrorOptions) {
		super(message, options);
		this.reason = reason;
	}
}
