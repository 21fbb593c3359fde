import type { Phoneme, Subtitle, Word } from "../protocol/driver-message.ts";
import { AudioFace } from "./audio-face.ts";
import { BLENDSHAPE_COUNT } from "./blendshapes.ts";
import type { FaceJudge } from "./face-judge.ts";
import { GrowingSamples } from "./growing-samples.ts";
import { LOUDNESS_RATE, type Loudness, measureLoudness } from "./loudness.ts";
import { mixLips } from "./mix-lips.ts";
import { FACE_FRAME_RATE, PhonemeFace } from "./phoneme-face.ts";
import { detectInventory, readPhoneme } from "./read-phoneme.ts";
import { type LadderFrames, type LipLadderOptions, RUNGS, type Rung } from "./rung.ts";
import type { WordSpeller } from "./spell-words.ts";

/** What a message brings of a clause, all times from the start of the clause. */
export interface LipPart {
	/** Mono, 16-bit; the sample rate of the first part counts. */
	readonly samples: Int16Array;
	readonly sampleRate: number;
	/** Face frames in the order of `BLENDSHAPES`, may be none; and how many a second: that of the first part counts. */
	readonly weights: Float32Array;
	readonly frameRate: number;
	/** Which frame of the clause the first one is; by default the next one. Frames that were skipped come from a lower rung. */
	readonly faceIndex?: number;
	readonly phonemes: readonly Phoneme[];
	readonly subtitles: readonly Subtitle[];
	/** Words in the driver's notation, without times. */
	readonly words: readonly Word[];
}

/** Face frames that differ less than this from each other stand still. */
const STILL = 0.002;

/** So many seconds of face frames are looked at before they are called dead, and sound of this RMS must go with them. */
const LEAST_FACE = 0.4;
const SOUNDING = 0.01;

/** Phonemes and words speak for the time up to this long after the last of them: the closing of the mouth. */
const AFTERMATH = 0.15;

/** Frames per second that are made from sound: fine enough to serve any driver's rate. */
const AUDIO_RATE = 50;

/** Frames from sound come this much later than the sound: their look-ahead. */
const LATE_FRAMES = 3;

type PassFrame = (weights: Float32Array, at: number, rung: Rung, frameRate: number) => void;

/**
 * The lips of one clause: takes what arrives of it in whatever order and amount, and gives face frames up to a time
 * from the best source that reaches there. Made by `LipLadder`.
 */
export class ClauseLips {
	readonly #options: LipLadderOptions;
	readonly #judge: FaceJudge;
	readonly #pass: PassFrame;
	/** Rungs before this place in `RUNGS` are passed over. */
	readonly #highest: number;
	readonly #faces: Float32Array[] = [];
	readonly #audioFrames: Float32Array[] = [];
	readonly #phonemes: Phoneme[] = [];
	readonly #subtitles: Subtitle[] = [];
	readonly #words: Word[] = [];
	readonly #sound = new GrowingSamples();
	/** Samples that the ear has been given. */
	#heard = 0;
	#sampleRate = 0;
	#frameRate = 0;
	#taken = 0;
	#judged = 0;
	#audio: AudioFace | undefined;
	/** Whether the driver's face frames stand still; undefined until that can be said. */
	#dead: boolean | undefined;
	/** Made when needed, and anew when more has come. */
	#spoken: PhonemeFace | undefined;
	#spelled: PhonemeFace | undefined;
	readonly #frame = new Float32Array(BLENDSHAPE_COUNT);

	/** @param highest the best rung to use; every better one is passed over */
	constructor(options: LipLadderOptions, judge: FaceJudge, pass: PassFrame, highest: Rung = "face") {
		this.#highest = RUNGS.indexOf(highest);
		this.#options = options;
		this.#judge = judge;
		this.#pass = pass;
	}

	/** The sound that has come; valid until more comes. */
	get sound(): Float32Array {
		return this.#sound.floats();
	}

	/** Seconds of sound that have come. */
	get soundUntil(): number {
		return this.#sampleRate > 0 ? this.#sound.length / this.#sampleRate : 0;
	}

	/** Seconds up to which the driver's own face frames have come. */
	get faceUntil(): number {
		return this.#frameRate > 0 ? this.#faces.length / this.#frameRate : 0;
	}

	/** Face frames that have been taken. */
	get taken(): number {
		return this.#taken;
	}

	/** Face frames per second of what {@link take} gives. */
	get frameRate(): number {
		return this.#frameRate > 0 ? this.#frameRate : FACE_FRAME_RATE;
	}

