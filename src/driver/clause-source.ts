import type { ReplyType } from "../protocol/wire.ts";
import type { Clause } from "./split-clauses.ts";

interface WrittenClause {
	readonly clause: Clause;
	/** Where it is not of the reply's own type: a sentence that stands in for an answer. */
	readonly replyType?: ReplyType | undefined;
}

/** A clause to be spoken, and whether it is known to be the last of the reply. */
export interface NextClause extends WrittenClause {
	readonly isLast: boolean;
}

/** The clauses of a reply, of which some may not have been written yet. */
export class ClauseSource implements AsyncIterable<NextClause> {
	readonly #clauses: WrittenClause[] = [];
	readonly #taken: WrittenClause[] = [];
	#ended = false;
	#wake: (() => void) | undefined;

	/** A source of clauses that are all there. */
	static of(clauses: readonly Clause[]): ClauseSource {
		const source = new ClauseSource();
		source.push(clauses);
		source.end();
		return source;
	}

	/** UTF-16 units that wait to be spoken. */
	get backlog(): number {
		return this.#clauses.reduce((length, { clause }) => length + clause.text.length, 0);
	}

	/** What has been given to the reader. */
	get taken(): readonly WrittenClause[] {
		return this.#taken;
	}

	push(clauses: readonly Clause[], replyType?: ReplyType): void {
		for (const clause of clauses) this.#clauses.push({ clause, replyType });
		this.#wake?.();
	}

	/** No more clauses will come. */
	end(): void {
		this.#ended = true;
		this.#wake?.();
	}

	/** For one reader. Waits for clauses until the source has ended. */
	async *[Symbol.asyncIterator](): AsyncIterator<NextClause> {
		for (;;) {
			const next = this.#clauses.shift();
			if (next) {
				this.#taken.push(next);
				yield { ...next, isLast: this.#ended && this.#clauses.length === 0 };
			} else if (this.#ended) return;
			else await new Promise<void>((wake) => (this.#wake = wake));
		}
	}
}
