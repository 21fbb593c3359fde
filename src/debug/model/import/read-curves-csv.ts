import type { NamedCurves } from "./named-curves.ts";

/** Columns that say when, whatever their case. */
const TIME = /^time(?:code|stamp)?$/i;

/** Columns that are no weights. */
const OTHER = /^(?:utterance|media|blendshapecount|frame|index)$/i;

/** Frames per second of a timecode `HH:MM:SS:FF.mmm`. */
const TIMECODE_RATE = 60;

/**
 * A table with a line a frame: Live Link Face's takes, Audio2Face's `timeCode, blendShapes.JawOpen, …`, and our own. No
 * field of theirs is quoted. `undefined` if the first line names no time.
 * @throws {TypeError} with the line of what is wrong
 */
export function readCurvesCsv(text: string): NamedCurves | undefined {
	const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
	const header = (lines[0] ?? "").split(",").map((name) => name.trim());
	const timeColumn = header.findIndex((name) => TIME.test(name));
	if (timeColumn === -1 || header.length < 3) return undefined;
	const columns = header.flatMap((name, column) =>
		column === timeColumn || OTHER.test(name) || name === "" ? [] : [column],
	);
	const rows = lines.slice(1);
	const values = new Float32Array(rows.length * columns.length);
	const times = new Float64Array(rows.length);
	let before = Number.NEGATIVE_INFINITY;
	let first: number | undefined;
	for (const [row, line] of rows.entries()) {
		const fields = line.split(",");
		const time = timeOf(fields[timeColumn] ?? "");
		if (!(time >= before)) throw new TypeError(`line ${row + 2}: expected a time that does not decrease`);
		before = time;
		first ??= (fields[timeColumn] ?? "").includes(":") ? time : 0;
		times[row] = time - first;
		for (const [channel, column] of columns.entries()) {
			const value = Number(fields[column]);
			if (!Number.isFinite(value))
				throw new TypeError(`line ${row + 2}, ${header[column]}: expected a number`);
			values[row * columns.length + channel] = value;
		}
	}
	if (rows.length === 0) throw new TypeError("line 2: expected at least one frame");
	return { format: "CSV", names: columns.map((column) => header[column] ?? ""), values, times };
}

/** Seconds, or a timecode; a day's timecode counts from midnight. */
function timeOf(text: string): number {
	if (!text.includes(":")) return text.trim() === "" ? Number.NaN : Number(text);
	const [hours, minutes, secs, frames] = text.split(":").map(Number);
	return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (secs ?? 0) + (frames ?? 0) / TIMECODE_RATE;
}
