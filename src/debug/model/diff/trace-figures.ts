import { BLENDSHAPE_COUNT } from "../../../lipsync/blendshapes.ts";
import { type LipScore, scoreLips, totalScore } from "../../../lipsync/lip-score.ts";
import { seconds } from "../../../util/time.ts";
import type { Trace } from "../trace.ts";
import type { UtteranceTrace } from "../utterance-trace.ts";

/** Face frames further apart than this have a hole between them. Seconds. */
const BRIDGE = 0.15;

/** A run in a few numbers. `undefined` where there is nothing to measure. */
export interface TraceFigures {
	/** As `npm run bench -- lips` scores: the face that went to the stage against phonemes and sound. */
	readonly lips: LipScore | undefined;
	/** Face minus sound as drawn: median, and the span that holds 90 %. Seconds. */
	readonly offset: { readonly p5: number; readonly p50: number; readonly p95: number } | undefined;
	readonly underruns: number;
	readonly utterances: number;
	/** Seconds of sound that came. */
	readonly duration: number;
}

export function traceFigures(trace: Trace): TraceFigures {
	const scores = trace.utterances.flatMap((utterance) => scoreOf(utterance) ?? []);
	return {
		lips: scores.length === 0 ? undefined : totalScore(scores),
		offset: offsetOf(trace),
		underruns: trace.events.filter(({ kind }) => kind === "underrun").length,
		utterances: trace.utterances.length,
		duration: trace.utterances.reduce((sum, { duration }) => sum + duration, 0),
	};
}

function scoreOf({ wave, phonemes, mixed, mixedRate, duration }: UtteranceTrace): LipScore | undefined {
	if (wave === undefined || phonemes.length === 0 || mixed.count === 0) return undefined;
	const samples = new Float32Array(wave.length);
	wave.read(0, samples);
	const count = Math.ceil(duration * mixedRate);
	const weights = new Float32Array(count * BLENDSHAPE_COUNT);
	for (let frame = 0; frame < count; frame++)
		mixed.sample(
			frame / mixedRate,
			BRIDGE,
			weights.subarray(frame * BLENDSHAPE_COUNT, (frame + 1) * BLENDSHAPE_COUNT),
		);
	const said = phonemes.map(({ text, start, end }) => ({
		symbol: text,
		start: seconds(start),
		end: seconds(end),
	}));
	const speech = { samples, sampleRate: wave.sampleRate, duration, phonemes: said };
	return scoreLips(speech, weights, mixedRate);
}

function offsetOf({ frames }: Trace): TraceFigures["offset"] {
	const offsets: number[] = [];
	for (let row = 0; row < frames.count; row++) {
		const offset = frames.get(row, "offset");
		if (!Number.isNaN(offset)) offsets.push(offset);
	}
	if (offsets.length === 0) return undefined;
	offsets.sort((a, b) => a - b);
	const at = (share: number) => offsets[Math.floor(share * (offsets.length - 1))] ?? 0;
	return { p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}
