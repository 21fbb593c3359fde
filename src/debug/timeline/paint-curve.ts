import { counterpart } from "../model/diff/diff-traces.ts";
import type { FrameColumn, WeightExtent } from "../model/frame-column.ts";
import type { UtteranceTrace } from "../model/utterance-trace.ts";
import type { Paint, Painter } from "./paint.ts";

const extent: WeightExtent = { low: 0, high: 0 };

/** Frames further apart than this are not joined. Seconds. */
const GAP = 0.2;

/** The run that is compared with is dashed, so that it is told apart without colours. */
const DASHES = [4, 3];

type Context = Parameters<Painter>[0]["context"];

/** How a weight becomes a height. */
type Height = (weight: number) => number;

/** One column of frames as a line: point by point where there is room, else the extremes of each pixel. */
function trace(
	context: Context,
	column: FrameColumn,
	shape: number,
	toX: (time: number) => number,
	toTime: (x: number) => number,
	first: number,
	last: number,
	height: Height,
): void {
	const low = column.firstFrom(toTime(first) - GAP);
	const high = Math.min(column.count, column.firstFrom(toTime(last) + GAP));
	context.beginPath();
	if (high - low < 1.5 * (last - first)) {
		let before = Number.NEGATIVE_INFINITY;
		for (let frame = low; frame < high; frame++) {
			const time = column.time(frame);
			const y = height(column.weight(frame, shape));
			if (time - before > GAP) context.moveTo(toX(time), y);
			else context.lineTo(toX(time), y);
			before = time;
		}
	} else {
		let frame = column.firstFrom(toTime(first));
		for (let x = first; x < last; x++) {
			const next = column.firstFrom(toTime(x + 1));
			if (next > frame && column.extent(shape, frame, next, extent)) {
				context.moveTo(x + 0.5, height(extent.low) + 0.5);
				context.lineTo(x + 0.5, height(extent.high) - 0.5);
			}
			frame = next;
		}
	}
	context.stroke();
}

/** A shape over time: as sent (broad, pale), as it went to the stage, as it was drawn. */
export const paintCurve: Painter = (paint) => {
	const { context, lane, palette, from, to, scale, overlays, trace: session, tops } = paint;
	const shape = lane.shape ?? 0;
	const bottom = lane.height - 3;
	const top = tops[shape] ?? 1;
	const height: Height = (weight) =>
		bottom - Math.min(1.05, Math.max(-0.05, weight / top)) * (lane.height - 6);
	context.lineJoin = "round";
	if (overlays.wire) spoken(paint, (utterance) => utterance.wire, palette.wire, 6, shape, height);
	// Under the mixed line: where the two agree, that has a rim of this colour.
	if (overlays.applied && session.applied.count > 0) {
		context.strokeStyle = palette.applied;
		context.lineWidth = overlays.mixed ? 3 : 1.5;
		context.globalAlpha = overlays.mixed ? 0.6 : 1;
		const toX = (time: number) => (time - from) * scale;
		const last = Math.ceil((to - from) * scale);
		trace(context, session.applied, shape, toX, (x) => from + x / scale, 0, last, height);
		context.globalAlpha = 1;
	}
	if (overlays.mixed) spoken(paint, (utterance) => utterance.mixed, palette.mixed, 1.25, shape, height);
	const { reference } = paint;
	if (reference === undefined) return;
	const other = (utterance: UtteranceTrace) => counterpart(reference, session, utterance)?.mixed;
	context.setLineDash(DASHES);
	spoken(paint, other, palette.reference, 1.5, shape, height);
	context.setLineDash([]);
};

/** Columns in presentation time, where they were heard. */
function spoken(
	{ context, lane, from, to, scale, trace: session }: Paint,
	columnOf: (utterance: UtteranceTrace) => FrameColumn | undefined,
	colour: string,
	width: number,
	shape: number,
	height: Height,
): void {
	context.strokeStyle = colour;
	context.lineWidth = width;
	for (const utterance of session.utterances) {
		const column = columnOf(utterance);
		if (column === undefined || column.count === 0) continue;
		for (const { wall, wallEnd, media, rate } of utterance.heard.pieces(utterance.duration)) {
			if (wallEnd < from || wall > to) continue;
			const first = Math.max(0, Math.floor((wall - from) * scale));
			const last = Math.min(Math.ceil((to - from) * scale), Math.ceil((wallEnd - from) * scale));
			const toX = (time: number) => (wall + (time - media) / rate - from) * scale;
			const toTime = (x: number) => media + (from + x / scale - wall) * rate;
			context.save();
			context.beginPath();
			context.rect(first, 0, last - first, lane.height);
			context.clip();
			trace(context, column, shape, toX, toTime, first, last, height);
			context.restore();
		}
	}
}
