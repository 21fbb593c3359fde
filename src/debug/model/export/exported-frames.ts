import type { Trace } from "../trace.ts";
import type { ExportRange } from "./heard-spans.ts";

/** Which of the three columns of weights: as the driver sent them, as they went to the stage, as they were drawn. */
export const WEIGHT_SOURCES = ["sent", "mixed", "drawn"] as const;
export type WeightSource = (typeof WEIGHT_SOURCES)[number];

/** A face with its times. */
export interface ExportedFrame {
	/** Since the beginning of the range, seconds. */
	readonly at: number;
	/** Presentation time in its utterance; `undefined` while nothing was heard. */
	readonly media: number | undefined;
	readonly utterance: number | undefined;
	/** In the order of `BLENDSHAPES`; a view, valid until the next frame is asked for. */
	readonly weights: Float32Array;
}

/** The faces of the range, in order. */
export function* exportedFrames(
	trace: Trace,
	{ from, to }: ExportRange,
	source: WeightSource,
): Generator<ExportedFrame> {
	if (source === "drawn") {
		const { applied } = trace;
		for (let frame = applied.firstFrom(from); frame < applied.count && applied.time(frame) <= to; frame++) {
			const at = applied.time(frame);
			const heard = trace.heardAt(at);
			const place = { at: at - from, media: heard?.media, utterance: heard?.utterance.number };
			yield { ...place, weights: applied.frame(frame) };
		}
		return;
	}
	for (const utterance of trace.utterances) {
		const column = source === "sent" ? utterance.wire : utterance.mixed;
		for (let frame = 0; frame < column.count; frame++) {
			const media = column.time(frame);
			const at = utterance.heard.wallAt(media);
			if (at === undefined || at < from || at > to) continue;
			yield { at: at - from, media, utterance: utterance.number, weights: column.frame(frame) };
		}
	}
}
