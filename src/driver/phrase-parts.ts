import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { orderPermutation, toWireOrder } from "../lipsync/orders.ts";
import { clausePart } from "../protocol/clause-part.ts";
import type { ActionCue, ClausePart, ExpressionCue, Subtitle } from "../protocol/driver-message.ts";
import { toPcm16 } from "../protocol/pcm16.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { type Clause, type Phrase, phraseHolds } from "./split-clauses.ts";
import { SAMPLES_PER_FACE_FRAME, SPEECH_RATE, type SpokenPhrase } from "./spoken-phrase.ts";

/** How speech is cut into messages. */
export interface Cutting {
	/** Face frames of sound in a message; the last one of a phrase holds up to twice as many. */
	readonly faceFrames: number;
	/** Puts the pause behind a phrase into a message of its own, so that it can wait for what comes next. */
	readonly pauseApart: boolean;
}

/** Where a phrase stands in the reply. */
export interface PhrasePlace {
	/** Number of the clause. */
	readonly sequence: number;
	/** When the phrase begins. */
	readonly time: Seconds;
	/** Code points of the reply before the clause. */
	readonly textOffset: number;
}

/** An expression lasts to the end of its phrase, and at least this long. Seconds. */
const SHORTEST_EXPRESSION = 1.5;

const PERMUTATION = orderPermutation("tencent");

/**
 * The messages of a phrase. The first one carries all its phonemes, words, subtitles and cues, on the timeline of the
 * reply; sound and face frames of each message cover the same span.
 */
export function phraseParts(
	clause: Clause,
	phrase: Phrase,
	spoken: SpokenPhrase,
	place: PhrasePlace,
	cutting: Cutting,
): ClausePart[] {
	const lengths = cut(spoken, cutting);
	const isFirst = phrase === clause.phrases[0];
	const isLast = phrase === clause.phrases.at(-1);
	let from = 0;
	return lengths.map((length, index) => {
		const to = from + length;
		const ends = isLast && index === lengths.length - 1;
		const part = clausePart({
			sequence: place.sequence,
			sampleRate: SPEECH_RATE,
			samples: toPcm16(spoken.samples.subarray(from * SAMPLES_PER_FACE_FRAME, to * SAMPLES_PER_FACE_FRAME)),
			face: { dimension: BLENDSHAPE_COUNT, count: length, weights: wireWeights(spoken.face, from, to) },
			...(index === 0 && details(clause, phrase, spoken, place)),
			clauseStart: isFirst && index === 0,
			clauseFinal: ends,
			faceFinal: ends,
		});
		from = to;
		return part;
	});
}

/** Lengths of the messages in face frames. */
function cut(spoken: SpokenPhrase, { faceFrames, pauseApart }: Cutting): number[] {
	const total = spoken.samples.length / SAMPLES_PER_FACE_FRAME;
	const pause = Math.floor(spoken.pause / SAMPLES_PER_FACE_FRAME);
	const apart = pauseApart && pause > 0 && total - pause >= faceFrames;
	const body = apart ? total - pause : total;
	const count = Math.max(1, Math.floor(body / faceFrames));
	const lengths = new Array<number>(count).fill(faceFrames);
	lengths[count - 1] = body - (count - 1) * faceFrames;
	return apart ? [...lengths, pause] : lengths;
}

function wireWeights(face: Float32Array, from: number, to: number): Float32Array {
	const weights = new Float32Array((to - from) * BLENDSHAPE_COUNT);
	const frames = face.subarray(from * BLENDSHAPE_COUNT, to * BLENDSHAPE_COUNT);
	toWireOrder(frames, PERMUTATION, to - from, weights);
	return weights;
}

function details(
	clause: Clause,
	phrase: Phrase,
	spoken: SpokenPhrase,
	{ time, textOffset }: PhrasePlace,
): Pick<ClausePart, "phonemes" | "words" | "subtitles" | "actions" | "expressions"> {
	const later = (at: number): Seconds => seconds(at + time);
	const codePoint = (index: number): number => textOffset + [...clause.text.slice(0, index)].length;
	const end = spoken.samples.length / SPEECH_RATE;
	const actions: ActionCue[] = [];
	const expressions: ExpressionCue[] = [];
	for (const cue of clause.cues) {
		if (!phraseHolds(clause, phrase, cue.at) || cue.type === "pause") continue;
		const at = cueTime(cue.at, spoken.subtitles, end);
		const { name } = cue;
		if (cue.type === "action") actions.push({ name, start: later(at) });
		else
			expressions.push({
				name,
				start: later(at),
				end: later(Math.max(end, at + SHORTEST_EXPRESSION)),
				textPosition: codePoint(cue.at),
				part: "single",
			});
	}
	return {
		phonemes: spoken.phonemes.map((p) => ({ symbol: p.symbol, start: later(p.start), end: later(p.end) })),
		words: spoken.words,
		subtitles: spoken.subtitles.map((subtitle) => ({
			text: subtitle.text,
			start: later(subtitle.start),
			end: later(subtitle.end),
			textStart: codePoint(subtitle.textStart),
			textEnd: codePoint(subtitle.textEnd),
		})),
		actions,
		expressions,
	};
}

/** When the text at `at` is said: the start of the subtitle there, else the end of the last one. */
function cueTime(at: number, subtitles: readonly Subtitle[], end: number): number {
	return subtitles.find((subtitle) => subtitle.textEnd > at)?.start ?? subtitles.at(-1)?.end ?? end;
}
