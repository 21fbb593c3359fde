import { ATSC, ITU } from "../model/offset-bands.ts";
import { type Painter, SMALL_FONT } from "./paint.ts";

/** Offsets beyond this are drawn at the edge. Seconds. */
const MOST_OFFSET = 0.25;

/** Diagonal lines: told from a colour by those who see none. */
function hatch(
	context: Parameters<Painter>[0]["context"],
	x: number,
	y: number,
	width: number,
	height: number,
): void {
	context.save();
	context.beginPath();
	context.rect(x, y, width, height);
	context.clip();
	context.lineWidth = 1.5;
	context.beginPath();
	for (let at = x - height; at < x + width; at += 6) {
		context.moveTo(at, y + height);
		context.lineTo(at + height, y);
	}
	context.stroke();
	context.restore();
}

/** Sound at hand as an area, the target as a line, silence for lack of sound hatched, stretched sound marked above. */
export const paintBuffer: Painter = ({ context, trace, lane, palette, from, to, scale }) => {
	const { levels, utterances } = trace;
	const bottom = lane.height - 2;
	const first = Math.max(0, levels.firstFrom(from) - 1);
	const last = Math.min(levels.count, levels.firstFrom(to) + 1);
	let most = 0.2;
	for (let row = first; row < last; row++)
		most = Math.max(most, levels.get(row, "level"), levels.get(row, "target"));
	// Steps of the scale are round, so that neighbouring tiles mostly agree.
	const top = 2 ** Math.ceil(Math.log2(most * 5)) / 5;
	const y = (value: number) => bottom - (value / top) * (lane.height - 8);
	const x = (time: number) => (time - from) * scale;
	for (let row = first; row < last; row++) {
		const at = x(levels.get(row, "at"));
		const end = row + 1 < levels.count ? x(levels.get(row + 1, "at")) : at + 2;
		const level = levels.get(row, "level");
		if (end - at > 1.2 * scale) continue;
		context.fillStyle = palette.mixed;
		context.globalAlpha = 0.35;
		context.fillRect(at, y(level), Math.max(1, end - at), bottom - y(level));
		context.globalAlpha = 1;
		context.fillStyle = palette.applied;
		context.fillRect(at, y(levels.get(row, "target")), Math.max(1, end - at), 1.5);
		const rate = levels.get(row, "rate");
		if (rate !== 0 && rate !== 1) {
			context.fillStyle = palette.late;
			context.fillRect(at, 1, Math.max(1, end - at), 3);
		}
	}
	context.strokeStyle = palette.bad;
	for (const { heard, duration } of utterances) {
		const pieces = heard.pieces(duration);
		for (const [index, { wall }] of pieces.entries()) {
			const before = pieces[index - 1];
			if (before === undefined || wall - before.wallEnd < 0.002) continue;
			hatch(context, x(before.wallEnd), 2, (wall - before.wallEnd) * scale, lane.height - 4);
		}
	}
	context.fillStyle = palette.quiet;
};

/** Messages as bars of their size: the colour, and a notch above, say that the sound came after it was wanted. */
export const paintNetwork: Painter = ({ context, trace, lane, palette, from, to, scale }) => {
	const bottom = lane.height - 2;
	context.font = SMALL_FONT;
	context.textBaseline = "top";
	let labelled = -20;
	for (const message of trace.messages) {
		if (message.at < from - 1 || message.at > to) continue;
		const x = (message.at - from) * scale;
		const size = Math.min(1, Math.log2(1 + message.size / 200) / 12);
		const height = Math.max(3, size * (lane.height - 14));
		const slack = lateness(trace, message);
		const isLate = slack !== undefined && slack > 0;
		const isBad = message.fault !== "" || message.dropped !== "";
		context.fillStyle = isBad
			? palette.bad
			: isLate
				? palette.late
				: message.direction === "up"
					? palette.cue
					: palette.good;
		if (message.direction === "up") {
			context.beginPath();
			context.moveTo(x, bottom - 10);
			context.lineTo(x + 4, bottom);
			context.lineTo(x - 4, bottom);
			context.fill();
		} else context.fillRect(x, bottom - height, 2.5, height);
		if (isLate || isBad) context.fillRect(x - 2, bottom - height - 3, 6.5, 2);
		if (message.sequence === undefined || x - labelled < 22) continue;
		context.fillStyle = palette.quiet;
		context.fillText(String(message.sequence), x + 4, bottom - height - 1);
		labelled = x;
	}
};

