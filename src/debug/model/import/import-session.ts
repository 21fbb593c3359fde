import { BLENDSHAPE_COUNT } from "../../../lipsync/blendshapes.ts";
import { orderPermutation, toWireOrder } from "../../../lipsync/orders.ts";
import { clausePart } from "../../../protocol/clause-part.ts";
import { wireSpeech } from "../../../protocol/encode-driver-message.ts";
import { toPcm16 } from "../../../protocol/pcm16.ts";
import type { RecordingEntry } from "../../../protocol/recording.ts";
import { seconds } from "../../../util/time.ts";
import { type NamedCue, type NamedCurves, type SteadyCurves, steadyCurves } from "./named-curves.ts";
import { readAzureVisemes } from "./read-azure-visemes.ts";
import { readCurvesCsv } from "./read-curves-csv.ts";
import { readCurvesJson } from "./read-curves-json.ts";

/** Seconds of sound in a message, and by how much messages come before they are heard: as a live driver sends. */
const PART = 0.4;
const LEAD = 0.5;

/** Hertz that sound is brought to before it is imported. */
export const IMPORT_RATE = 24_000;

/** What another system gave: sound, and what its mouth is to do. */
export interface Imported {
	/** The same as a driver would have sent it: everything that can be done with a recording can be done with it. */
	readonly entries: readonly RecordingEntry[];
	/** Face frames per second, to read it with; `undefined` if it brought none. */
	readonly frameRate: number | undefined;
	/** What was read, and what was left out, for a human. */
	readonly notes: readonly string[];
}

/** What a file of curves holds. */
type Motion = { readonly curves: NamedCurves } | { readonly cues: readonly NamedCue[] };

/**
 * @param text the file with the curves: JSON, a JSON value a line, or CSV
 * @param sound the sound they belong to, mono at {@link IMPORT_RATE}; without one they move in silence
 * @throws {TypeError} saying what is wrong and where
 */
export function importSession(text: string, sound: Float32Array | undefined): Imported {
	const motion = readMotion(text);
	if ("cues" in motion) {
		const notes = [
			`Read ${motion.cues.length} visemes of Azure; the lips come from the sounds they stand for.`,
		];
		return { entries: entriesOf(sound, undefined, motion.cues), frameRate: undefined, notes };
	}
	const curves = steadyCurves(motion.curves);
	const { frameRate, count, ignored } = curves;
	const rate = Number(frameRate.toFixed(2));
	const notes = [`Read as ${motion.curves.format}: ${count} faces, ${rate} a second.`];
	if (ignored.length > 0)
		notes.push(`${ignored.length} channels have no place among the 52: ${ignored.slice(0, 6).join(", ")}.`);
	if (sound !== undefined && Math.abs(sound.length / IMPORT_RATE - count / frameRate) > 0.5)
		notes.push(
			`The sound lasts ${(sound.length / IMPORT_RATE).toFixed(1)} s, the curves ${(count / frameRate).toFixed(1)} s.`,
		);
	return { entries: entriesOf(sound, curves, []), frameRate, notes };
}

function readMotion(text: string): Motion {
	const values = jsonValues(text);
	if (values === undefined) {
		const curves = readCurvesCsv(text);
		if (curves !== undefined) return { curves };
		throw new TypeError("expected JSON or CSV with named weights, or visemes of Azure");
	}
	const value = values.length === 1 ? values[0] : values;
	const curves = readCurvesJson(value);
	if (curves !== undefined) return { curves };
	const cues = readAzureVisemes(value);
	if (cues !== undefined) return { cues };
	throw new TypeError("$: expected names and weights (LAM, Audio2Face, Azure, frames with names, curves)");
}

/** One JSON value, or one a line. */
function jsonValues(text: string): readonly unknown[] | undefined {
	try {
		return [JSON.parse(text)];
	} catch {
		try {
			const lines = text.split("\n").filter((line) => line.trim() !== "");
			return lines.length === 0 ? undefined : lines.map((line) => JSON.parse(line) as unknown);
		} catch {
			return undefined;
		}
	}
}

/** One clause in parts, each with the sound, the faces and the cues of its time. */
function entriesOf(
	sound: Float32Array | undefined,
	curves: SteadyCurves | undefined,
	cues: readonly NamedCue[],
): readonly RecordingEntry[] {
	const length = curves === undefined ? (cues.at(-1)?.end ?? 0) : curves.count / curves.frameRate;
	const samples = sound === undefined ? new Int16Array(Math.ceil(length * IMPORT_RATE)) : toPcm16(sound);
	const duration = samples.length / IMPORT_RATE;
	const parts = Math.max(1, Math.ceil(duration / PART));
	const ids = { requestId: "import", streamId: "import" };
	return Array.from({ length: parts }, (_, index): RecordingEntry => {
		const [from, to] = [index * PART, index === parts - 1 ? Number.POSITIVE_INFINITY : (index + 1) * PART];
		const isLast = index === parts - 1;
		const part = clausePart({
			samples: samples.slice(
				Math.round(from * IMPORT_RATE),
				Math.min(samples.length, Math.round(to * IMPORT_RATE)),
			),
			sampleRate: IMPORT_RATE,
			face: facesOf(curves, from, Math.min(to, duration)),
			phonemes: cues
				.filter(({ start }) => start >= from && start < to)
				.map(({ symbol, start, end }) => ({ symbol, start: seconds(start), end: seconds(end) })),
			clauseStart: index === 0,
			clauseFinal: isLast,
			faceFinal: isLast,
			final: isLast,
		});
		const at = seconds(Math.max(0, from - LEAD));
		return { at, direction: "down", message: wireSpeech(ids, part) };
	});
}

/** The faces from `from` up to `to` seconds, as the driver's default order has them. */
function facesOf(curves: SteadyCurves | undefined, from: number, to: number) {
	const permutation = orderPermutation();
	if (curves === undefined) return { dimension: permutation.length, count: 0, weights: new Float32Array(0) };
	const first = Math.min(curves.count, Math.ceil(from * curves.frameRate - 1e-6));
	const last = Math.min(curves.count, Math.ceil(to * curves.frameRate - 1e-6));
	const weights = new Float32Array((last - first) * permutation.length);
	toWireOrder(
		curves.weights.subarray(first * BLENDSHAPE_COUNT, last * BLENDSHAPE_COUNT),
		permutation,
		last - first,
		weights,
	);
	return { dimension: permutation.length, count: last - first, weights };
}
