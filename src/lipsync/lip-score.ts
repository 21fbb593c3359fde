import type { Phoneme } from "../protocol/driver-message.ts";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "./blendshapes.ts";
import { correlation } from "./correlation.ts";
import { lipGap } from "./lip-gap.ts";
import { measureLoudness } from "./loudness.ts";

/** A face frame counts as closed below this share of the clip's 95th-percentile lip gap. */
const CLOSED_SHARE = 0.1;

/** The lips must be closed in this time before a bilabial's burst. */
const CLOSURE_WINDOW = 0.04;

/** A closure this near to a bilabial, or to silence, is no false one. */
const NEIGHBOURHOOD = 0.12;

/** Lags that are tried, in steps of 5 ms. */
const LAG_STEP = 0.005;
const MOST_LAG = 0.2;

/** Speech with its phonemes: what a face is measured against. */
export interface MeasuredSpeech {
	/** Mono, −1 … 1. */
	readonly samples: Float32Array;
	/** Hertz. */
	readonly sampleRate: number;
	/** Seconds. */
	readonly duration: number;
	/** Symbols in IPA, ARPABET or Mandarin's letters: `b`, `p`, `m` close the lips in all of them. Times from 0. */
	readonly phonemes: readonly Phoneme[];
}

const isBilabial = ({ symbol }: Phoneme) => /^[bpm]h?$/.test(symbol);
const isSilence = ({ symbol }: Phoneme) => symbol === "";

/** What a rung's face frames are measured by. */
export interface LipScore {
	readonly bilabials: number;
	/** Bilabials with a closed frame in the 40 ms before them; and between those 40 ms and their end. */
	readonly closedBefore: number;
	readonly closedWithin: number;
	/** Closed frames in a row while sounds are heard that close no lips. */
	readonly falseClosures: number;
	readonly seconds: number;
	/** Lag of the jaw behind the loudness at the best correlation, seconds, and that correlation. */
	readonly lag: number;
	readonly correlation: number;
	/** Distance of each closure's first closed frame from the bilabial's start, seconds. */
	readonly onsetErrors: readonly number[];
}

/** Scores the face frames of a recording. `weights` is `count × 52` in the order of `BLENDSHAPES`. */
export function scoreLips(recording: MeasuredSpeech, weights: Float32Array, frameRate: number): LipScore {
	const gaps = Array.from({ length: weights.length / BLENDSHAPE_COUNT }, (_, frame) =>
		lipGap(weights, frame * BLENDSHAPE_COUNT),
	);
	const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.95)] ?? 0;
	const closed = gaps.map((gap) => gap < CLOSED_SHARE * usual);
	const closedIn = (from: number, to: number) =>
		closed
			.slice(Math.max(0, Math.ceil(from * frameRate - 1e-6)), Math.floor(to * frameRate + 1e-6) + 1)
			.some(Boolean);
	const bilabials = recording.phonemes.filter(isBilabial);
	return {
		bilabials: bilabials.length,
		closedBefore: bilabials.filter(({ start }) => closedIn(start - CLOSURE_WINDOW, start)).length,
		closedWithin: bilabials.filter(({ start, end }) => closedIn(start - CLOSURE_WINDOW, end)).length,
		falseClosures: falseClosures(recording, closed, frameRate),
		seconds: recording.duration,
		...bestLag(recording, weights, frameRate),
		onsetErrors: bilabials.flatMap(({ start }) => onsetError(closed, start, frameRate)),
	};
}

function falseClosures(recording: MeasuredSpeech, closed: readonly boolean[], frameRate: number): number {
	const excused = recording.phonemes.filter((phoneme) => isBilabial(phoneme) || isSilence(phoneme));
	const last = recording.phonemes.at(-1)?.end ?? 0;
	let count = 0;
	for (const [frame, shut] of closed.entries()) {
		const time = frame / frameRate;
		const near = excused.some(({ start, end }) => time > start - NEIGHBOURHOOD && time < end + NEIGHBOURHOOD);
		if (shut && closed[frame - 1] !== true && !near && time > NEIGHBOURHOOD && time < last) count++;
	}
	return count;
}

function onsetError(closed: readonly boolean[], start: number, frameRate: number): number[] {
	const nominal = Math.floor(start * frameRate + 1e-6);
	for (let away = 0; away <= 5; away++)
		for (const frame of [nominal - away, nominal + away])
			if (closed[frame] === true) return [Math.abs(start - frame / frameRate)];
	return [];
}

function bestLag(recording: MeasuredSpeech, weights: Float32Array, frameRate: number) {
	const loudness = measureLoudness(recording.samples, recording.sampleRate);
	const level = loudness.values;
	const jaw = (time: number) => {
		const position = Math.max(0, time * frameRate);
		const frame = Math.floor(position);
		const at = (index: number) => weights[index * BLENDSHAPE_COUNT + AT.jawOpen] ?? 0;
		return at(frame) + (at(frame + 1) - at(frame)) * (position - frame);
	};
	let best = { lag: 0, correlation: -1 };
	for (let lag = -MOST_LAG; lag <= MOST_LAG + 1e-9; lag += LAG_STEP) {
		const shifted = Float64Array.from(level, (_, at) => jaw((at + 0.5) / loudness.rate + lag));
		const value = correlation(level, shifted);
		if (value > best.correlation) best = { lag, correlation: value };
	}
	return best;
}

/** Adds the scores of several recordings up; lag and correlation are means weighted by length. */
export function totalScore(scores: readonly LipScore[]): LipScore {
	const sum = (pick: (score: LipScore) => number) => scores.reduce((total, score) => total + pick(score), 0);
	const seconds = sum((score) => score.seconds);
	return {
		bilabials: sum((score) => score.bilabials),
		closedBefore: sum((score) => score.closedBefore),
		closedWithin: sum((score) => score.closedWithin),
		falseClosures: sum((score) => score.falseClosures),
		seconds,
		lag: sum((score) => score.lag * score.seconds) / seconds,
		correlation: sum((score) => score.correlation * score.seconds) / seconds,
		onsetErrors: scores.flatMap((score) => score.onsetErrors),
	};
}
