import type { Viseme } from "../../../lipsync/viseme.ts";
import type { Trace } from "../trace.ts";
import { type ExportRange, heardSpans } from "./heard-spans.ts";

/**
 * Rhubarb Lip Sync's nine mouth shapes, by what they look like: A closed, B teeth, C open, D wide open, E rounded, F
 * puckered, G teeth on lip, H tongue up, X at rest.
 */
const SHAPES: Readonly<Record<Viseme, string>> = {
	sil: "X",
	PP: "A",
	FF: "G",
	TH: "B",
	DD: "B",
	kk: "B",
	CH: "B",
	SS: "B",
	nn: "H",
	RR: "E",
	aa: "D",
	E: "C",
	ih: "B",
	oh: "E",
	ou: "F",
};

interface Cue {
	readonly start: number;
	end: number;
	readonly value: string;
}

const hundredth = (seconds: number) => Math.round(seconds * 100) / 100;

/**
 * JSON as Rhubarb Lip Sync writes it (`-f json`): mouth cues without gaps or overlaps, from the driver's phonemes. Times
 * are hundredths of a second, as there.
 */
export function writeRhubarb(trace: Trace, range: ExportRange, soundFile: string): string {
	const duration = hundredth(range.to - range.from);
	const cues: Cue[] = [];
	const push = (value: string, until: number) => {
		const start = cues.at(-1)?.end ?? 0;
		const end = Math.min(duration, hundredth(until));
		if (end <= start) return;
		const last = cues.at(-1);
		if (last?.value === value) last.end = end;
		else cues.push({ start, end, value });
	};
	for (const { text, start, end } of heardSpans(trace, range, (utterance) => utterance.visemes)) {
		push("X", start);
		push(SHAPES[text as Viseme], end);
	}
	push("X", duration);
	return `${JSON.stringify({ metadata: { soundFile, duration }, mouthCues: cues }, null, 2)}\n`;
}
