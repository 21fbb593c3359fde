import { type CellSignals, cellSignals } from "./cell-signals.ts";
import { compositeOf, lagWithError } from "./composite-lag.ts";
import {
	type Allowed,
	agreements,
	bestPlace,
	type Place,
	placeScore,
	placesIn,
	type Region,
	regionAt,
} from "./mouth-search.ts";
import type { PictureTrack } from "./picture-track.ts";
import { envelopeAtFrames } from "./reference.ts";
import type { Series } from "./series.ts";
import { type SpeechEnvelope, speechEnvelope } from "./speech-envelope.ts";
import { isSpeechLike } from "./speech-likeness.ts";

/** Why the ruler does not say an offset. */
export type Doubt =
	| "no-sound"
	| "no-picture"
	| "too-short"
	| "disturbed"
	| "not-speech"
	| "still"
	| "unrelated"
	| "ambiguous"
	| "two-faces";

/** What the ruler says of one sentence. */
export type OffsetVerdict =
	| {
			readonly verdict: "measured";
			/** Seconds that the mouth comes after its sound; negative: before it. */
			readonly offset: number;
			/** Standard error, by leaving out parts of the sentence. Seconds. */
			readonly error: number;
			/** How far the agreement stands above that with wrong sound, 0 … 1. */
			readonly confidence: number;
			readonly region: Region;
	  }
	| { readonly verdict: "not-sure"; readonly doubt: Doubt };

/** What is measured: the sound's levels and the pictures on one clock, from the start of the sentence to its end. */
export interface Spoken {
	readonly levels: Series;
	readonly pictures: PictureTrack;
	readonly start: number;
	readonly end: number;
	/** Seconds of the sound that were not the speaker's, but invented where none had come; 0 if nobody knows. */
	readonly concealed?: number;
	/** Where the mouth is, if somebody has drawn it; else it is looked for everywhere. */
	readonly region?: Region;
}

/** Farthest offset that is looked for, and the step. Seconds. */
export const FARTHEST = 0.5;
const STEP = 0.01;

/** What of the picture before and after the sound is looked at. Seconds. */
const MARGIN = FARTHEST;

/** RMS below which there is no sound: 52 dB below full scale. */
const AUDIBLE = 0.0025;

/** Less speech than this fits too much by chance. Seconds. */
const SHORTEST = 0.9;

/** Pictures a second: fewer do not follow a mouth. */
const FEWEST_PICTURES = 8;

/**
 * Pictures that stand still for longer than this leave out what the mouth does; so much of a sentence may be left out, of its
 * pictures and of its sound. More is the line's doing, or the machine's, and so may be what is left: a receiver that has
 * run dry sets sound and picture apart for seconds. Share of the sentence.
 */
const LONGEST_PICTURE = 0.15;
const MOST_LEFT_OUT = 0.15;
const MOST_CONCEALED = 0.04;

/** The agreement must reach this, and stand so many standard deviations above that with wrong sound. */
const LEAST_AGREEMENT = 0.3;
const LEAST_CONTRAST = 4;

/** The mouth's own curve must fit so well, beyond what wrong sound does. */
const LEAST_CONFIDENCE = 0.42;

/** Another peak that is so near to the best, and so far from it in time, makes the answer ambiguous. */
const RIVAL = 0.9;
const RIVAL_DISTANCE = 0.1;

/** A second place that agrees so much as the first is a second face, if it is so far away (cells). */
const SECOND_FACE = 0.8;
const APART = { x: 6, y: 9 } as const;

/** Seconds of standard error above which an offset is not said. */
const WORST_ERROR = 0.02;

const notSure = (doubt: Doubt): OffsetVerdict => ({ verdict: "not-sure", doubt });

/** Measures how much later the mouth moves than its sound is heard, from pixels and sound alone. */
export function measureOffset(spoken: Spoken): OffsetVerdict {
	const { levels, pictures, start, end, concealed = 0 } = spoken;
	const envelope = speechEnvelope(levels, start - 2 * FARTHEST, end + 2 * FARTHEST);
	if (envelope.peak < AUDIBLE) return notSure("no-sound");
	if (concealed > MOST_CONCEALED * (end - start)) return notSure("disturbed");
	const cells = cellSignals(pictures, start - MARGIN, end + MARGIN);
	if (cells.times.length < FEWEST_PICTURES * (end - start)) return notSure("no-picture");
	if (end - start < SHORTEST) return notSure("too-short");
	if (standsStill(cells.times, start, end) > MOST_LEFT_OUT * (end - start)) return notSure("disturbed");
	if (!isSpeechLike(levels, start, end)) return notSure("not-speech");
	if (cells.activity.every((change) => change === 0)) return notSure("still");
	return search(cells, envelope, spoken.region);
}

/** Seconds for which nothing new was shown though something should have been. */
function standsStill(times: Float64Array, start: number, end: number): number {
	let still = 0;
	for (let at = 1; at < times.length; at++) {
		const [from, to] = [Math.max(start, times[at - 1] ?? 0), Math.min(end, times[at] ?? 0)];
		still += Math.max(0, to - from - LONGEST_PICTURE);
	}
	return still;
}