	/** Takes what a message brings. Weights are kept; samples are copied. */
	add(part: LipPart): void {
		this.#addSound(part);
		const count = Math.floor(part.weights.length / BLENDSHAPE_COUNT);
		if (this.#frameRate === 0) this.#frameRate = part.frameRate;
		const first = part.faceIndex ?? this.#faces.length;
		for (let frame = 0; frame < count; frame++) {
			const face = part.weights.subarray(frame * BLENDSHAPE_COUNT, (frame + 1) * BLENDSHAPE_COUNT);
			this.#faces[first + frame] = face;
			this.#judge.see(face);
		}
		this.#phonemes.push(...part.phonemes);
		this.#subtitles.push(...part.subtitles);
		this.#words.push(...part.words);
		this.#spoken = undefined;
		this.#spelled = undefined;
		this.#judgeStillness();
		this.#judgeClosures();
	}

	/**
	 * The frames from where the last call ended up to `until` seconds of the clause; `undefined` if that is none. Call
	 * it with {@link faceUntil} as frames come, and with the time that cannot wait any longer when they do not.
	 */
	take(until: number): LadderFrames | undefined {
		const frameRate = this.frameRate;
		const count = Math.floor(until * frameRate + 1e-6) - this.#taken;
		if (!(count > 0)) return undefined;
		const weights = new Float32Array(count * BLENDSHAPE_COUNT);
		const start = this.#taken / frameRate;
		let rung: Rung = "rest";
		for (let index = 0; index < count; index++) {
			rung = this.#best(this.#taken);
			weights.set(this.#frame, index * BLENDSHAPE_COUNT);
			this.#pass(weights, index * BLENDSHAPE_COUNT, rung, frameRate);
			this.#taken++;
		}
		return { start, frameRate, count, weights, rung };
	}

	/** Writes the best frame there is at `index` to `#frame`. */
	#best(index: number): Rung {
		const time = index / this.frameRate;
		const face = this.#dead === true || !this.#allows("mixed") ? undefined : this.#faces[index];
		const spoken = reaches(this.#phonemes, time);
		if (face !== undefined) {
			const quality = this.#allows("face") ? this.#judge.quality : "open-lips";
			if (spoken && quality !== "whole") {
				mixLips(quality, face, this.#speech(), time, this.#frame);
				return "mixed";
			}
			this.#frame.set(face);
			return "face";
		}
		if (spoken && this.#allows("phonemes")) {
			this.#speech().sample(time, this.#frame);
			return "phonemes";
		}
		const { spell } = this.#options;
		if (spell !== undefined && reaches(this.#subtitles, time) && this.#allows("words")) {
			this.#spelled ??= this.#spell(spell);
			this.#spelled.sample(time, this.#frame);
			return "words";
		}
		if (this.#allows("audio")) return this.#hear(time);
		this.#frame.fill(0);
		return "rest";
	}

	#allows(rung: Rung): boolean {
		return RUNGS.indexOf(rung) >= this.#highest;
	}

	#speech(): PhonemeFace {
		this.#spoken ??= new PhonemeFace(this.#phonemes, { loudness: this.#loudness() }, this.frameRate);
		return this.#spoken;
	}

	#hear(time: number): Rung {
		this.#listen();
		const index = Math.round(time * AUDIO_RATE);
		const frame = this.#audioFrames[Math.min(index, this.#audioFrames.length - 1)];
		if (frame === undefined || index >= this.#audioFrames.length + LATE_FRAMES) {
			this.#frame.fill(0);
			return "rest";
		}
		this.#frame.set(frame);
		return "audio";
	}

	#addSound({ samples, sampleRate }: LipPart): void {
		if (samples.length === 0) return;
		if (this.#sampleRate === 0) this.#sampleRate = sampleRate;
		this.#sound.append(samples);
	}

	/** Makes face frames of the sound that has not been listened to; a clause with a face never needs it. */
	#listen(): void {
		if (this.#heard === this.#sound.length) return;
		this.#audio ??= new AudioFace({ sampleRate: this.#sampleRate, frameRate: AUDIO_RATE });
		const samples = this.#sound.floats(this.#heard);
		const room = new Float32Array(this.#audio.framesFor(samples.length) * BLENDSHAPE_COUNT);
		const count = this.#audio.push(samples, room);
		this.#heard = this.#sound.length;
		for (let frame = 0; frame < count; frame++)
			this.#audioFrames.push(room.subarray(frame * BLENDSHAPE_COUNT, (frame + 1) * BLENDSHAPE_COUNT));
	}

	#loudness(): Loudness {
		if (this.#sampleRate === 0) return { rate: LOUDNESS_RATE, values: new Float32Array(0) };
		return measureLoudness(this.#sound.floats(), this.#sampleRate);
	}

	#spell(spell: WordSpeller): PhonemeFace {
		const phonemes = spell({
			subtitles: this.#subtitles,
			words: this.#words,
			sound: this.#sound.floats(),
			sampleRate: this.#sampleRate,
			pinyin: this.#options.pinyin,
		});
		return new PhonemeFace(phonemes, { loudness: this.#loudness(), plosiveStart: "closure" }, this.frameRate);
	}

	/** Shows the judge each bilabial once all frames around it are there. */
	#judgeClosures(): void {
		const inventory = detectInventory(this.#phonemes.map(({ symbol }) => symbol));
		for (; this.#judged < this.#phonemes.length; this.#judged++) {
			const phoneme = this.#phonemes[this.#judged];
			if (phoneme === undefined || phoneme.end + AFTERMATH > this.faceUntil) return;
			const parts = readPhoneme(phoneme.symbol, inventory)?.parts ?? [];
			if (parts.some(({ pose }) => pose.kind === "bilabial"))
				this.#judge.closes(phoneme, this.#faces, this.frameRate);
		}
	}

	/** Frames that stand still while there is sound come from a driver that has no face to give. */
	#judgeStillness(): void {
		if (this.#dead !== undefined || this.faceUntil < LEAST_FACE) return;
		const first = this.#faces[0];
		const still = this.#faces.every((face) =>
			face.every((weight, shape) => Math.abs(weight - (first?.[shape] ?? 0)) < STILL),
		);
		const sounding = this.#loudness().values.filter((value) => value > SOUNDING).length / LOUDNESS_RATE;
		if (still && sounding < LEAST_FACE / 2) return;
		this.#dead = still;
		if (still) this.#options.onDeadFace?.();
	}
}

const reaches = (spans: readonly { readonly end: number }[], time: number): boolean => {
	for (let index = spans.length - 1; index >= 0; index--)
		if ((spans[index]?.end ?? 0) + AFTERMATH > time) return true;
	return false;
};
