import type { Subtitle } from "../protocol/driver-message.ts";
import { seconds } from "../util/time.ts";
import type { CaptionCue } from "./session-event.ts";

/** What stands between two words whose positions leave a gap: the driver does not say which characters. */
const GAP = " ";

/** A caption to show: the clause's `text`, of which `heard` code points come before the word being heard, which ends at `current`. */
export interface CaptionMoment {
	readonly clause: number;
	readonly text: string;
	readonly heard: number;
	readonly current: number;
}

interface CaptionClause {
	readonly cues: CaptionCue[];
	text: string;
	/** Code points of `text`. */
	length: number;
	/** Where the driver says that its last word ended. */
	vendorEnd: number;
}

/**
 * The captions of one utterance, word by word. Any thread: the session makes cues from subtitles, a page feeds a track
 * of its own from `captions` events and asks it what to show at the playhead.
 *
 * The driver's positions count from somewhere in a text that is not sent; here they count in the clause's own text,
 * put together from its words.
 */
export class CaptionTrack {
	readonly #clauses: CaptionClause[] = [];

	/** Takes the subtitles of clause number `clause` (from 0), whose raw times begin at `offset`, and makes cues of them. */
	append(clause: number, subtitles: readonly Subtitle[], offset: number): readonly CaptionCue[] {
		const target = this.#clause(clause);
		const ordered = subtitles.toSorted((a, b) => a.start - b.start);
		return ordered.map((subtitle) => appendWord(target, clause, subtitle, offset));
	}

	/** Takes cues that another track made, in the same order. */
	add(cues: readonly CaptionCue[]): void {
		for (const cue of cues) {
			const target = this.#clause(cue.clause);
			if (cue.textStart > target.length) target.text += GAP;
			target.text += cue.text;
			target.length = cue.textEnd;
			target.cues.push(cue);
		}
	}

	/** What to show at `playhead`; `undefined` before the first word. Between words, the one before stays. */
	at(playhead: number): CaptionMoment | undefined {
		for (let clause = this.#clauses.length - 1; clause >= 0; clause--) {
			const { cues, text } = this.#clause(clause);
			const cue = cues.findLast(({ start }) => start <= playhead);
			if (cue !== undefined) return { clause, text, heard: cue.textStart, current: cue.textEnd };
		}
		return undefined;
	}

	/** Text of clause number `clause`, empty if no word of it came. */
	text(clause: number): string {
		return this.#clauses[clause]?.text ?? "";
	}

	/** The words of the whole utterance, in order, that were heard by `playhead`: more than half of their time. */
	heardWords(playhead: number): readonly string[] {
		return this.#clauses.flatMap(({ cues }) =>
			cues.filter((cue) => isHeard(cue, playhead)).map(({ text }) => text),
		);
	}

	/** The clause's text up to the last word heard by `playhead`, and from there on. */
	split(clause: number, playhead: number): { readonly heardText: string; readonly remainingText: string } {
		const { cues, text } = this.#clause(clause);
		const end = cues.findLast((cue) => isHeard(cue, playhead))?.textEnd ?? 0;
		const points = Array.from(text);
		return { heardText: points.slice(0, end).join(""), remainingText: points.slice(end).join("") };
	}

	/** Number of clauses that have words. */
	get clauseCount(): number {
		return this.#clauses.length;
	}

	#clause(clause: number): CaptionClause {
		while (this.#clauses.length <= clause)
			this.#clauses.push({ cues: [], text: "", length: 0, vendorEnd: Number.POSITIVE_INFINITY });
		return this.#clauses[clause] as CaptionClause;
	}
}

function appendWord(target: CaptionClause, clause: number, subtitle: Subtitle, offset: number): CaptionCue {
	if (subtitle.textStart > target.vendorEnd) {
		target.text += GAP;
		target.length += GAP.length;
	}
	const cue: CaptionCue = {
		clause,
		text: subtitle.text,
		start: seconds(subtitle.start + offset),
		end: seconds(subtitle.end + offset),
		textStart: target.length,
		textEnd: target.length + Array.from(subtitle.text).length,
	};
	target.text += subtitle.text;
	target.length = cue.textEnd;
	target.vendorEnd = subtitle.textEnd;
	target.cues.push(cue);
	return cue;
}

const isHeard = (cue: CaptionCue, playhead: number): boolean => (cue.start + cue.end) / 2 <= playhead;
