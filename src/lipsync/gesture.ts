import type { Phoneme } from "../protocol/driver-message.ts";
import { decibels, type Loudness, loudnessStatistics, meanLoudness } from "./loudness.ts";
import { type MouthPose, POSES } from "./mouth-pose.ts";
import { detectInventory, type PhoneInventory, readPhoneme } from "./read-phoneme.ts";

/** One pose of the mouth and the span of sound that it belongs to. Seconds on the phonemes' timeline. */
export interface Gesture {
	readonly pose: MouthPose;
	readonly start: number;
	readonly end: number;
	/** Factor on the jaw: stress times loudness. */
	readonly strength: number;
	/** When the lips may part again, for a bilabial; otherwise `end`. */
	readonly release: number;
}

export interface GestureOptions {
	/** Loudness of the same clip on the same timeline; without it every vowel is of ordinary loudness. */
	readonly loudness?: Loudness;
	/** Notation of the symbols; found out from the list if not given. */
	readonly inventory?: PhoneInventory;
	/**
	 * What the start of a plosive means: its burst (as espeak-ng stamps it), or the closing of the lips (as forced
	 * aligners mark it). Aligners' for Mandarin initials and finals, a synthesiser's otherwise.
	 */
	readonly plosiveStart?: PlosiveStart;
}

export type PlosiveStart = "burst" | "closure";

export interface Gestures {
	readonly gestures: readonly Gesture[];
	/** Symbols that no table knows; their spans follow the loudness. */
	readonly unknown: readonly string[];
}

/** An unknown sound is taken in steps of this length, so that the jaw can follow the loudness within it. */
const ENERGY_STEP = 0.05;

/** A span that follows the loudness holds vowels and consonants alike: its vowels are more open than the mean pose. */
const ENERGY_GAIN = 1.15;

/** How much one standard deviation of loudness opens or closes the jaw, and how far that may go. */
const LOUDNESS_SLOPE = 0.28;
const LEAST_STRENGTH = 0.5;
const MOST_STRENGTH = 1.25;

/** Less spread than this is a synthesiser's steadiness, not expression: 3 dB, so that noise is not blown up. */
const LEAST_DEVIATION = 3;

/** An unknown sound this far below the clip's mean is silence, in standard deviations. */
const SILENT_DEVIATIONS = -1.8;

/** A pause shorter than this in front of a stop is the stop's own closure, or a joint between words: no rest. */
export const SHORTEST_REST = 0.11;

/** The lips part this long after the burst of a plosive: too short to see, long enough to be there at the burst. */
const BURST = 0.008;

/** Share of a plosive that is closure, where its span begins with it. */
const PLOSIVE_HOLD = 0.6;

/** Share of [m] during which the lips stay together. */
const NASAL_HOLD = 0.7;

function gesture(
	pose: MouthPose,
	start: number,
	end: number,
	strength: number,
	plosiveStart: PlosiveStart = "burst",
): Gesture {
	return { pose, start, end, strength, release: releaseTime(pose, start, end, plosiveStart) };
}

function releaseTime(pose: MouthPose, start: number, end: number, plosiveStart: PlosiveStart): number {
	if (pose.kind !== "bilabial") return end;
	if (pose.nasal) return start + NASAL_HOLD * (end - start);
	return plosiveStart === "burst" ? Math.min(end, start + BURST) : start + PLOSIVE_HOLD * (end - start);
}

/** Reads phonemes (in order, without overlaps) as a chain of poses. */
export function gesturesFromPhonemes(phonemes: readonly Phoneme[], options: GestureOptions = {}): Gestures {
	const inventory = options.inventory ?? detectInventory(phonemes.map((phoneme) => phoneme.symbol));
	const plosiveStart = options.plosiveStart ?? (inventory === "mandarin" ? "closure" : "burst");
	const strengthOf = loudnessStrength(options.loudness);
	const unknown: string[] = [];
	const gestures: Gesture[] = [];
	for (const { symbol, start, end } of phonemes) {
		pushSilence(gestures, start);
		const phone = readPhoneme(symbol, inventory);
		if (phone === undefined) {
			unknown.push(symbol);
			pushEnergySteps(gestures, start, end, strengthOf);
			continue;
		}
		let at: number = start;
		for (const { pose, share } of phone.parts) {
			const until = at + share * (end - start);
			const shortRest = pose.kind === "rest" && end - start < SHORTEST_REST;
			// A joint between words leaves the mouth to its neighbours, like a sound of the throat.
			const strength = phone.stress * Math.max(LEAST_STRENGTH, strengthOf(at, until));
			pushMerged(gestures, gesture(shortRest ? POSES.breath : pose, at, until, strength, plosiveStart));
			at = until;
		}
	}
	pushSilence(gestures, Number.POSITIVE_INFINITY);
	return { gestures, unknown };
}

/** Time that no phoneme covers is silence, and so is what follows the last one. */
function pushSilence(gestures: Gesture[], until: number): void {
	const last = gestures.at(-1);
	if (last !== undefined && until - last.end >= SHORTEST_REST)
		gestures.push(gesture(POSES.rest, last.end, until, 1));
}

/** Same pose twice in a row is one gesture: "pop man" closes once, long. */
function pushMerged(gestures: Gesture[], next: Gesture): void {
	const last = gestures.at(-1);
	const meet = last !== undefined && next.start - last.end < 0.001;
	const same = last?.pose === next.pose || (last?.pose.kind === "bilabial" && next.pose.kind === "bilabial");
	if (last !== undefined && meet && same)
		gestures[gestures.length - 1] = { ...last, end: next.end, release: next.release };
	else gestures.push(next);
}

function pushEnergySteps(
	gestures: Gesture[],
	start: number,
	end: number,
	strengthOf: (start: number, end: number) => number,
): void {
	const steps = Math.max(1, Math.round((end - start) / ENERGY_STEP));
	const step = (end - start) / steps;
	for (let index = 0; index < steps; index++) {
		const from = start + index * step;
		const strength = strengthOf(from, from + step);
		const pose = strength === 0 ? POSES.rest : POSES.schwa;
		gestures.push(gesture(pose, from, from + step, ENERGY_GAIN * strength));
	}
}

/** Loud opens the jaw, quiet closes it; 0 means silence. */
function loudnessStrength(loudness: Loudness | undefined): (start: number, end: number) => number {
	if (loudness === undefined) return () => 1;
	const { mean, deviation } = loudnessStatistics(loudness);
	const unit = Math.max(deviation, LEAST_DEVIATION);
	return (start, end) => {
		const deviations = (decibels(meanLoudness(loudness, start, end)) - mean) / unit;
		if (deviations < SILENT_DEVIATIONS) return 0;
		const strength = 1 + LOUDNESS_SLOPE * deviations;
		return Math.min(MOST_STRENGTH, Math.max(LEAST_STRENGTH, strength));
	};
}
