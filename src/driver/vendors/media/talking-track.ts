import { resample } from "../../../audio/resampler.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../../../lipsync/blendshapes.ts";
import { type Samples, type Seconds, samples, samplesToSeconds } from "../../../util/time.ts";
import type { Clock } from "../../pacer.ts";
import { FACE_FRAME_RATE, SPEECH_RATE, type SpokenPhrase } from "../../spoken-phrase.ts";
import type { DrawnMouth } from "./draw-face.ts";

/** Rate of the sound that a stand-in sends, hertz: what Opus and AAC take without another conversion. */
export const TRACK_RATE = 48_000;

/** Pictures per second of a stand-in. */
export const PICTURE_RATE = 25;

/** Samples of one picture. */
export const SAMPLES_PER_PICTURE = TRACK_RATE / PICTURE_RATE;

/** Farthest that sound and picture can be set apart, seconds. */
export const MAX_SKEW = 0.3;

/** What is placed now is heard this much later: a sender must not have sent that far. */
const LEAD = 0.08;

/** What has been heard is kept for this long, for a sender that is behind and a picture that is late. */
const MEMORY = 2;

/** Length of the fade where speech is cut off. */
const FADE: Samples = samples(TRACK_RATE / 200);

/** A blink every few seconds: the picture is seen to move while nothing is said. */
const BLINK_EVERY = 3.7;
const BLINK_LENGTH = 0.16;

/** Where something stands on the track. */
export interface Placement {
	readonly start: Samples;
	readonly end: Samples;
}

interface Placed {
	readonly start: number;
	/** Moves to the front when it is cut off. */
	end: number;
	/** At {@link TRACK_RATE}. */
	readonly sound: Int16Array;
	readonly face: Float32Array;
}

/** How a track is set up. */
export interface TrackOptions {
	readonly now: Clock;
	/** How much later the picture is shown than it belongs to the sound; negative is early. ±{@link MAX_SKEW}. */
	readonly skew?: Seconds;
}

/**
 * What a stand-in says, on one timeline that runs in real time from the moment it is made: sound and mouth at any
 * sample. It knows no sender; any number of them read it at their own pace. Sound and picture stand exactly
 * {@link TrackOptions.skew} apart, whatever a sender does.
 */
export class TalkingTrack {
	readonly #now: Clock;
	readonly #startMs: number;
	readonly #skew: number;
	readonly #lead: number;
	#placed: Placed[] = [];

	/** @throws {RangeError} if the skew is out of range. */
	constructor({ now, skew = 0 as Seconds }: TrackOptions) {
		if (!(Math.abs(skew) <= MAX_SKEW))
			throw new RangeError(`skew: expected −${MAX_SKEW} … ${MAX_SKEW} s, got ${skew}`);
		this.#now = now;
		this.#startMs = now();
		this.#skew = Math.round(skew * TRACK_RATE);
		this.#lead = Math.round(LEAD * TRACK_RATE) + Math.max(0, -this.#skew);
	}

	/** The sample that is to be sent now. */
	get position(): Samples {
		return samples(Math.floor(((this.#now() - this.#startMs) * TRACK_RATE) / 1000));
	}

	/** When all that has been placed is said. */
	get end(): Samples {
		return samples(this.#placed.at(-1)?.end ?? 0);
	}

	/** Milliseconds of the clock at which a sample is sent. */
	timeOf(position: Samples): number {
		return this.#startMs + (position * 1000) / TRACK_RATE;
	}

	/** Says a phrase behind everything that has been placed. */
	place({ samples: spoken, face }: Pick<SpokenPhrase, "samples" | "face">): Placement {
		const now = this.position;
		this.#placed = this.#placed.filter(({ end }) => end > now - MEMORY * TRACK_RATE);
		const start = Math.max(this.end, now + this.#lead);
		const sound = toPcm16(resample(spoken, SPEECH_RATE, TRACK_RATE));
		const end = start + sound.length;
		this.#placed.push({ start, end, sound, face });
		return { start: samples(start), end: samples(end) };
	}

	/** Says nothing from shortly after now on. Answers where speech is cut off. */
	interrupt(): Samples {
		const cut = this.position + this.#lead;
		this.#placed = this.#placed.filter(({ start }) => start < cut);
		const last = this.#placed.at(-1);
		if (last && last.end > cut) {
			fadeOut(last.sound, cut - last.start);
			last.end = cut;
		}
		return samples(cut);
	}

	/** The sound from `from` on, into all of `target`. */
	readSound(from: Samples, target: Int16Array): void {
		target.fill(0);
		for (const { start, end, sound } of this.#placed) {
			const first = Math.max(from, start);
			const last = Math.min(from + target.length, end);
			if (last > first) target.set(sound.subarray(first - start, last - start), first - from);
		}
	}

	/** The face that is shown at a sample of the sound: with the skew, and between face frames in proportion. */
	faceAt(position: Samples): DrawnMouth {
		const at = position - this.#skew;
		const phrase = this.#placed.find(({ start, end }) => at >= start && at < end);
		const blink = blinkAt(samplesToSeconds(position, TRACK_RATE));
		if (!phrase) return { open: 0, round: 0, blink };
		const time = samplesToSeconds(samples(at - phrase.start), TRACK_RATE) * FACE_FRAME_RATE;
		const weight = (name: "jawOpen" | "mouthPucker" | "mouthFunnel" | "mouthClose"): number =>
			weightAt(phrase.face, time, BLENDSHAPE_INDEX[name]);
		return {
			open: Math.max(0, weight("jawOpen") - weight("mouthClose")),
			round: Math.max(weight("mouthPucker"), weight("mouthFunnel")),
			blink,
		};
	}
}

/** A weight at a time in face frames; the rest pose before the first and behind the last. */
function weightAt(face: Float32Array, time: number, shape: number): number {
	const index = Math.floor(time);
	const before = face[index * BLENDSHAPE_COUNT + shape] ?? 0;
	const after = face[(index + 1) * BLENDSHAPE_COUNT + shape] ?? 0;
	return before + (after - before) * (time - index);
}

const blinkAt = (time: number): number =>
	Math.max(0, 1 - Math.abs((time % BLINK_EVERY) - BLINK_EVERY / 2) / (BLINK_LENGTH / 2));

function toPcm16(sound: Float32Array): Int16Array {
	const pcm = new Int16Array(sound.length);
	for (let i = 0; i < sound.length; i++)
		pcm[i] = Math.max(-32_768, Math.min(32_767, Math.round((sound[i] ?? 0) * 32_767)));
	return pcm;
}

function fadeOut(sound: Int16Array, end: number): void {
	for (let i = Math.max(0, end - FADE); i < end; i++)
		sound[i] = Math.round((sound[i] ?? 0) * ((end - i) / FADE));
}