function search(cells: CellSignals, envelope: SpeechEnvelope, drawn: Region | undefined): OffsetVerdict {
	const { grid } = cells;
	const allowed = drawn === undefined ? undefined : placesIn(drawn, grid);
	const scan = scanLags(cells, envelope, allowed);
	const wrong = wrongSound(cells, envelope, allowed);
	const contrast = (scan.best.score - wrong.mean) / Math.max(wrong.deviation, 0.01);
	if (scan.best.score < LEAST_AGREEMENT || contrast < LEAST_CONTRAST) return notSure("unrelated");
	const composite = compositeOf(cells, envelope, scan.lag, scan.best);
	const { lag, error, agreement } = lagWithError(composite, cells.times, envelope, scan.lag);
	const confidence = Math.min(1, (agreement - wrong.mean) / (1 - wrong.mean));
	if (confidence < LEAST_CONFIDENCE) return notSure("unrelated");
	if (drawn === undefined && hasSecondFace(scan, cells)) return notSure("two-faces");
	if (Math.abs(scan.lag) > FARTHEST - STEP || hasRival(scan) || error > WORST_ERROR)
		return notSure("ambiguous");
	return { verdict: "measured", offset: lag, error, confidence, region: regionAt(scan.best, grid) };
}

/** The best score at each lag, the best of all, and every cell's agreement at the lag that suits it best. */
interface Scan {
	readonly scores: Float32Array;
	readonly lag: number;
	readonly best: Place;
	readonly most: Float32Array;
}

function scanLags(cells: CellSignals, envelope: SpeechEnvelope, allowed: Allowed): Scan {
	const steps = Math.round(FARTHEST / STEP);
	const scores = new Float32Array(2 * steps + 1);
	const reference = new Float32Array(cells.times.length);
	const agreed = new Float32Array(cells.activity.length);
	const most = new Float32Array(cells.activity.length);
	let lag = 0;
	let best: Place = { column: 0, row: 0, score: -1 };
	for (let step = -steps; step <= steps; step++) {
		envelopeAtFrames(envelope, cells.times, step * STEP, reference);
		agreements(cells, reference, agreed);
		for (let cell = 0; cell < most.length; cell++)
			most[cell] = Math.max(most[cell] ?? 0, Math.abs(agreed[cell] ?? 0));
		const place = bestPlace(agreed, cells.grid, allowed);
		scores[step + steps] = place.score;
		if (place.score > best.score) [lag, best] = [step * STEP, place];
	}
	return { scores, lag, best, most };
}

/** How often wrong sound is tried. */
const WRONG_SOUNDS = 48;

/**
 * How well the picture agrees with sound that does not belong to it: the same envelope backwards, from many places. The
 * search is the same as for the right one, so what it finds by chance is found here as well.
 */
function wrongSound(cells: CellSignals, envelope: SpeechEnvelope, allowed: Allowed) {
	const backwards = { ...envelope, values: envelope.values.toReversed() };
	const length = envelope.values.length;
	const reference = new Float32Array(cells.times.length);
	const agreed = new Float32Array(cells.activity.length);
	let sum = 0;
	let squares = 0;
	for (let turn = 0; turn < WRONG_SOUNDS; turn++) {
		envelopeAtFrames(
			turned(backwards, Math.round((turn * length) / WRONG_SOUNDS)),
			cells.times,
			0,
			reference,
		);
		agreements(cells, reference, agreed);
		const { score } = bestPlace(agreed, cells.grid, allowed);
		sum += score;
		squares += score * score;
	}
	const mean = sum / WRONG_SOUNDS;
	return { mean, deviation: Math.sqrt(Math.max(0, squares / WRONG_SOUNDS - mean * mean)) };
}

/** The envelope begun elsewhere; what is cut off at the front comes behind. */
function turned(envelope: SpeechEnvelope, by: number): SpeechEnvelope {
	const values = new Float32Array(envelope.values.length);
	values.set(envelope.values.subarray(by));
	values.set(envelope.values.subarray(0, by), values.length - by);
	return { ...envelope, values };
}

function hasSecondFace({ best, most }: Scan, { grid }: CellSignals): boolean {
	const first = placeScore(most, grid, best.column, best.row);
	const second = bestPlace(
		most,
		grid,
		(column, row) => Math.abs(column - best.column) > APART.x || Math.abs(row - best.row) > APART.y,
	);
	return second.score > SECOND_FACE * first;
}

/** Whether another peak is about as good: music that repeats itself fits at every beat. */
function hasRival({ scores, lag, best }: Scan): boolean {
	const middle = (scores.length - 1) / 2;
	return scores.some((score, at) => {
		const isPeak = score >= (scores[at - 1] ?? 0) && score >= (scores[at + 1] ?? 0);
		return isPeak && Math.abs((at - middle) * STEP - lag) > RIVAL_DISTANCE && score > RIVAL * best.score;
	});
}
