import { ToleranceCounts } from "../../../src/protocol/tolerance.ts";
import type { WireResponse } from "../../../src/protocol/wire.ts";
import { readFrame } from "../../../src/session/read-frame.ts";

interface NativeBase64 {
	fromBase64(text: string): Uint8Array;
}

/** Keeps results alive, so that no work is left out as useless. */
let kept: unknown;

const tolerated = new ToleranceCounts();

/** All that the session worker does before a message has a meaning: JSON, checks, sound, weights, cues. */
const ours = (text: string) => {
	kept = readFrame(text, tolerated);
};

/** The least that anybody has to do: the engine's own JSON and its own base64. */
const least = (text: string) => {
	const { Payload } = JSON.parse(text) as WireResponse;
	kept = (Uint8Array as unknown as NativeBase64).fromBase64(Payload.SpeechRsp.Audio);
};

function time(act: (text: string) => void, texts: readonly string[]): number {
	const start = performance.now();
	for (const text of texts) act(text);
	return (performance.now() - start) / texts.length;
}

declare global {
	interface Window {
		/** Milliseconds per message, round by round, both sides in turn. */
		benchParse: (
			texts: readonly string[],
			rounds: number,
		) => { readonly ours: number[]; readonly limit: number[] };
		benchKept: unknown;
	}
}

window.benchParse = (texts, rounds) => {
	const times = { ours: [] as number[], limit: [] as number[] };
	for (let round = 0; round < rounds; round++) {
		times.ours.push(time(ours, texts));
		times.limit.push(time(least, texts));
	}
	window.benchKept = kept;
	return times;
};
