import { clockText, tickStep } from "../model/tick-spacing.ts";
import type { Trace } from "../model/trace.ts";
import type { Viewport } from "../model/viewport.ts";
import { SMALL_FONT } from "./paint.ts";
import type { Palette } from "./palette.ts";

/** Heights of the three rows, CSS pixels: trace time, presentation time, face frames. */
export const RULER_ROW = 15;
export const RULER_HEIGHT = 3 * RULER_ROW + 1;

/** Least distance of two labels. CSS pixels. */
const GAP = 84;

/** Trace time above; below what is heard then: presentation time of the utterance, and the driver's face frame. */
export function paintRuler(
	context: CanvasRenderingContext2D,
	trace: Trace,
	viewport: Viewport,
	palette: Palette,
): void {
	const { from, to, scale, width } = viewport;
	context.fillStyle = palette.ground;
	context.fillRect(0, 0, width, RULER_HEIGHT);
	context.font = SMALL_FONT;
	context.textBaseline = "middle";
	const step = tickStep(scale, GAP);
	for (let tick = Math.max(0, Math.ceil(from / step)); tick * step <= to; tick++) {
		const x = viewport.x(tick * step);
		context.fillStyle = palette.line;
		context.fillRect(x, 0, 1, RULER_ROW);
		context.fillStyle = palette.text;
		context.fillText(clockText(tick * step, step), x + 4, RULER_ROW / 2 + 1);
	}
	for (const utterance of trace.utterances) {
		const { heard, duration, number, frameRate } = utterance;
		for (const piece of heard.pieces(duration)) {
			if (piece.wallEnd < from || piece.wall > to) continue;
			const left = Math.max(0, viewport.x(piece.wall));
			const right = Math.min(width, viewport.x(piece.wallEnd));
			context.fillStyle = palette.lane;
			context.fillRect(left, RULER_ROW + 1, right - left, 2 * RULER_ROW - 2);
			const toX = (media: number) => viewport.x(piece.wall + (media - piece.media) / piece.rate);
			const mediaFrom = piece.media + Math.max(0, from - piece.wall) * piece.rate;
			const mediaTo = piece.media + (Math.min(to, piece.wallEnd) - piece.wall) * piece.rate;
			ticks(mediaFrom, mediaTo, step, (media) => {
				const label = `u${number} ${clockText(media, step)}`;
				tick(context, toX(media), RULER_ROW, label, right, palette);
			});
			const frameStep = Math.max(1, Math.ceil(tickStep(scale / frameRate, 46)));
			ticks(mediaFrom * frameRate, mediaTo * frameRate, frameStep, (frame) =>
				tick(context, toX(frame / frameRate), 2 * RULER_ROW, `#${frame}`, right, palette),
			);
		}
	}
	context.fillStyle = palette.line;
	context.fillRect(0, RULER_HEIGHT - 1, width, 1);
}

function ticks(from: number, to: number, step: number, draw: (value: number) => void): void {
	for (let tick = Math.ceil(from / step - 1e-9); tick * step <= to; tick++) draw(tick * step);
}

function tick(
	context: CanvasRenderingContext2D,
	x: number,
	y: number,
	label: string,
	right: number,
	palette: Palette,
): void {
	context.fillStyle = palette.line;
	context.fillRect(x, y + 2, 1, RULER_ROW - 3);
	if (x + 4 + context.measureText(label).width > right) return;
	context.fillStyle = palette.quiet;
	context.fillText(label, x + 4, y + RULER_ROW / 2 + 1);
}
