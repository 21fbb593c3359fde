import { seconds } from "../util/time.ts";
import type { SpeechSegment } from "./speech-segment.ts";
import { isInsideReading, type TextCue, type TextStyle } from "./speech-text.ts";
import { type Clause, type Phrase, phraseHolds } from "./split-clauses.ts";
import { splitVoiceRuns, type VoiceRun } from "./voice-runs.ts";
import type { VoiceName } from "./voices.ts";

/** Breath after a phrase and stop after a clause at normal speed, seconds. */
const PAUSES = { cut: 0, phrase: 0.2, clause: 0.4 } as const;

/** Speed and language of a reply. */
export interface PlanOptions {
	/** 0.5 … 2. */
	readonly speed: number;
	/** Voice of the language that was asked for; without one, the script decides. */
	readonly voice: VoiceName | undefined;
}

/** What the speech thread is to say for a phrase: who says what how, and where it is silent. */
export function planPhrase(clause: Clause, phrase: Phrase, options: PlanOptions): SpeechSegment[] {
	const runs = splitVoiceRuns(clause.text.slice(phrase.start, phrase.end), options.voice);
	const pauses = clause.cues.filter((cue) => cue.type === "pause" && phraseHolds(clause, phrase, cue.at));
	const cuts = new Set([phrase.start, phrase.end, ...pauses.map((cue) => cue.at)]);
	for (const run of runs) cuts.add(run.start + phrase.start);
	for (const style of clause.styles) for (const at of [style.start, style.end]) cuts.add(at);
	const places = [...cuts]
		.filter((at) => at >= phrase.start && at <= phrase.end && !isInsideReading(clause.styles, at))
		.sort((a, b) => a - b);
	const segments: SpeechSegment[] = [];
	for (const [index, start] of places.entries()) {
		segments.push(...pausesAt(pauses, start));
		const end = places[index + 1];
		if (end !== undefined) segments.push(textSegment(clause, phrase, runs, start, end, options));
	}
	segments.push({ type: "pause", duration: seconds(PAUSES[phrase.ending] / options.speed) });
	return dropSilent(segments);
}

const pausesAt = (pauses: readonly TextCue[], at: number): SpeechSegment[] =>
	pauses.flatMap((cue) =>
		cue.type === "pause" && cue.at === at ? [{ type: "pause", duration: cue.duration }] : [],
	);

function textSegment(
	clause: Clause,
	phrase: Phrase,
	runs: readonly VoiceRun[],
	start: number,
	end: number,
	options: PlanOptions,
): SpeechSegment {
	const run = runs.findLast((candidate) => candidate.start + phrase.start <= start);
	const styles = clause.styles.filter((style) => style.start <= start && style.end >= end);
	const spoken = innermost(styles, "spoken");
	const pinyin = innermost(styles, "pinyin");
	return {
		type: "text",
		voice: run?.voice ?? options.voice ?? "en-us",
		text: clause.text.slice(start, end),
		start,
		end,
		rate: options.speed * (innermost(styles, "rate") ?? 1),
		...(spoken !== undefined && { spoken }),
		...(pinyin !== undefined && { pinyin }),
	};
}

function innermost<K extends keyof TextStyle>(
	styles: readonly TextStyle[],
	key: K,
): TextStyle[K] | undefined {
	return styles.find((style) => style[key] !== undefined)?.[key];
}

/** Leaves out text without letters or digits: there is nothing in it to be said. */
const dropSilent = (segments: readonly SpeechSegment[]): SpeechSegment[] =>
	segments.filter(
		(segment) => segment.type === "pause" || /[\p{L}\p{N}]/u.test(segment.spoken ?? segment.text),
	);
