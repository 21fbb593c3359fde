import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "./blendshapes.ts";
import { FACE_FRAME_RATE } from "./phoneme-face.ts";
import { HOP, SpeechFeatures } from "./speech-features.ts";

/**
 * A face frame looks this far ahead in the sound: lips move before they are heard, and filters and smoothing need
 * their time.
 */
const LOOK_AHEAD = 0.03;

/** Time constants of opening, closing, and of the lips' shape, seconds. */
const OPENING = 0.022;
const CLOSING = 0.034;
const SHAPING = 0.045;

/** Below this level the mouth is shut; the jaw then rises with the level to this power. */
const SILENT = 0.3;
const LEVEL_POWER = 1.4;

/** Jaw of a close and of an open vowel at full level. */
const CLOSE_JAW = 0.14;
const OPEN_JAW = 0.46;

/** Between sounds of one phrase the lips stay a little apart: which stops close them cannot be heard. Jaw, and seconds. */
const PARTED_JAW = 0.065;
const PHRASE = 0.16;

/** Jaw in a hiss and in a murmur, whatever the level. */
const HISS_JAW = 0.08;
const MURMUR_JAW = 0.06;

export interface AudioFaceOptions {
	/** Hertz; constant for a clip. */
	readonly sampleRate: number;
	/** Face frames per second, 25 by default. */
	readonly frameRate?: number;
}

/**
 * Face frames from nothing but sound, streaming: push samples as they come, take the frames that are ready. The
 * lowest rung: it follows loudness, tells open from close, rounded from spread, and hisses, but sees no lips meet.
 * Any thread; pushing allocates nothing.
 */
export class AudioFace {
	readonly #sampleRate: number;
	readonly #frameRate: number;
	readonly #features: SpeechFeatures;
	readonly #hop: Float32Array;
	#held = 0;
	#hops = 0;
	#frames = 0;
	#samples = 0;
	#phrase = 0;
	#jaw = 0;
	#round = 0;
	#spread = 0;
	#hiss = 0;

	/** @throws {RangeError} for a sample rate that holds no speech. */
	constructor({ sampleRate, frameRate = FACE_FRAME_RATE }: AudioFaceOptions) {
		if (!(sampleRate >= 4000 && sampleRate <= 400_000))
			throw new RangeError(`sampleRate: expected 4000 … 400000 hertz, got ${sampleRate}`);
		if (!(frameRate > 0 && frameRate <= 1 / HOP))
			throw new RangeError(`frameRate: expected up to ${1 / HOP} a second, got ${frameRate}`);
		this.#sampleRate = sampleRate;
		this.#frameRate = frameRate;
		this.#features = new SpeechFeatures(sampleRate);
		this.#hop = new Float32Array(Math.round(HOP * sampleRate));
	}

	/** Face frames that `count` more samples, or the end, can make ready at most: room that `out` needs. */
	framesFor(count: number): number {
		return Math.ceil((count / this.#sampleRate + LOOK_AHEAD + HOP) * this.#frameRate) + 1;
	}

	/** Takes mono samples −1 … 1 and writes the frames that they complete to `out`, 52 weights each. Returns how many. */
	push(samples: Float32Array, out: Float32Array): number {
		let ready = 0;
		this.#samples += samples.length;
		for (let at = 0; at < samples.length; at++) {
			this.#hop[this.#held++] = samples[at] ?? 0;
			if (this.#held < this.#hop.length) continue;
			this.#held = 0;
			this.#step();
			ready += this.#emit(this.#hops * HOP - LOOK_AHEAD, out, ready);
		}
		return ready;
	}

	/** The sound has ended: writes the frames that are left, up to `round(seconds × frameRate)` in all. */
	finish(out: Float32Array): number {
		const total = Math.round((this.#samples / this.#sampleRate) * this.#frameRate);
		let ready = 0;
		this.#hop.fill(0, this.#held);
		this.#held = 0;
		while (this.#frames < total) {
			this.#step();
			ready += this.#emit(
				Math.min(this.#hops * HOP - LOOK_AHEAD, (total - 0.5) / this.#frameRate),
				out,
				ready,
			);
			this.#hop.fill(0);
		}
		return ready;
	}

	/** Moves the mouth on by one hop of sound. */
	#step(): void {
		const { level, open, round, spread, hiss, murmur } = this.#listen();
		const loud = Math.max(0, (level - SILENT) / (1 - SILENT)) ** LEVEL_POWER;
		const vowel = loud * (CLOSE_JAW + (OPEN_JAW - CLOSE_JAW) * open);
		const hissing = mixed(vowel, Math.min(vowel, HISS_JAW), hiss);
		this.#phrase = Math.max(Math.min(1, 3 * loud), this.#phrase - HOP / PHRASE);
		const heard = mixed(hissing, Math.min(hissing, MURMUR_JAW), murmur);
		const jaw = Math.max(heard, PARTED_JAW * Math.min(1, 2 * this.#phrase));
		this.#jaw = approached(this.#jaw, jaw, jaw > this.#jaw ? OPENING : CLOSING);
		const shaped = loud > 0 ? 1 : 0;
		this.#round = approached(this.#round, shaped * round * (1 - spread), SHAPING);
		this.#spread = approached(this.#spread, shaped * spread * (1 - 0.5 * open), SHAPING);
		this.#hiss = approached(this.#hiss, level > SILENT ? hiss : 0, SHAPING);
		this.#hops++;
	}

	#listen(): SpeechFeatures {
		this.#features.process(this.#hop, 0, this.#hop.length);
		return this.#features;
	}

	/** Writes the frames up to `time`. */
	#emit(time: number, out: Float32Array, ready: number): number {
		let written = 0;
		while (this.#frames / this.#frameRate <= time) {
			this.#write(out, (ready + written) * BLENDSHAPE_COUNT);
			this.#frames++;
			written++;
		}
		return written;
	}

	#write(out: Float32Array, offset: number): void {
		out.fill(0, offset, offset + BLENDSHAPE_COUNT);
		const teeth = 0.22 * this.#hiss + 0.35 * this.#jaw;
		out[offset + AT.jawOpen] = this.#jaw;
		out[offset + AT.mouthFunnel] = 0.4 * this.#round;
		out[offset + AT.mouthPucker] = 0.5 * this.#round * (1 - 1.4 * this.#jaw);
		out[offset + AT.mouthStretchLeft] = 0.32 * this.#spread + 0.14 * this.#hiss;
		out[offset + AT.mouthStretchRight] = 0.32 * this.#spread + 0.14 * this.#hiss;
		out[offset + AT.mouthLowerDownLeft] = teeth;
		out[offset + AT.mouthLowerDownRight] = teeth;
		out[offset + AT.mouthUpperUpLeft] = 0.5 * teeth;
		out[offset + AT.mouthUpperUpRight] = 0.5 * teeth;
	}
}

const mixed = (from: number, to: number, share: number): number => from + (to - from) * share;

/** One hop of an exponential approach with the given time constant. */
const approached = (value: number, target: number, constant: number): number =>
	value + (target - value) * (1 - Math.exp(-HOP / constant));

/** Face frames of a whole clip: `round(seconds × frameRate) × 52` weights in the order of `BLENDSHAPES`. */
export function faceFromAudio(samples: Float32Array, options: AudioFaceOptions): Float32Array {
	const face = new AudioFace(options);
	const room = new Float32Array(face.framesFor(samples.length) * BLENDSHAPE_COUNT);
	const pushed = face.push(samples, room);
	const finished = face.finish(room.subarray(pushed * BLENDSHAPE_COUNT));
	return room.slice(0, (pushed + finished) * BLENDSHAPE_COUNT);
}
