import { readFileSync } from "node:fs";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../../src/lipsync/blendshapes.ts";
import type { OrderName } from "../../src/lipsync/order-tables.ts";
import { orderPermutation, reorder, toWireOrder } from "../../src/lipsync/orders.ts";
import { DEFAULT_DIMENSION } from "../../src/protocol/clause-part.ts";
import { parseRecording, type RecordingEntry } from "../../src/protocol/recording.ts";
import type { WireResponse, WireSpeechRsp } from "../../src/protocol/wire.ts";
import { type Seconds, seconds } from "../../src/util/time.ts";

/** The recording that ships with the pages: the local driver's own, without a fault. */
export function museum(): readonly RecordingEntry[] {
	const file = new URL("../../assets/public/recordings/museum.ndjson", import.meta.url);
	return parseRecording(readFileSync(file, "utf8")).entries;
}

const speechOf = ({ direction, message }: RecordingEntry): WireSpeechRsp | undefined => {
	const { Payload } = message as Partial<WireResponse>;
	return direction === "down" && Payload?.DriverRspType === "SPEECH" ? Payload.SpeechRsp : undefined;
};

/** The entries with each SpeechRsp changed by `change`; `undefined` leaves the message out. */
function changed(
	entries: readonly RecordingEntry[],
	change: (speech: WireSpeechRsp) => WireSpeechRsp | undefined,
): readonly RecordingEntry[] {
	return entries.flatMap((entry) => {
		const speech = speechOf(entry);
		if (speech === undefined) return [entry];
		const next = change(structuredClone(speech));
		if (next === undefined) return [];
		const message = structuredClone(entry.message) as WireResponse;
		message.Payload.SpeechRsp = next;
		return [{ ...entry, message }];
	});
}

/** Face channels as another producer would send them. */
export function inOrder(entries: readonly RecordingEntry[], order: OrderName): readonly RecordingEntry[] {
	const ours = orderPermutation();
	const theirs = orderPermutation(order, DEFAULT_DIMENSION);
	return changed(entries, (speech) => {
		const count = speech.ThFeat.length / DEFAULT_DIMENSION;
		const weights = new Float32Array(count * BLENDSHAPE_COUNT);
		const wire = new Array<number>(count * DEFAULT_DIMENSION).fill(0);
		reorder(speech.ThFeat, ours, count, weights);
		toWireOrder(weights, theirs, count, wire);
		return { ...speech, ThFeat: wire };
	});
}

/** The face of each clause so many frames later (earlier if negative) than its sound and its phonemes. */
export function facesShifted(entries: readonly RecordingEntry[], frames: number): readonly RecordingEntry[] {
	const faces = entries.flatMap((entry) => speechOf(entry)?.ThFeat ?? []);
	const still = new Array<number>(Math.abs(frames) * DEFAULT_DIMENSION).fill(0);
	const stream = frames > 0 ? [...still, ...faces] : [...faces.slice(still.length), ...still];
	let at = 0;
	return changed(entries, (speech) => {
		const ThFeat = stream.slice(at, at + speech.ThFeat.length);
		at += speech.ThFeat.length;
		return { ...speech, ThFeat };
	});
}

export const withoutClause = (entries: readonly RecordingEntry[], sequence: number) =>
	changed(entries, (speech) => (speech.SeqNo === sequence ? undefined : speech));

/** Nothing comes for `duration` seconds from `from` on; then all at once. */
export const stalled = (entries: readonly RecordingEntry[], from: number, duration: number) =>
	entries.map((entry): RecordingEntry => {
		const within = entry.at >= from && entry.at < from + duration;
		return within ? { ...entry, at: seconds(from + duration) as Seconds } : entry;
	});

/** The jaw three times as wide as it should be, cut off at 1. */
export function jawSaturated(entries: readonly RecordingEntry[]): readonly RecordingEntry[] {
	const jaw = orderPermutation().indexOf(BLENDSHAPE_INDEX.jawOpen);
	return changed(entries, (speech) => ({
		...speech,
		ThFeat: speech.ThFeat.map((weight, at) =>
			at % DEFAULT_DIMENSION === jaw ? Math.min(1, 4 * weight) : weight,
		),
	}));
}
