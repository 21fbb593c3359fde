import { BLENDSHAPE_COUNT } from "../../../lipsync/blendshapes.ts";
import { ORDERS } from "../../../lipsync/order-tables.ts";
import { orderPermutation, toWireOrder } from "../../../lipsync/orders.ts";
import type { Trace } from "../trace.ts";
import { weightsAt } from "../weights-at.ts";
import type { ExportRange } from "./heard-spans.ts";

/** Frames per second that the app records at, and its timecode counts. */
const FRAME_RATE = 60;

const CHANNELS = ORDERS["live-link-csv"];

const two = (value: number) => String(value).padStart(2, "0");

/** `HH:MM:SS:FF.mmm`: hours, minutes, seconds, frames, thousandths of a frame. */
function timecode(frame: number): string {
	const seconds = Math.floor(frame / FRAME_RATE);
	const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
	return `${clock}:${two(frame % FRAME_RATE)}.000`;
}

/**
 * The face as it was drawn, as Live Link Face writes its takes: 60 frames a second, its own names and order, head and
 * eye rotations 0 (the head's pose is no part of a trace).
 */
export function writeLiveLinkCsv(trace: Trace, { from, to }: ExportRange): string {
	const names = CHANNELS.map((name) => name.charAt(0).toUpperCase() + name.slice(1));
	const lines = [["Timecode", "BlendShapeCount", ...names].join(",")];
	const permutation = orderPermutation("live-link-csv", CHANNELS.length);
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	const row = new Array<number>(CHANNELS.length).fill(0);
	for (let frame = 0; frame / FRAME_RATE <= to - from; frame++) {
		if (!weightsAt(trace, from + frame / FRAME_RATE, weights)) weights.fill(0);
		toWireOrder(weights, permutation, 1, row);
		lines.push([timecode(frame), CHANNELS.length, ...row.map((weight) => weight.toFixed(8))].join(","));
	}
	return `${lines.join("\n")}\n`;
}