/** By how much a message came after its sound was due; negative if before. `undefined` if it brought none. */
export function lateness(
	trace: Parameters<Painter>[0]["trace"],
	message: Parameters<Painter>[0]["trace"]["messages"][number],
): number | undefined {
	if (message.media === undefined || message.duration === 0) return undefined;
	const utterance = trace.utterance(message.utterance);
	const isFirst = message.media === 0;
	const heard = utterance?.heard.wallAt(message.media);
	if (heard === undefined || isFirst) return undefined;
	const pieces = utterance?.heard.pieces(utterance.duration) ?? [];
	const index = pieces.findLastIndex(({ wall }) => wall <= heard + 1e-3);
	const [before, piece] = [pieces[index - 1], pieces[index]];
	// Where the sound stood still before it, it was due when the sound before it ended.
	const waited =
		before !== undefined &&
		piece !== undefined &&
		heard - piece.wall < 3e-3 &&
		piece.wall - before.wallEnd > 2e-3;
	return message.at - (waited ? before.wallEnd : heard);
}

/** Face minus sound of every display frame, the driver's own lag as bars, and the bands of the standards. */
export const paintOffset: Painter = ({ context, trace, lane, palette, from, to, scale, lags }) => {
	const middle = lane.height / 2;
	const y = (offset: number) =>
		middle - (Math.max(-MOST_OFFSET, Math.min(MOST_OFFSET, offset)) / MOST_OFFSET) * (middle - 3);
	const width = (to - from) * scale;
	const { acceptable, detectable } = ITU;
	context.fillStyle = palette.bandWide;
	context.fillRect(0, y(acceptable.early), width, y(-acceptable.late) - y(acceptable.early));
	context.fillRect(0, y(detectable.early), width, y(-detectable.late) - y(detectable.early));
	context.fillStyle = palette.band;
	context.fillRect(0, y(ATSC.early), width, y(-ATSC.late) - y(ATSC.early));
	context.fillStyle = palette.line;
	context.fillRect(0, middle, width, 1);
	for (const { at, until, lag } of lags) {
		if (until < from || at > to) continue;
		const x = (at - from) * scale;
		const isBad = -lag > detectable.early || lag > detectable.early;
		context.fillStyle = isBad ? palette.bad : palette.mixed;
		context.fillRect(x, y(-lag) - 1.5, Math.max(3, (until - at) * scale - 1), 3);
		if (isBad) {
			context.strokeStyle = palette.bad;
			hatch(context, x, Math.min(middle, y(-lag)), (until - at) * scale - 1, Math.abs(y(-lag) - middle));
		}
	}
	const { frames } = trace;
	context.fillStyle = palette.applied;
	const last = frames.firstFrom(to);
	const first = frames.firstFrom(from - 0.05);
	const step = Math.max(1, Math.floor((last - first) / (4 * Math.max(1, width))));
	for (let row = first; row < last; row += step) {
		const offset = frames.get(row, "offset");
		if (!Number.isNaN(offset))
			context.fillRect((frames.get(row, "at") - from) * scale, y(offset) - 1, 1.5, 2);
	}
};

/** The interval before each display frame: usual ones low, long ones high and in another colour. */
export const paintFrames: Painter = ({ context, trace, lane, palette, from, to, scale }) => {
	const { frames } = trace;
	const bottom = lane.height - 2;
	const last = frames.firstFrom(to);
	const first = frames.firstFrom(from - 0.1);
	let drawnTo = -1;
	let worst = 0;
	for (let row = first; row < last; row++) {
		const gap = frames.get(row, "gap");
		const x = Math.floor((frames.get(row, "at") - from) * scale);
		const ratio = gap > 1 ? 0 : gap / Math.max(1e-3, frames.get(row, "interval"));
		worst = x === drawnTo ? Math.max(worst, ratio) : ratio;
		drawnTo = x;
		const isLong = worst > 1.5;
		context.fillStyle = isLong ? (worst > 3 ? palette.bad : palette.late) : palette.good;
		const height = Math.min(lane.height - 4, 6 * worst);
		context.fillRect(x, bottom - height, isLong ? 2 : 1, height);
	}
};
