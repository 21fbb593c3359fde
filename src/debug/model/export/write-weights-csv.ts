import { BLENDSHAPES } from "../../../lipsync/blendshapes.ts";
import type { Trace } from "../trace.ts";
import { exportedFrames, type WeightSource } from "./exported-frames.ts";
import type { ExportRange } from "./heard-spans.ts";

/** Six decimals of time are microseconds; as many of a weight are finer than any driver sends. */
const DIGITS = 6;

const number = (value: number | undefined) =>
	value === undefined ? "" : String(Number(value.toFixed(DIGITS)));

/** RFC 4180: a line a face, `time` and `media` in seconds, and the 52 weights by Apple's names. */
export function writeWeightsCsv(trace: Trace, range: ExportRange, source: WeightSource): string {
	const lines = [["time", "utterance", "media", ...BLENDSHAPES].join(",")];
	for (const { at, utterance, media, weights } of exportedFrames(trace, range, source))
		lines.push([number(at), utterance ?? "", number(media), ...Array.from(weights, number)].join(","));
	return `${lines.join("\r\n")}\r\n`;
}
