import type { FaceFrames } from "../driver-message.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** Steps of a weight: half of one is a fifth of what a viewer could see. */
const STEPS = 255;

/** How weights are written: as they are, or in steps of 1/255, each frame as what changed since the one before. */
const AS_FLOATS = 0;
const AS_CHANGES = 1;

/** As `read-face.ts` takes them, and more frames than a message of ten minutes holds. */
const MAX_DIMENSION = 512;
const MAX_FRAMES = 15_000;

/** Writes face frames. Weights beyond 0 … 1 keep their values, and so do those of their message. */
export function writeFace(writer: ByteWriter, { dimension, count, weights }: FaceFrames): void {
	writer.count(dimension);
	writer.count(count);
	if (count === 0) return;
	if (weights.every((weight) => weight >= 0 && weight <= 1)) writeChanges(writer, weights, dimension, count);
	else {
		writer.byte(AS_FLOATS);
		const view = new DataView(new ArrayBuffer(weights.length * 4));
		for (let i = 0; i < weights.length; i++) view.setFloat32(i * 4, weights[i] ?? 0, true);
		writer.raw(new Uint8Array(view.buffer));
	}
}

/** Per frame: a bit for each weight that changed, then the differences of those, modulo 256. */
function writeChanges(writer: ByteWriter, weights: Float32Array, dimension: number, count: number): void {
	writer.byte(AS_CHANGES);
	const before = new Uint8Array(dimension);
	const mask = new Uint8Array(Math.ceil(dimension / 8));
	const changes = new Uint8Array(dimension);
	for (let frame = 0; frame < count; frame++) {
		mask.fill(0);
		let changed = 0;
		for (let i = 0; i < dimension; i++) {
			const step = Math.round((weights[frame * dimension + i] ?? 0) * STEPS);
			const change = (step - (before[i] ?? 0)) & 0xff;
			before[i] = step;
			if (change === 0) continue;
			mask[i >> 3] = (mask[i >> 3] ?? 0) | (1 << (i & 7));
			changes[changed++] = change;
		}
		writer.raw(mask);
		writer.raw(changes.subarray(0, changed));
	}
}

/** Reads what {@link writeFace} wrote. @throws {WireError} */
export function readFace(reader: ByteReader): FaceFrames {
	const dimension = reader.count("dimension", MAX_DIMENSION);
	const count = reader.count("count", MAX_FRAMES);
	if (count === 0) return { dimension, count, weights: new Float32Array(0) };
	const coding = reader.byte("coding");
	if (coding === AS_FLOATS) return { dimension, count, weights: readFloats(reader, dimension * count) };
	if (coding === AS_CHANGES) return { dimension, count, weights: readChanges(reader, dimension, count) };
	throw reader.fault("coding", `expected ${AS_FLOATS} or ${AS_CHANGES}, got ${coding}`);
}

function readFloats(reader: ByteReader, length: number): Float32Array<ArrayBuffer> {
	const bytes = reader.raw("weights", length * 4);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const weights = new Float32Array(length);
	for (let i = 0; i < length; i++) {
		weights[i] = view.getFloat32(i * 4, true);
		if (!Number.isFinite(weights[i])) throw reader.fault(`weights[${i}]`, "expected a finite number");
	}
	return weights;
}

function readChanges(reader: ByteReader, dimension: number, count: number): Float32Array<ArrayBuffer> {
	const before = new Uint8Array(dimension);
	const maskLength = Math.ceil(dimension / 8);
	// Read in full before room is made for the weights: a wrong number asks for no memory that the message does not fill.
	const frames: Uint8Array<ArrayBuffer>[] = [];
	for (let frame = 0; frame < count; frame++) {
		const mask = reader.raw("weights", maskLength);
		for (let i = 0; i < dimension; i++)
			if (((mask[i >> 3] ?? 0) & (1 << (i & 7))) !== 0) before[i] = (before[i] ?? 0) + reader.byte("weights");
		frames.push(before.slice());
	}
	const weights = new Float32Array(count * dimension);
	for (const [frame, steps] of frames.entries())
		for (let i = 0; i < dimension; i++) weights[frame * dimension + i] = (steps[i] ?? 0) / STEPS;
	return weights;
}
