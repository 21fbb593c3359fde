import { BLENDSHAPE_COUNT } from "../../lipsync/blendshapes.ts";
import { correlation } from "../../lipsync/correlation.ts";
import { faceFromPhonemes } from "../../lipsync/face-from-phonemes.ts";
import { lipGap } from "../../lipsync/lip-gap.ts";
import { LOUDNESS_RATE, measureLoudness } from "../../lipsync/loudness.ts";
import { seconds } from "../../util/time.ts";
import type { FrameColumn } from "./frame-column.ts";
import type { UtteranceTrace } from "./utterance-trace.ts";

/** Series are compared at this rate, hertz. */
const RATE = LOUDNESS_RATE;

/** Lags tried, to both sides. Seconds. */
const MOST_LAG = 0.5;

/** A window of the lag over time, and its step. Seconds. */
const WINDOW = 3;
const STEP = 1;

/** With less than this the two have nothing to do with each other, or the stretch says too little. */
const LEAST_AGREEMENT = 0.35;

/** Widths of the smoothing: a syllable's rise counts, a consonant does not. Samples to both sides. */
const SMOOTH = 3;

/** By how much one series comes after another. */
export interface Lag {
	/** Seconds; positive if the lips come after what they are compared with. */
	readonly lag: number;
	/** Correlation at that lag, and at none. */
	readonly agreement: number;
	readonly agreementAtZero: number;
}

/** The lag in a window of an utterance; presentation times. */
export interface WindowLag extends Lag {
	readonly start: number;
	readonly end: number;
}

/** How an utterance's lips, sound and phonemes stand to each other. `undefined` where it cannot be told. */
export interface LipLags {
	readonly lipsToSound: Lag | undefined;
	readonly lipsToPhonemes: Lag | undefined;
	readonly phonemesToSound: Lag | undefined;
	readonly windows: readonly WindowLag[];
}

/** Measures how the driver's own lips (or, where it sends none, the stage's) stand to its sound and its phonemes. */
export function measureLipLags(utterance: UtteranceTrace): LipLags {
	const sound = loudnessOf(utterance);
	const column = utterance.wire.count > 0 ? utterance.wire : utterance.mixed;
	const lips = smoothed(opennessOf(column, sound.length));
	const said =
		utterance.phonemes.length === 0 ? undefined : smoothed(expectedOpenness(utterance, sound.length));
	return {
		lipsToSound: bestLag(sound, lips),
		lipsToPhonemes: said === undefined ? undefined : bestLag(said, lips),
		phonemesToSound: said === undefined ? undefined : bestLag(sound, said),
		windows: windowLags(sound, lips),
	};
}

function windowLags(sound: Float32Array, lips: Float32Array): readonly WindowLag[] {
	const windows: WindowLag[] = [];
	for (let start = 0; start < sound.length / RATE - WINDOW / 2; start += STEP) {
		const [from, to] = [Math.round(start * RATE), Math.round((start + WINDOW) * RATE)];
		const lag = bestLag(sound.subarray(from, to), lips.subarray(from, to));
		if (lag !== undefined)
			windows.push({ ...lag, start, end: Math.min(start + WINDOW, sound.length / RATE) });
	}
	return windows;
}

/** The lag at which `later` agrees best with `reference`. */
function bestLag(reference: Float32Array, later: Float32Array): Lag | undefined {
	const most = Math.round(MOST_LAG * RATE);
	if (reference.length < 3 * most) return undefined;
	let lag = 0;
	let agreement = Number.NEGATIVE_INFINITY;
	for (let candidate = -most; candidate <= most; candidate++) {
		const value = correlation(reference, later, candidate);
		if (value > agreement) [lag, agreement] = [candidate, value];
	}
	// At the edge there is no peak.
	if (agreement < LEAST_AGREEMENT || Math.abs(lag) === most) return undefined;
	return { lag: lag / RATE, agreement, agreementAtZero: correlation(reference, later) };
}

/** In decibels above silence, so that a loud vowel does not outweigh the rest. */
function loudnessOf({ wave }: UtteranceTrace): Float32Array {
	if (wave === undefined) return new Float32Array(0);
	const samples = new Float32Array(wave.length);
	wave.read(0, samples);
	return smoothed(measureLoudness(samples, wave.sampleRate).values.map(Math.sqrt));
}

function opennessOf(column: FrameColumn, count: number): Float32Array {
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	return Float32Array.from({ length: count }, (_, at) =>
		column.sample((at + 0.5) / RATE, 0.15, weights) ? lipGap(weights) : 0,
	);
}

/** How open the lips would be if they said the phonemes. */
function expectedOpenness({ phonemes }: UtteranceTrace, count: number): Float32Array {
	const said = phonemes.map(({ text, start, end }) => ({
		symbol: text,
		start: seconds(start),
		end: seconds(end),
	}));
	const face = faceFromPhonemes(said, { duration: count / RATE, frameRate: RATE });
	return Float32Array.from({ length: count }, (_, at) => lipGap(face, at * BLENDSHAPE_COUNT));
}

function smoothed(values: Float32Array): Float32Array {
	return values.map((_, at) => {
		const near = values.subarray(Math.max(0, at - SMOOTH), at + SMOOTH + 1);
		return near.reduce((sum, value) => sum + value, 0) / near.length;
	});
}
