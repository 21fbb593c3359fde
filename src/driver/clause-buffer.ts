import { estimateDuration } from "./estimate-duration.ts";
import { findBoundaries } from "./text-boundaries.ts";

/** A piece of a stream that is said without waiting for more: a shorter one waits for company. Seconds. */
const SHORTEST_PIECE = 0.6;

/** Text without punctuation is not held longer than this, in seconds of speech: it is cut at a space. */
const LONGEST_PIECE = 6;

/** Nor are more characters held, whatever they are. */
const MOST_CHARACTERS = 1000;

/**
 * Gathers the fragments of a streamed text and gives out what can be spoken: pieces that end at punctuation, long
 * enough to be worth a message, and with their Markdown marks complete (`**` is never cut from its partner).
 */
export class ClauseBuffer {
	#text = "";

	/** Adds a fragment and returns the pieces that are complete now. */
	push(fragment: string): string[] {
		this.#text += fragment;
		const pieces: string[] = [];
		for (let end = this.#findCut(); end > 0; end = this.#findCut()) pieces.push(this.#take(end));
		return pieces;
	}

	/** Returns what is left; empty if nothing is. */
	flush(): string {
		return this.#take(this.#text.length);
	}

	#take(end: number): string {
		const piece = this.#text.slice(0, end);
		this.#text = this.#text.slice(end);
		return piece;
	}

	/** Index to cut at, or 0 if the text has to wait. */
	#findCut(): number {
		for (const { end } of findBoundaries(this.#text, false)) {
			const piece = this.#text.slice(0, end);
			if (estimateDuration(piece) >= SHORTEST_PIECE && isBalanced(piece)) return end;
		}
		const tooLong = estimateDuration(this.#text) > LONGEST_PIECE || this.#text.length > MOST_CHARACTERS;
		return tooLong ? this.#text.lastIndexOf(" ") + 1 || this.#text.length : 0;
	}
}

/** Whether no Markdown mark, link or tag is open at the end of `piece`. */
function isBalanced(piece: string): boolean {
	const count = (mark: RegExp): number => piece.match(mark)?.length ?? 0;
	const paired = [/\*\*/g, /(?<!\*)\*(?!\*|\s)/g, /`/g].every((mark) => count(mark) % 2 === 0);
	return paired && count(/\[/g) === count(/\]/g) && count(/\(/g) === count(/\)/g);
}
