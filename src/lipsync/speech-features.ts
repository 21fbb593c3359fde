import { FilterBank } from "./filter-bank.ts";

/** How often features are taken, seconds. */
export const HOP = 0.01;

/** Floor of all energies: 80 dB below full scale. */
const FLOOR = 1e-8;

/** The loudest speech is forgotten this slowly, decibels per second, so that a quiet speaker opens the mouth too. */
const PEAK_DECAY = 3;

/** Where the loudest speech is taken to be until some is heard: a usual synthesiser's vowels. */
const ASSUMED_PEAK = -16;
const LEAST_PEAK = -38;

/** Speech spans this much below its loudest vowels, decibels. */
const SPEECH_RANGE = 30;

/**
 * What a hop of sound says about the mouth, each 0 … 1. Streaming and adaptive to the speaker's level; allocates only
 * when made.
 */
export class SpeechFeatures {
	/** Loudness between silence and the speaker's loudest vowels. */
	level = 0;
	/** How open a vowel its first formant makes it. */
	open = 0;
	/** How far back and rounded its second formant makes it; and how far forward and spread. */
	round = 0;
	spread = 0;
	/** Share of hiss: s, sh and their like. */
	hiss = 0;
	/** Voice without formants above the murmur: a nasal, or a voiced closure. */
	murmur = 0;
	readonly #bank: FilterBank;
	#peak = ASSUMED_PEAK;

	constructor(sampleRate: number) {
		this.#bank = new FilterBank(sampleRate);
	}

	/** Takes `samples[from … to)`, about a {@link HOP}. */
	process(samples: Float32Array, from: number, to: number): void {
		this.#bank.process(samples, from, to);
		const energies = this.#bank.energies;
		const murmur = energies[0] ?? 0;
		const lowFirst = energies[1] ?? 0;
		const highFirst = energies[2] ?? 0;
		const lowSecond = energies[3] ?? 0;
		const highSecond = energies[4] ?? 0;
		const hiss = energies[5] ?? 0;
		const voice = murmur + lowFirst + highFirst + lowSecond + highSecond;
		this.#measureLevel(voice + hiss);
		this.hiss = share(hiss, voice, 0.35, 1.6);
		this.open = share(highFirst + 0.6 * lowSecond, murmur + lowFirst, 0.18, 1.5);
		this.spread = share(highSecond, lowFirst + highFirst + lowSecond, 0.035, 0.3);
		this.round = (1 - share(lowSecond + highSecond, lowFirst + highFirst, 0.02, 0.18)) * (1 - this.hiss);
		this.murmur = 1 - share(lowFirst + highFirst + lowSecond + highSecond, murmur, 0.12, 0.6);
	}

	#measureLevel(energy: number): void {
		const decibels = 10 * Math.log10(energy + FLOOR);
		this.#peak = Math.max(decibels, this.#peak - PEAK_DECAY * HOP, LEAST_PEAK);
		this.level = clamp((decibels - (this.#peak - SPEECH_RANGE)) / SPEECH_RANGE);
	}
}

/** 0 … 1: where the ratio of two energies lies between `low` and `high`, on a logarithmic scale. */
function share(part: number, rest: number, low: number, high: number): number {
	const ratio = (part + FLOOR) / (rest + FLOOR);
	return clamp(Math.log(ratio / low) / Math.log(high / low));
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
