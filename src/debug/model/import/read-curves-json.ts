import { ORDERS } from "../../../lipsync/order-tables.ts";
import type { NamedCurves } from "./named-curves.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Frames per second of Azure's blend shapes, and of files that do not say. */
const AZURE_RATE = 60;
const USUAL_RATE = 30;

const isObject = (value: unknown): value is Fields =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Weights in one of the forms of JSON that are about: LAM's `names` and `frames`, Audio2Face's `facsNames` and
 * `weightMat`, Azure's chunks of `BlendShapes`, a list of frames with named weights, a list of values for each name.
 * `undefined` if it is none of them.
 * @throws {TypeError} with the path of what is wrong
 */
export function readCurvesJson(value: unknown): NamedCurves | undefined {
	if (Array.isArray(value)) return azureChunks(value) ?? frameList(value, "$");
	if (!isObject(value)) return undefined;
	if (Array.isArray(value.BlendShapes)) return azureChunks([value]);
	if (Array.isArray(value.facsNames) && Array.isArray(value.weightMat))
		return matrix(
			"Audio2Face",
			value.facsNames,
			value.weightMat,
			rate(value, "exportFps", USUAL_RATE),
			"$.weightMat",
		);
	if (Array.isArray(value.names) && Array.isArray(value.frames)) return lam(value, value.names, value.frames);
	if (isObject(value.curves)) return curveLists(value, value.curves);
	return Array.isArray(value.frames)
		? frameList(value.frames, "$.frames", rate(value, "fps", USUAL_RATE))
		: undefined;
}

/** `{ names, metadata: { fps }, frames: [{ weights, time }] }`. */
function lam(file: Fields, names: readonly unknown[], frames: readonly unknown[]): NamedCurves {
	const metadata = isObject(file.metadata) ? file.metadata : file;
	const fps = rate(metadata, "fps", USUAL_RATE);
	const rows = frames.map((frame) => (isObject(frame) ? frame.weights : frame));
	const curves = matrix("LAM", names, rows, fps, "$.frames");
	const times = frames.map((frame, index) => {
		const time = isObject(frame) ? frame.time : undefined;
		return typeof time === "number" ? time : index / fps;
	});
	return { ...curves, times: ascending(times, "$.frames") };
}

/** Azure's visemes with `FacialExpression`: chunks of `{ FrameIndex, BlendShapes }`, or events that hold them as text. */
function azureChunks(list: readonly unknown[]): NamedCurves | undefined {
	const chunks = list.flatMap((item) => {
		const chunk = azureChunk(item);
		return chunk === undefined ? [] : [chunk];
	});
	if (chunks.length === 0) return undefined;
	const names = ORDERS.azure;
	const rows = chunks.flatMap(({ BlendShapes }) => BlendShapes as readonly unknown[]);
	const starts = chunks.flatMap(({ FrameIndex, BlendShapes }) =>
		(BlendShapes as readonly unknown[]).map((_, index) => (Number(FrameIndex ?? 0) + index) / AZURE_RATE),
	);
	const curves = matrix("Azure", names, rows, AZURE_RATE, "$");
	// Chunks without a number, or with the number 0 each, follow each other.
	const isNumbered = starts.every((time, index) => index === 0 || time > (starts[index - 1] ?? 0));
	return isNumbered ? { ...curves, times: Float64Array.from(starts) } : curves;
}

function azureChunk(item: unknown): Fields | undefined {
	if (!isObject(item)) return undefined;
	if (Array.isArray(item.BlendShapes)) return item;
	const animation = item.animation ?? item.Animation;
	if (typeof animation !== "string" || animation.trim() === "") return undefined;
	try {
		const parsed: unknown = JSON.parse(animation);
		return isObject(parsed) && Array.isArray(parsed.BlendShapes) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** `[{ time, blendshapes: { jawOpen: 0.2 } }]`; `weights` and `values` are other words for the same. */
function frameList(list: readonly unknown[], path: string, fps = USUAL_RATE): NamedCurves | undefined {
	const weightsOf = (frame: unknown) => {
		if (!isObject(frame)) return undefined;
		const weights = frame.blendshapes ?? frame.blendShapes ?? frame.weights ?? frame.values;
		return isObject(weights) ? weights : undefined;
	};
	if (weightsOf(list[0]) === undefined) return undefined;
	const names = [...new Set(list.flatMap((frame) => Object.keys(weightsOf(frame) ?? {})))];
	const rows = list.map((frame) => names.map((name) => weightsOf(frame)?.[name] ?? 0));
	const times = list.map((frame, index) => {
		const { time = index / fps } = frame as { readonly time?: unknown };
		return Number(time);
	});
	return { ...matrix("frames with names", names, rows, fps, path), times: ascending(times, path) };
}

/** `{ fps, curves: { jawOpen: [0, 0.1, …] } }`. */
function curveLists(file: Fields, curves: Fields): NamedCurves {
	const names = Object.keys(curves);
	const lists = names.map((name) => {
		const list = curves[name];
		if (!Array.isArray(list)) throw new TypeError(`$.curves.${name}: expected a list of weights`);
		return list as readonly unknown[];
	});
	const count = Math.max(0, ...lists.map(({ length }) => length));
	const rows = Array.from({ length: count }, (_, frame) => lists.map((list) => list[frame] ?? 0));
	const fps = rate(file, "frameRate", rate(file, "fps", USUAL_RATE));
	return matrix("curves", names, rows, fps, "$.curves");
}

/** Rows of numbers, one a frame. */
function matrix(
	format: string,
	names: readonly unknown[],
	rows: readonly unknown[],
	fps: number,
	path: string,
): NamedCurves {
	if (rows.length === 0) throw new TypeError(`${path}: expected at least one frame`);
	const values = new Float32Array(rows.length * names.length);
	for (const [frame, row] of rows.entries()) {
		if (!Array.isArray(row) || row.length < names.length)
			throw new TypeError(`${path}[${frame}]: expected ${names.length} weights`);
		for (let channel = 0; channel < names.length; channel++) {
			const value: unknown = row[channel];
			if (typeof value !== "number" || !Number.isFinite(value))
				throw new TypeError(`${path}[${frame}][${channel}]: expected a number`);
			values[frame * names.length + channel] = value;
		}
	}
	const times = Float64Array.from({ length: rows.length }, (_, frame) => frame / fps);
	return { format, names: names.map(String), values, times };
}

function ascending(times: readonly number[], path: string): Float64Array {
	for (const [frame, time] of times.entries())
		if (!Number.isFinite(time) || time < (times[frame - 1] ?? 0))
			throw new TypeError(`${path}[${frame}].time: expected a time that does not decrease, got ${time}`);
	return Float64Array.from(times);
}

function rate(fields: Fields, name: string, usual: number): number {
	const value = fields[name];
	return typeof value === "number" && value > 0 ? value : usual;
}
