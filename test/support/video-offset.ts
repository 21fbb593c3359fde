import { spawnSync } from "node:child_process";
import { readHeardSound } from "../../src/debug/model/heard-sound.ts";
import type { Trace } from "../../src/debug/model/trace.ts";
import { findFfmpeg } from "../../src/driver/vendors/media/ffmpeg.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { correlation } from "../../src/lipsync/correlation.ts";
import { ffprobe } from "./ffprobe.ts";

/** Hertz at which sounds are compared: an eighth of a millisecond. */
const SOUND_RATE = 8000;

/** Lags that are tried, to both sides. Seconds. */
const MOST_LAG = 0.2;

/** Pictures are looked at in this size. */
const [WIDTH, HEIGHT] = [48, 64];

/** How picture and sound of a video lie against the run that it was made from. Seconds, positive: later than it should be. */
export interface VideoOffset {
	readonly picture: number;
	readonly sound: number;
	/** How well each agrees with the run at that lag, correlation. */
	readonly pictureAgreement: number;
	readonly soundAgreement: number;
}

/** Decodes a video of a face with ffmpeg, and finds the lag of its mouth and of its sound by correlation. */
export function videoOffset(path: string, trace: Trace): VideoOffset {
	const [picture, pictureAgreement] = pictureLag(path, trace);
	const [sound, soundAgreement] = soundLag(path, trace);
	return { picture, sound, pictureAgreement, soundAgreement };
}

function decoded(path: string, ...to: readonly string[]): Buffer {
	const args = ["-v", "error", "-i", path, ...to, "pipe:1"];
	const { status, stdout, stderr } = spawnSync(findFfmpeg() ?? "ffmpeg", args, { maxBuffer: 1 << 29 });
	if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
	return stdout;
}

function soundLag(path: string, trace: Trace): readonly [number, number] {
	const bytes = decoded(path, "-map", "0:a", "-ac", "1", "-ar", String(SOUND_RATE), "-f", "f32le");
	const heard = new Float32Array(
		bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)),
	);
	const expected = new Float32Array(heard.length);
	readHeardSound(trace, 0, SOUND_RATE, expected);
	return best(1 / SOUND_RATE, (lag) => correlation(expected, heard, Math.round(lag * SOUND_RATE)));
}

/** How much the picture changes around the mouth from one frame to the next, against how much the mouth's weights do. */
function pictureLag(path: string, trace: Trace): readonly [number, number] {
	const scaled = ["-vf", `scale=${WIDTH}:${HEIGHT}:flags=area`, "-fps_mode", "passthrough"];
	const pixels = decoded(path, "-map", "0:v", ...scaled, "-pix_fmt", "gray", "-f", "rawvideo");
	const { frames } = ffprobe(path, "-select_streams", "v", "-show_entries", "frame=pts_time") as {
		frames: readonly { readonly pts_time: string }[];
	};
	const times = frames.map((frame) => Number(frame.pts_time));
	const interval = (times.at(-1) ?? 0) - (times.at(-2) ?? 0);
	const change = Float32Array.from(times.slice(1), (_, frame) => changeAround(pixels, frame));
	const [before, after] = [new Float32Array(BLENDSHAPE_COUNT), new Float32Array(BLENDSHAPE_COUNT)];
	return best(0.002, (lag) =>
		correlation(
			change,
			Float32Array.from(times.slice(1), (time) => {
				// A picture stands for the middle of the time in which it is seen.
				const middle = time + interval / 2 - lag;
				trace.applied.sample(middle - interval, 0.15, before);
				trace.applied.sample(middle, 0.15, after);
				return MOUTH.reduce((sum, shape) => sum + Math.abs((after[shape] ?? 0) - (before[shape] ?? 0)), 0);
			}),
		),
	);
}

const MOUTH = BLENDSHAPES.flatMap((name, shape) => (/^(jaw|mouth)/.test(name) ? [shape] : []));

/** Difference of picture `frame` and the next in the lower middle, where the mouth is. */
function changeAround(pixels: Buffer, frame: number): number {
	let sum = 0;
	for (let y = Math.floor(HEIGHT * 0.62); y < HEIGHT * 0.9; y++)
		for (let x = Math.floor(WIDTH * 0.3); x < WIDTH * 0.7; x++) {
			const at = (frame * HEIGHT + y) * WIDTH + x;
			sum += Math.abs((pixels[at + WIDTH * HEIGHT] ?? 0) - (pixels[at] ?? 0));
		}
	return sum;
}

function best(step: number, agreementAt: (lag: number) => number): readonly [number, number] {
	let found: readonly [number, number] = [0, Number.NEGATIVE_INFINITY];
	for (let lag = -MOST_LAG; lag <= MOST_LAG; lag += step) {
		const agreement = agreementAt(lag);
		if (agreement > found[1]) found = [lag, agreement];
	}
	return found;
}
