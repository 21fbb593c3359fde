import { type Seconds, seconds } from "../util/time.ts";
import type { ClausePart } from "./driver-message.ts";

/** What the times of a driver's cues count from: the reply's first sample, the clause's, or the message's own. */
export type TimeBase = "reply" | "clause" | "packet";

/** Where a part stands on the utterance's timeline: the sound received before its clause, and before itself. */
export interface PartPlace {
	readonly clauseTime: Seconds;
	readonly partTime: Seconds;
}

/** Offsets closer than this (one face frame at 25 per second) lead to the same picture: no evidence. */
const SAME_PLACE = 0.04;

/** Seconds of error beyond which a part says no more than "wrong": one odd message does not outvote many. */
const MAX_ERROR = 0.5;

/** Order decides ties: the vendor's own client treats times as counted from the reply's start. */
const BASES: readonly TimeBase[] = ["reply", "clause", "packet"];

/**
 * Finds out what a driver's cue times count from, which no document says, and places them on the utterance's timeline.
 * The first cue of a part belongs to about the sound that comes with it: the base that puts it nearest there, over all
 * parts so far, is the one. In the first part of a reply, and wherever bases agree, the choice does not matter.
 * One per utterance; hand the base found to the next as `prior`.
 */
export class TimeBaseDetector {
	readonly #prior: TimeBase | undefined;
	readonly #errors: Record<TimeBase, number> = { reply: 0, clause: 0, packet: 0 };
	#evidence = 0;

	constructor(prior?: TimeBase) {
		this.#prior = prior;
	}

	/** The base in force. */
	get base(): TimeBase {
		const best = Math.min(...BASES.map((base) => this.#errors[base]));
		if (this.#prior !== undefined && this.#errors[this.#prior] === best) return this.#prior;
		return BASES.find((base) => this.#errors[base] === best) ?? "reply";
	}

	/** How many parts have told the bases apart; 0 while {@link base} is only assumed. */
	get evidence(): number {
		return this.#evidence;
	}

	/** What to add to the raw times of `part` to have presentation times. Parts come in the order of their sound. */
	offset(part: ClausePart, place: PartPlace): Seconds {
		const first = firstCue(part);
		if (first !== undefined) this.#weigh(first, place);
		return offsetOf(this.base, place);
	}

	#weigh(first: number, place: PartPlace): void {
		const offsets = BASES.map((base) => offsetOf(base, place));
		if (Math.max(...offsets) - Math.min(...offsets) < SAME_PLACE) return;
		this.#evidence++;
		for (const base of BASES) {
			const error = Math.abs(first + offsetOf(base, place) - place.partTime);
			this.#errors[base] += Math.min(error, MAX_ERROR);
		}
	}
}

function offsetOf(base: TimeBase, place: PartPlace): Seconds {
	if (base === "packet") return place.partTime;
	return base === "clause" ? place.clauseTime : seconds(0);
}

/** Earliest raw start: of the phonemes, else of the subtitles, which may begin after a pause. */
function firstCue(part: ClausePart): number | undefined {
	const cues = part.phonemes.length > 0 ? part.phonemes : part.subtitles;
	return cues.length === 0 ? undefined : cues.reduce((least, cue) => Math.min(least, cue.start), Infinity);
}
