import type { Subtitle } from "../protocol/driver-message.ts";
import { seconds } from "../util/time.ts";
import type { CaptionCue } from "./session-event.ts";

/** What stands between two words whose positions leave a gap, where it is not known how the clause is written. */
const GAP = " ";

/** A word is looked for within so many UTF-16 units after the one before: further away it is another word. */
const MAX_BETWEEN = 40;

/** Punctuation that closes the word before it. */
const CLOSING = /^[^\p{L}\p{N}\s]+/u;

/** Words as written that were said otherwise ("$5"), up to the last of them. */
const UNSPOKEN = /^.*[\p{L}\p{N}]/su;

/** Markdown's marks are for a renderer, not for a reader of captions. */
const MARKUP = /[*_`~#>]/g;

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
	/** How far the words have come in the clause as it is written, in UTF-16 units. */
	writtenEnd: number;
}

/**
 * The captions of one utterance, word by word. Any thread: the session makes cues from subtitles, a page feeds a track
 * of its own from `captions` events and asks it what to show at the playhead.
 *
 * The driver's positions count from somewhere in a text that is not always sent; here they count in the clause's own
 * text, put together from its words and, where it is known how the clause is written, what stands between them.
 */
export class CaptionTrack {
	readonly #clauses: CaptionClause[] = [];
	/** What was asked for last: the same object says that nothing has changed. */
	#shown: CaptionMoment | undefined;

	/**
	 * Takes the subtitles of clause number `clause` (from 0), whose raw times begin at `offset`, and makes cues of them.
	 * @param written the clause as it is to be read, without tags; empty if unknown.
	 */
	append(
		clause: number,
		subtitles: readonly Subtitle[],
		offset: number,
		written = "",
	): readonly CaptionCue[] {
		const target = this.#clause(clause);
		const ordered = subtitles.toSorted((a, b) => a.start - b.start);
		const cues: CaptionCue[] = [];
		for (const subtitle of ordered) {
			const { before, after } = findSurroundings(target, subtitle, written);
			const textStart = target.length + countPoints(before);
			const cue: CaptionCue = {
				clause,
				text: subtitle.text,
				before,
				after,
				start: seconds(subtitle.start + offset),
				end: seconds(subtitle.end + offset),
				textStart,
				textEnd: textStart + countPoints(subtitle.text),
			};
			target.vendorEnd = subtitle.textEnd;
			appendCue(target, cue);
			cues.push(cue);
		}
		return cues;
	}

	/** Takes cues that another track made, in the same order. */
	add(cues: readonly CaptionCue[]): void {
		for (const cue of cues) appendCue(this.#clause(cue.clause), cue);
	}

	/**
	 * What to show at `playhead`; `undefined` before the first word. Between words, the one before stays. The same object
	 * as long as the same is to be shown.
	 */
	at(playhead: number): CaptionMoment | undefined {
		for (let clause = this.#clauses.length - 1; clause >= 0; clause--) {
			const target = this.#clause(clause);
			const cue = target.cues.findLast(({ start }) => start <= playhead);
			if (cue !== undefined) return this.#show(clause, target.text, cue);
		}
		return undefined;
	}

	/** When the first word begins after `playhead`; infinite if none is known. */
	nextAfter(playhead: number): number {
		let next = Number.POSITIVE_INFINITY;
		for (const { cues } of this.#clauses.toReversed()) {
			const before = cues.findLastIndex(({ start }) => start <= playhead);
			next = cues[before + 1]?.start ?? next;
			if (before >= 0) break;
		}
		return next;
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

	#show(clause: number, text: string, { textStart, textEnd }: CaptionCue): CaptionMoment {
		const shown = this.#shown;
		if (
			shown?.clause === clause &&
			shown.current === textEnd &&
			shown.heard === textStart &&
			shown.text === text
		)
			return shown;
		this.#shown = { clause, text, heard: textStart, current: textEnd };
		return this.#shown;
	}

	#clause(clause: number): CaptionClause {
		while (this.#clauses.length <= clause)
			this.#clauses.push({ cues: [], text: "", length: 0, vendorEnd: Infinity, writtenEnd: 0 });
		return this.#clauses[clause] as CaptionClause;
	}
}

function appendCue(target: CaptionClause, cue: CaptionCue): void {
	target.text += cue.before + cue.text + cue.after;
	target.length = cue.textEnd + countPoints(cue.after);
	target.cues.push(cue);
}

/**
 * What stands before and after a word, as the clause is written, if the word is found there after the one before. Else
 * a space where the driver's positions leave a gap.
 */
function findSurroundings(
	target: CaptionClause,
	{ text, textStart }: Subtitle,
	written: string,
): { readonly before: string; readonly after: string } {
	const from = target.writtenEnd;
	const at = text === "" ? -1 : written.indexOf(text, from);
	if (at === -1 || at - from > MAX_BETWEEN)
		return { before: textStart > target.vendorEnd ? GAP : "", after: "" };
	const end = at + text.length;
	const after = CLOSING.exec(written.slice(end))?.[0] ?? "";
	target.writtenEnd = end + after.length;
	const between = readable(written.slice(from, at)).replace(UNSPOKEN, "");
	return { before: target.length === 0 ? between.trimStart() : between, after: readable(after) };
}

const readable = (written: string): string => written.replace(MARKUP, "");

const countPoints = (text: string): number => Array.from(text).length;

const isHeard = (cue: CaptionCue, playhead: number): boolean => (cue.start + cue.end) / 2 <= playhead;
