import type { ClausePart } from "../protocol/driver-message.ts";
import { type Seconds, samplesToSeconds, seconds } from "../util/time.ts";
import type { CaptionTrack } from "./caption-track.ts";
import type { ClauseLoss, ClauseOutcome } from "./session-event.ts";

interface SpokenClause {
	readonly sequence: number;
	readonly start: Seconds;
	end: Seconds;
	complete: boolean;
}

interface LostClauses {
	readonly sequence: number;
	readonly count: number;
	/** How many spoken clauses come before. */
	readonly after: number;
	readonly reason: ClauseLoss;
}

/** Keeps account of every clause of one utterance, so that each is reported as what became of it. */
export class ClauseLedger {
	readonly #spoken: SpokenClause[] = [];
	readonly #lost: LostClauses[] = [];
	/** Clauses that are known of and have not passed: something of them arrived, or a reply announced them. */
	readonly #expected = new Map<number, string>();
	/** Text of each clause as replies gave it. */
	readonly #announced = new Map<number, string>();

	/** A reply shows the text of clause `sequence`, which is to be spoken. */
	announce(sequence: number, text: string): void {
		this.#announced.set(sequence, text);
		if (!this.#spoken.some((clause) => clause.sequence === sequence)) this.#expected.set(sequence, text);
	}

	/** Something of clause `sequence` arrived. */
	arrived(sequence: number): void {
		if (!this.#expected.has(sequence)) this.#expected.set(sequence, "");
	}

	/** A part goes to the playout. Returns the place of its clause in the utterance, from 0. */
	passed(part: ClausePart, clauseTime: Seconds, presentationTime: Seconds): number {
		this.#expected.delete(part.sequence);
		const clause = this.#clauseOf(part.sequence, clauseTime);
		const duration = samplesToSeconds(part.samples.length, part.sampleRate);
		clause.end = seconds(Math.max(clause.end, presentationTime + duration));
		clause.complete ||= part.clauseFinal || part.final;
		return this.#spoken.indexOf(clause);
	}

	/** Clauses that were waited for in vain. */
	missing(first: number, last: number): void {
		for (const sequence of this.#expected.keys())
			if (sequence >= first && sequence <= last) this.#expected.delete(sequence);
		this.#lose(first, last - first + 1, "missing");
	}

	/** Sound that has gone to the playout so far. */
	get duration(): Seconds {
		return this.#spoken.at(-1)?.end ?? seconds(0);
	}

	/** Driver's number of the clause that sounds at `time`; `undefined` outside of all. */
	sequenceAt(time: number): number | undefined {
		return this.#spoken.findLast(({ start }) => start <= time)?.sequence;
	}

	/**
	 * The account, closed. `heardUntil` is where an interruption fell; `loss` says why what is still expected will not be
	 * spoken; without it, announced clauses without sound are no loss: the driver chose not to speak them.
	 */
	close(
		captions: CaptionTrack,
		heardUntil: number,
		loss: "interrupted" | "cut" | undefined,
	): ClauseOutcome[] {
		if (loss !== undefined) for (const sequence of this.#expected.keys()) this.#lose(sequence, 1, loss);
		this.#expected.clear();
		const outcomes: ClauseOutcome[] = [];
		for (let place = 0; place <= this.#spoken.length; place++) {
			for (const lost of this.#lost) if (lost.after === place) outcomes.push(this.#dropped(lost));
			const clause = this.#spoken[place];
			if (clause !== undefined) outcomes.push(this.#outcome(clause, place, captions, heardUntil));
		}
		return outcomes;
	}

	#clauseOf(sequence: number, start: Seconds): SpokenClause {
		const known = this.#spoken.findLast((clause) => clause.sequence === sequence && clause.start === start);
		if (known !== undefined) return known;
		const clause = { sequence, start, end: start, complete: false };
		this.#spoken.push(clause);
		return clause;
	}

	#lose(sequence: number, count: number, reason: ClauseLoss): void {
		this.#lost.push({ sequence, count, after: this.#spoken.length, reason });
	}

	#dropped({ sequence, count, reason }: LostClauses): ClauseOutcome {
		return { outcome: "dropped", sequence, count, text: this.#announced.get(sequence) ?? "", reason };
	}

	#outcome(clause: SpokenClause, place: number, captions: CaptionTrack, heardUntil: number): ClauseOutcome {
		const { sequence, start, end, complete } = clause;
		const text = captions.text(place) || (this.#announced.get(sequence) ?? "");
		if (end <= heardUntil) return { outcome: "spoken", sequence, text, start, end, complete };
		if (start >= heardUntil) return { outcome: "dropped", sequence, count: 1, text, reason: "interrupted" };
		const halves =
			captions.text(place) === ""
				? { heardText: "", remainingText: text }
				: captions.split(place, heardUntil);
		return { outcome: "interrupted", sequence, text, start, heardUntil: seconds(heardUntil), ...halves };
	}
}
