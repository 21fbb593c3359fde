import { BLENDSHAPE_COUNT } from "../../../lipsync/blendshapes.ts";
import type { FrameColumn } from "../frame-column.ts";
import type { Trace } from "../trace.ts";
import type { UtteranceTrace } from "../utterance-trace.ts";
import { CurveComparison } from "./curve-difference.ts";
import { diffSpans, type SpanDifference } from "./diff-spans.ts";

/** Face frames further apart than this have a hole between them. Seconds. */
const BRIDGE = 0.15;

/** How a run that is shown differs from a reference, lane by lane. */
export interface TraceDiff {
	/** Weights as the driver sent them, as they went to the stage, as they were drawn. */
	readonly sent: CurveComparison;
	readonly mixed: CurveComparison;
	readonly drawn: CurveComparison;
	readonly spans: readonly SpanDifference[];
	/** Utterances that only one of the two has. */
	readonly unpaired: number;
	/** Nothing at all differs: weights bit for bit, cues, utterances. */
	readonly isSame: boolean;
}

/** The utterance of `reference` that stands for one of the run that is shown: the n-th for the n-th. */
export function counterpart(
	reference: Trace,
	shown: Trace,
	utterance: UtteranceTrace,
): UtteranceTrace | undefined {
	return reference.utterances[shown.utterances.indexOf(utterance)];
}

/**
 * Compares two runs: of one recording by two mappings or two versions, or of two recordings of the same text. Faces are
 * compared at the same presentation time of the same utterance, however late either was heard.
 */
export function diffTraces(reference: Trace, shown: Trace): TraceDiff {
	const [sent, mixed, drawn] = [new CurveComparison(), new CurveComparison(), new CurveComparison()];
	const spans: SpanDifference[] = [];
	for (const utterance of shown.utterances) {
		const other = counterpart(reference, shown, utterance);
		if (other === undefined) continue;
		compareColumns(other.wire, utterance.wire, utterance, sent);
		compareColumns(other.mixed, utterance.mixed, utterance, mixed);
		spans.push(...diffSpans(other, utterance));
	}
	compareDrawn(reference, shown, drawn);
	const unpaired = Math.abs(reference.utterances.length - shown.utterances.length);
	const areCurvesSame = sent.isSame && mixed.isSame && drawn.isSame;
	return {
		sent,
		mixed,
		drawn,
		spans,
		unpaired,
		isSame: areCurvesSame && spans.length === 0 && unpaired === 0,
	};
}

/** Two columns at every time at which either has a frame. */
function compareColumns(
	reference: FrameColumn,
	shown: FrameColumn,
	{ heard, begunAt }: UtteranceTrace,
	comparison: CurveComparison,
): void {
	const one = new Float32Array(BLENDSHAPE_COUNT);
	const other = new Float32Array(BLENDSHAPE_COUNT);
	for (const media of timesOf(reference, shown)) {
		const isShown = shown.sample(media, BRIDGE, one);
		const isKnown = reference.sample(media, BRIDGE, other);
		if (isShown && isKnown) comparison.add(heard.wallAt(media) ?? begunAt + media, one, other);
		else if (isShown || isKnown) comparison.addMissing();
	}
}

/** The times of both columns in order, each once. */
function* timesOf(one: FrameColumn, other: FrameColumn): Generator<number> {
	let [i, k] = [0, 0];
	while (i < one.count || k < other.count) {
		const a = i < one.count ? one.time(i) : Number.POSITIVE_INFINITY;
		const b = k < other.count ? other.time(k) : Number.POSITIVE_INFINITY;
		yield Math.min(a, b);
		if (a <= b) i++;
		if (b <= a) k++;
	}
}

/** Drawn faces while something was heard: the reference's at the moment at which it let the same be heard. */
function compareDrawn(reference: Trace, shown: Trace, comparison: CurveComparison): void {
	const other = new Float32Array(BLENDSHAPE_COUNT);
	for (let frame = 0; frame < shown.applied.count; frame++) {
		const at = shown.applied.time(frame);
		const heard = shown.heardAt(at);
		if (heard === undefined) continue;
		const then = counterpart(reference, shown, heard.utterance)?.heard.wallAt(heard.media);
		if (then === undefined || !reference.applied.sample(then, BRIDGE, other)) comparison.addMissing();
		else comparison.add(at, shown.applied.frame(frame), other);
	}
}
