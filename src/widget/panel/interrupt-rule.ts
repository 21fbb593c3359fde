import type { Reply } from "../../protocol/driver-message.ts";

/** Whether the driver lets the viewer interrupt what is being said (ReplyRsp.Uninterrupt) or talk into it (Muted). */
export class InterruptRule {
	#utterance: number | undefined;
	/** Clauses that are spoken, by their number. */
	readonly #clauses = new Map<number, Reply>();

	take(utterance: number, reply: Reply): void {
		if (utterance !== this.#utterance) this.#clauses.clear();
		this.#utterance = utterance;
		if (reply.isSpoken) this.#clauses.set(reply.sequence, reply);
	}

	end(utterance: number): void {
		if (utterance === this.#utterance) this.#clauses.clear();
	}

	/** @param clause place in the utterance of the clause that is heard, from 0; without it the newest counts */
	forbids(clause: number | undefined): boolean {
		return this.#at(clause)?.uninterruptible ?? false;
	}

	/** Whether the microphone rests meanwhile. */
	mutes(clause: number | undefined): boolean {
		return this.#at(clause)?.muted ?? false;
	}

	#at(clause: number | undefined): Reply | undefined {
		const replies = [...this.#clauses.values()].sort((a, b) => a.sequence - b.sequence);
		return (clause === undefined ? undefined : replies[clause]) ?? replies.at(-1);
	}
}
