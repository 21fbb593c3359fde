import { clockText } from "./model/tick-spacing.ts";
import type { Trace } from "./model/trace.ts";

/** Driver frames per second where none are known. */
const USUAL_RATE = 25;

/** What the status line is about, beside the trace. Trace times. */
export interface StatusSubject {
	readonly hover: number | undefined;
	readonly playhead: number;
	readonly selection: readonly [number, number] | undefined;
}

/** One line: what is pointed at, how far it is from the playhead, how long the selection; else what is there at all. */
export function statusText(trace: Trace, { hover, playhead, selection }: StatusSubject, said = ""): string {
	const parts = [said, ...hoverParts(trace, hover, playhead), ...selectionParts(trace, selection)];
	const told = parts.filter((part) => part !== "");
	if (told.length > 0) return told.join("   ·   ");
	return `${trace.messages.length} messages, ${clockText(trace.end, 0.1)}, ${(trace.bytes / 1e6).toFixed(1)} MB`;
}

function hoverParts(trace: Trace, hover: number | undefined, playhead: number): readonly string[] {
	if (hover === undefined) return [];
	const heard = trace.heardAt(hover);
	return [
		clockText(hover, 1e-3),
		heard === undefined
			? ""
			: `u${heard.utterance.number} ${clockText(heard.media, 1e-3)} #${Math.floor(heard.media * heard.utterance.frameRate)}`,
		`Δ playhead ${Math.round((hover - playhead) * 1000)} ms`,
	];
}

function selectionParts(trace: Trace, selection: readonly [number, number] | undefined): readonly string[] {
	if (selection === undefined) return [];
	const length = selection[1] - selection[0];
	const rate = trace.heardAt(selection[0])?.utterance.frameRate ?? USUAL_RATE;
	return [`Selected ${Math.round(length * 1000)} ms, ${(length * rate).toFixed(1)} driver frames`];
}
