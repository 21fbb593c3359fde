import type { Trace } from "../model/trace.ts";
import type { Span, UtteranceTrace } from "../model/utterance-trace.ts";
import { FONT, type Paint, type Painter } from "./paint.ts";

/** Below this width a span has no room for a word. CSS pixels. */
const LEAST_LABEL = 12;

/** A span as it lies on the screen. */
interface Box {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly fill: string;
	readonly ink: string;
}

function drawBoxes({ context, lane, from, to, scale, palette }: Paint, boxes: Iterable<Box>): void {
	context.font = FONT;
	context.textBaseline = "middle";
	const height = lane.height - 4;
	for (const { text, start, end, fill, ink } of boxes) {
		if (end < from || start > to) continue;
		const x = Math.max(-4, (start - from) * scale);
		const width = Math.min((to - from) * scale + 4, (end - from) * scale) - x;
		context.fillStyle = fill;
		context.fillRect(x, 2, Math.max(1, width - 1), height);
		if (width < LEAST_LABEL || text === "") continue;
		context.fillStyle = ink;
		const left = Math.max(x, 0) + 4;
		const room = x + width - left - 3;
		const measured = context.measureText(text).width;
		if (measured <= room) context.fillText(text, left, 3 + height / 2);
		else if (room > 24) context.fillText(shortened(context, text, room), left, 3 + height / 2);
	}
	context.fillStyle = palette.text;
}

function shortened(context: Paint["context"], text: string, room: number): string {
	const letters = Array.from(text);
	let count = Math.floor((letters.length * room) / context.measureText(text).width);
	while (count > 0 && context.measureText(`${letters.slice(0, count).join("")}…`).width > room) count--;
	return count === 0 ? "" : count === letters.length ? text : `${letters.slice(0, count).join("")}…`;
}

/** Spans of the utterances that are in sight, in trace time. */
function* placed(
	{ trace, from, to }: Paint,
	spansOf: (utterance: UtteranceTrace) => readonly Span[],
): Generator<Span & { readonly utterance: UtteranceTrace }> {
	for (const utterance of trace.utterances) {
		if (utterance.begunAt > to || utterance.heardEnd < from) continue;
		for (const span of spansOf(utterance)) {
			const start = utterance.heard.wallAt(span.start);
			if (start === undefined || start > to) continue;
			const end = utterance.heard.wallAt(span.end) ?? start + (span.end - span.start);
			if (end >= from) yield { ...span, start, end, utterance };
		}
	}
}

const spans =
	(
		of: (utterance: UtteranceTrace) => readonly Span[],
		fill: (paint: Paint, text: string) => string,
	): Painter =>
	(paint) => {
		const boxes: Box[] = [];
		for (const { text, start, end } of placed(paint, of))
			boxes.push({ text, start, end, fill: fill(paint, text), ink: paint.palette.text });
		drawBoxes(paint, boxes);
	};

export const paintWords = spans(
	(utterance) => utterance.words,
	({ palette }) => palette.clause,
);
export const paintPhonemes = spans(
	(utterance) => utterance.phonemes,
	({ palette }, text) => (/^[bpm]h?$|^sil/.test(text) ? palette.cue : palette.clause),
);
export const paintVisemes = spans(
	(utterance) => utterance.visemes,
	({ palette }, text) => (text === "PP" ? palette.cue : text === "sil" ? palette.lane : palette.vowel),
);
export const paintExpressions = spans(
	(utterance) => utterance.expressions,
	({ palette }) => palette.cue,
);

/** Clauses with their numbers and text; the rung stands in front if it is not the driver's own face. */
export const paintClauses: Painter = (paint) => {
	const { palette, trace, context, lane, from, scale } = paint;
	const boxes: Box[] = [];
	for (const utterance of trace.utterances)
		for (const clause of utterance.clauses) {
			const start = utterance.heard.wallAt(clause.start);
			if (start === undefined) continue;
			const end = utterance.heard.wallAt(clause.end) ?? start + clause.end - clause.start;
			const rungs = [...clause.rungs].filter((rung) => rung !== "face");
			const from = rungs.length === 0 ? "" : ` [${rungs.join(", ")}]`;
			const text = `${clause.sequence}${from}  ${clause.text}`;
			boxes.push({ text, start, end, fill: palette.vowel, ink: palette.text });
		}
	drawBoxes(paint, boxes);
	context.font = FONT;
	for (const utterance of trace.utterances)
		for (const { first, last, media, at, reason } of utterance.gaps) {
			if (reason !== "missing") continue;
			const x = ((utterance.heard.wallAt(media) ?? at) - from) * scale;
			const text = first === last ? `✕ ${first}` : `✕ ${first}–${last}`;
			const width = context.measureText(text).width + 8;
			context.fillStyle = palette.bad;
			context.fillRect(x - width / 2, 2, width, lane.height - 4);
			context.fillStyle = palette.onColour;
			context.fillText(text, x - width / 2 + 4, 1 + lane.height / 2);
		}
};

export const paintActions: Painter = (paint) => {
	const { context, palette, lane, from, scale } = paint;
	context.font = FONT;
	context.textBaseline = "middle";
	for (const { text, start } of placed(paint, (utterance) => utterance.actions)) {
		const x = (start - from) * scale;
		context.fillStyle = palette.applied;
		context.beginPath();
		context.moveTo(x, 3);
		context.lineTo(x + 6, lane.height / 2);
		context.lineTo(x, lane.height - 3);
		context.fill();
		context.fillStyle = palette.text;
		context.fillText(text, x + 9, 1 + lane.height / 2);
	}
};

const EVENT_MARKS: Readonly<Record<Trace["events"][number]["kind"], string>> = {
	state: "○",
	warning: "△",
	error: "✕",
	reply: "❝",
	utterance: "▸",
	underrun: "▽",
	gap: "✕",
	dropped: "✕",
};

export const paintEvents: Painter = ({ context, trace, palette, lane, from, to, scale }) => {
	context.font = FONT;
	context.textBaseline = "middle";
	const visible = trace.events.filter(({ at }) => at >= from - 2 && at <= to);
	let free = Number.NEGATIVE_INFINITY;
	for (const [index, { at, kind, text }] of visible.entries()) {
		const x = (at - from) * scale;
		if (x < free - 8) continue;
		const isBad = kind === "error" || kind === "gap" || kind === "underrun" || kind === "dropped";
		context.fillStyle = isBad ? palette.bad : kind === "warning" ? palette.late : palette.quiet;
		context.fillText(EVENT_MARKS[kind], x, 1 + lane.height / 2);
		const next = visible[index + 1];
		const room = (next === undefined ? 400 : (next.at - at) * scale) - 18;
		const label = room > 30 ? shortened(context, text, Math.min(room, 260)) : "";
		context.fillStyle = palette.text;
		if (label !== "" && label.length >= Math.min(4, text.length))
			context.fillText(label, x + 13, 1 + lane.height / 2);
		free = x + 12;
	}
};
