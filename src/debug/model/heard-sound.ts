import type { Trace } from "./trace.ts";

/** Writes what was heard from trace time `from` on to `out`, at `sampleRate`. Silence where nothing was. */
export function readHeardSound(trace: Trace, from: number, sampleRate: number, out: Float32Array): void {
	out.fill(0);
	const to = from + out.length / sampleRate;
	for (const { wave, heard, duration } of trace.utterances) {
		if (wave === undefined) continue;
		for (const { wall, wallEnd, media, rate } of heard.pieces(duration)) {
			if (wallEnd <= from || wall >= to) continue;
			const first = Math.max(0, Math.ceil((wall - from) * sampleRate));
			const last = Math.min(out.length, Math.floor((wallEnd - from) * sampleRate));
			for (let i = first; i < last; i++) {
				const time = media + (from + i / sampleRate - wall) * rate;
				const position = time * wave.sampleRate;
				const index = Math.floor(position + 1e-4);
				const start = wave.at(index);
				out[i] = start + (wave.at(index + 1) - start) * Math.max(0, position - index);
			}
		}
	}
}
