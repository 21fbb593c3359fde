import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { mendRange } from "../lipsync/face-frame-range.ts";
import { LIPS_TOUCH, lipGap } from "../lipsync/lip-gap.ts";
import { smoothstep } from "../util/smoothstep.ts";
import type { Seconds } from "../util/time.ts";

/** Face frames as the session sends them: `count` × 52, frame `i` at `presentationTime + i / frameRate`. */
export interface FaceSpan {
	readonly presentationTime: Seconds;
	readonly frameRate: number;
	readonly count: number;
	readonly weights: Float32Array;
}

interface StoredSpan extends FaceSpan {
	readonly end: number;
	/** 1 for frames whose lips touch. */
	readonly touching: Uint8Array;
}

/** What was wrong with frames and mended, since the track began. */
export interface FaceTrackFaults {
	/** Spans without frames, with an unusable rate or time, or with too few weights: dropped. */
	dropped: number;
	/** Values that were not finite or outside 0 … 1. */
	badWeights: number;
	/** Spans in 0 … 100 instead of 0 … 1. */
	perCent: number;
}

/** After the last frame the mouth stands still this long, then relaxes: a late packet is not seen at all. */
const HOLD = 0.08;
const RELAX = 0.24;

/** A hole between spans up to this long is interpolated across; a longer one relaxes the mouth in between. */
const BRIDGED_GAP = 0.13;

/** A closure of one frame stands this long to both sides, so that a display of 30 Hz or more shows it. */
const CLOSURE_HOLD = 0.017;

/** Spans are forgotten this long after they were sampled. */
const KEPT = 1;

/**
 * The face frames of one utterance, sampled at any presentation time. Spans are kept as they came (the track owns
 * their arrays from then on) and forgotten behind the playhead, so memory is what lies ahead. Stage thread;
 * {@link sample} allocates nothing.
 */
export class FaceTrack {
	readonly faults: FaceTrackFaults = { dropped: 0, badWeights: 0, perCent: 0 };
	readonly #spans: StoredSpan[] = [];
	#perCent = false;

	/** Presentation time after which there are no frames; 0 for an empty track. */
	get end(): number {
		return this.#spans.at(-1)?.end ?? 0;
	}

	/** Takes over a span. Frames at times that an earlier span covers replace it from there on. */
	add(span: FaceSpan): void {
		const { presentationTime, frameRate, count, weights } = span;
		const usable =
			count > 0 && frameRate > 0 && Number.isFinite(frameRate) && Number.isFinite(presentationTime);
		if (!usable || weights.length < count * BLENDSHAPE_COUNT) {
			this.faults.dropped++;
			return;
		}
		this.#mend(weights);
		const touching = Uint8Array.from({ length: count }, (_, frame) =>
			lipGap(weights, frame * BLENDSHAPE_COUNT) < LIPS_TOUCH ? 1 : 0,
		);
		const stored = { ...span, end: presentationTime + count / frameRate, touching };
		const later = this.#spans.findIndex((other) => other.presentationTime > presentationTime);
		this.#spans.splice(later === -1 ? this.#spans.length : later, 0, stored);
	}

	/**
	 * Writes the 52 weights at `time` to `out` and returns how much of a speaking face they are: 1 where frames are,
	 * easing to 0 where there are none (the weights are then scaled with it).
	 */
	sample(time: number, out: Float32Array): number {
		this.#forget(time);
		for (let index = this.#spans.length - 1; index >= 0; index--) {
			const span = this.#spans[index];
			if (span !== undefined && span.presentationTime <= time)
				return sampleBetween(span, this.#spans[index + 1], time, out);
		}
		out.fill(0);
		return 0;
	}

	#mend(weights: Float32Array): void {
		const { notFinite, clamped, perCent } = mendRange(weights, this.#perCent);
		this.#perCent = perCent;
		this.faults.badWeights += notFinite + clamped;
		if (perCent) this.faults.perCent++;
	}

	#forget(time: number): void {
		for (;;) {
			const second = this.#spans[1];
			if (second === undefined || second.presentationTime >= time - KEPT) return;
			this.#spans.shift();
		}
	}
}

/** `time` is at or after the start of `span` and before that of `next`. */
function sampleBetween(
	span: StoredSpan,
	next: StoredSpan | undefined,
	time: number,
	out: Float32Array,
): number {
	const position = (time - span.presentationTime) * span.frameRate;
	const frame = Math.min(Math.floor(position), span.count - 1);
	if (frame < span.count - 1) return blend(span, frame, span, frame + 1, time, out);
	const last = timeOf(span, frame);
	if (next !== undefined && next.presentationTime - last <= BRIDGED_GAP)
		return blend(span, frame, next, 0, time, out);
	const presence = 1 - smoothstep((time - last - HOLD) / RELAX);
	return copyScaled(span, frame, presence, out);
}

const timeOf = (span: StoredSpan, frame: number): number => span.presentationTime + frame / span.frameRate;

/** Linear from frame `a` of `from` to frame `b` of `to`, lingering at closures of a single frame. */
function blend(
	from: StoredSpan,
	a: number,
	to: StoredSpan,
	b: number,
	time: number,
	out: Float32Array,
): number {
	const start = timeOf(from, a);
	const fraction = (time - start) / (timeOf(to, b) - start);
	const hold = Math.min(0.5, CLOSURE_HOLD * from.frameRate);
	let share = fraction;
	if (leavesClosure(from, a, to, b)) share = Math.max(0, (fraction - hold) / (1 - hold));
	else if (leavesClosure(to, b, from, a)) share = Math.min(1, fraction / (1 - hold));
	const at = a * BLENDSHAPE_COUNT;
	const bt = b * BLENDSHAPE_COUNT;
	for (let index = 0; index < BLENDSHAPE_COUNT; index++) {
		const weight = from.weights[at + index] ?? 0;
		out[index] = weight + ((to.weights[bt + index] ?? 0) - weight) * share;
	}
	return 1;
}

/** Whether the lips touch in frame `a` alone and not in frame `b` beside it. */
const leavesClosure = (from: StoredSpan, a: number, to: StoredSpan, b: number): boolean =>
	from.touching[a] === 1 && to.touching[b] === 0 && isSingle(from, a);

/** A closure that lasts several frames, or a mouth at rest, needs no lingering. */
function isSingle(span: StoredSpan, frame: number): boolean {
	return span.touching[frame - 1] !== 1 && span.touching[frame + 1] !== 1;
}

function copyScaled(span: StoredSpan, frame: number, scale: number, out: Float32Array): number {
	for (let index = 0; index < BLENDSHAPE_COUNT; index++)
		out[index] = (span.weights[frame * BLENDSHAPE_COUNT + index] ?? 0) * scale;
	return scale;
}
