import type { WaveExtent } from "../model/wave-column.ts";
import type { Painter } from "./paint.ts";

const extent: WaveExtent = { low: 0, high: 0, power: 0 };

/** Extremes of each pixel column, and over them the RMS; near enough, the samples as a line. */
export const paintWave: Painter = ({ context, trace, lane, palette, from, to, scale }) => {
	const middle = lane.height / 2;
	const size = middle - 3;
	context.fillStyle = palette.line;
	context.fillRect(0, middle, (to - from) * scale, 1);
	for (const { wave, heard, duration } of trace.utterances) {
		if (wave === undefined) continue;
		for (const { wall, wallEnd, media, rate } of heard.pieces(duration)) {
			if (wallEnd < from || wall > to) continue;
			const first = Math.max(0, Math.floor((wall - from) * scale));
			const last = Math.min(Math.ceil((to - from) * scale), Math.ceil((wallEnd - from) * scale));
			const sampleAt = (x: number) => (media + (from + x / scale - wall) * rate) * wave.sampleRate;
			if (scale > wave.sampleRate / 4) {
				context.strokeStyle = palette.wave;
				context.lineWidth = 1;
				context.beginPath();
				for (let x = first; x <= last; x++)
					context.lineTo(x, middle - wave.at(Math.round(sampleAt(x))) * size);
				context.stroke();
				continue;
			}
			context.fillStyle = palette.wave;
			for (let x = first; x < last; x++) {
				if (!wave.extent(sampleAt(x), sampleAt(x + 1), extent)) continue;
				const top = middle - extent.high * size;
				context.fillRect(x, top, 1, Math.max(1, (extent.high - extent.low) * size));
			}
			context.fillStyle = palette.rms;
			for (let x = first; x < last; x++) {
				if (!wave.extent(sampleAt(x), sampleAt(x + 1), extent)) continue;
				const rms = Math.sqrt(extent.power) * size;
				if (rms > 0.5) context.fillRect(x, middle - rms, 1, 2 * rms);
			}
		}
	}
};
