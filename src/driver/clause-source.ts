import type { Clause } from "./split-clauses.ts";

/** A clause to be spoken, and whether it is known to be the last of the reply. */
export interface NextClause {
	readonly clause: Clause;
	readonly isLast: boolean;
}

/** The clauses of a reply, of which some may not have been written yet. */
export class ClauseSource implements AsyncIterable<NextClause> {
	readonly #clauses: Clause[] = [];
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
		return this.#clauses.reduce((length, clause) => length + clause.text.length, 0);
	}

	push(clauses: readonly Clause[]): void {
		this.#clauses.push(...clauses);
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
			const clause = this.#clauses.shift();
			if (clause) yield { clause, isLast: this.#ended && this.#clauses.length === 0 };
			else if (this.#ended) return;
			else await new Promise<void>((wake) => (this.#wake = wake));
		}
	}
}
