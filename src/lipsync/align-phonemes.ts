import type { Phoneme } from "../protocol/driver-message.ts";
import { seconds } from "../util/time.ts";
import { detectInventory, readPhoneme } from "./read-phoneme.ts";
import { mismatch, type SoundClass, soundClass } from "./sound-class.ts";
import { HOP } from "./speech-features.ts";
import type { SpeechTrack } from "./speech-track.ts";

/** A stretch of sound of one class. */
interface Segment {
	readonly kind: SoundClass;
	/** Which phoneme it belongs to; −1 for the pause that may follow a word. */
	readonly phoneme: number;
	/** Expected length and end, in hops. */
	readonly length: number;
	readonly end: number;
}

/** No boundary moves further than this from where the usual lengths put it, hops. */
const REACH = 16;

/** Share of a stop that is closure. */
const CLOSURE_SHARE = 0.7;

/** How much an unusual length costs, against hops of mismatch; it grows with the square of the length's logarithm. */
const LENGTH_COST = 1.6;

/** What a hop of pause costs beside its mismatch, so that pauses are not preferred to quiet sounds. */
const PAUSE_COST = 0.12;

/** What a hop between a word's given and found boundary costs. */
const WORD_COST = 0.14;

/**
 * Moves estimated phonemes to where the sound fits them: a small forced alignment by dynamic programming over loudness
 * classes. What matters for lips is found best: stops show as silence, hisses as noise, nasals as murmur.
 *
 * Stops come out with their closure, so read them with `plosiveStart: "closure"`. Word boundaries (where a phoneme ends at a time in
 * `wordEnds`) pull, but not rigidly; a pause may follow each word. Phonemes must be in order.
 */
export function alignPhonemes(
	phonemes: readonly Phoneme[],
	wordEnds: readonly number[],
	track: SpeechTrack,
): Phoneme[] {
	const segments = splitSegments(phonemes, wordEnds);
	const hops = track.level.length;
	if (segments.length === 0 || hops === 0) return [...phonemes];
	const ends = findEnds(segments, track, hops);
	return ends === undefined ? [...phonemes] : retimed(phonemes, segments, ends);
}

function splitSegments(phonemes: readonly Phoneme[], wordEnds: readonly number[]): Segment[] {
	const inventory = detectInventory(phonemes.map(({ symbol }) => symbol));
	const isWordEnd = (time: number) => wordEnds.some((end) => Math.abs(end - time) < HOP / 2);
	return phonemes.flatMap(({ symbol, start, end }, phoneme) => {
		const kind = soundClass(readPhoneme(symbol, inventory));
		const length = (end - start) / HOP;
		const parts: Segment[] =
			kind === "closure"
				? [
						{ kind, phoneme, length: CLOSURE_SHARE * length, end: start / HOP + CLOSURE_SHARE * length },
						{ kind: "release", phoneme, length: (1 - CLOSURE_SHARE) * length, end: end / HOP },
					]
				: [{ kind, phoneme, length, end: end / HOP }];
		if (isWordEnd(end)) parts.push({ kind: "rest", phoneme: -1, length: 0, end: end / HOP });
		return parts;
	});
}

/** Best end of each segment in hops; `undefined` if no path fits. */
function findEnds(segments: readonly Segment[], track: SpeechTrack, hops: number): number[] | undefined {
	const width = 2 * REACH + 1;
	const first = segments.map(({ end }) => Math.round(end) - REACH);
	const costs = segments.map(() => new Float64Array(width).fill(Number.POSITIVE_INFINITY));
	const lengths = segments.map(() => new Int32Array(width));
	const sums = classSums(segments, track, hops);
	const begin = Math.max(0, Math.round((segments[0]?.end ?? 0) - (segments[0]?.length ?? 0)));
	for (const [index, segment] of segments.entries()) {
		const sum = sums.get(segment.kind);
		const own = costs[index];
		const chosen = lengths[index];
		if (sum === undefined || own === undefined || chosen === undefined) return undefined;
		for (let slot = 0; slot < width; slot++) {
			const end = (first[index] ?? 0) + slot;
			if (end < begin || end > hops) continue;
			const shortest = segment.kind === "rest" ? 0 : 1;
			const longest = Math.min(end - begin, Math.ceil(4 * segment.length) + 2 * REACH);
			for (let length = shortest; length <= longest; length++) {
				const from = end - length;
				const before =
					index === 0
						? from === begin
							? 0
							: Number.POSITIVE_INFINITY
						: at(costs[index - 1], from - (first[index - 1] ?? 0));
				if (before === Number.POSITIVE_INFINITY) continue;
				const cost = before + (sum[end] ?? 0) - (sum[from] ?? 0) + lengthCost(segment, length, end);
				if (cost >= (own[slot] ?? 0)) continue;
				own[slot] = cost;
				chosen[slot] = length;
			}
		}
	}
	return traceBack(costs, lengths, first);
}

const at = (costs: Float64Array | undefined, slot: number): number =>
	costs?.[slot] ?? Number.POSITIVE_INFINITY;

function lengthCost(segment: Segment, length: number, end: number): number {
	if (segment.kind === "rest") return PAUSE_COST * length + WORD_COST * Math.abs(end - segment.end);
	return LENGTH_COST * Math.log(length / Math.max(1, segment.length)) ** 2;
}

/** Running sums of each class's mismatch, so that any span costs one subtraction. */
function classSums(
	segments: readonly Segment[],
	track: SpeechTrack,
	hops: number,
): Map<SoundClass, Float64Array> {
	const sums = new Map<SoundClass, Float64Array>();
	for (const { kind } of segments) {
		if (sums.has(kind)) continue;
		const sum = new Float64Array(hops + 1);
		for (let hop = 0; hop < hops; hop++) sum[hop + 1] = (sum[hop] ?? 0) + mismatch(kind, track, hop);
		sums.set(kind, sum);
	}
	return sums;
}

function traceBack(
	costs: readonly Float64Array[],
	lengths: readonly Int32Array[],
	first: readonly number[],
): number[] | undefined {
	const last = costs.length - 1;
	const final = costs[last];
	if (final === undefined) return undefined;
	let slot = final.indexOf(Math.min(...final));
	if (final[slot] === Number.POSITIVE_INFINITY) return undefined;
	const ends = new Array<number>(costs.length).fill(0);
	for (let index = last; index >= 0; index--) {
		const end = (first[index] ?? 0) + slot;
		ends[index] = end;
		slot = end - (lengths[index]?.[slot] ?? 0) - (first[index - 1] ?? 0);
	}
	return ends;
}

function retimed(
	phonemes: readonly Phoneme[],
	segments: readonly Segment[],
	ends: readonly number[],
): Phoneme[] {
	const begin = Math.max(0, Math.round((segments[0]?.end ?? 0) - (segments[0]?.length ?? 0)));
	return phonemes.map((phoneme, index) => {
		const own = segments.flatMap((segment, at) => (segment.phoneme === index ? [at] : []));
		const last = own.at(-1) ?? 0;
		const from = own[0] === 0 ? begin : (ends[(own[0] ?? 0) - 1] ?? 0);
		return { ...phoneme, start: seconds(from * HOP), end: seconds((ends[last] ?? 0) * HOP) };
	});
}
