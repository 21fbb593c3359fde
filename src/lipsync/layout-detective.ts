import type { FaceFrames, Phoneme } from "../protocol/driver-message.ts";
import { BLENDSHAPE_COUNT } from "./blendshapes.ts";
import { type LayoutScore, type SpeechEvidence, scoreLayout } from "./layout-score.ts";
import { type Loudness, meanLoudness } from "./loudness.ts";
import { ORDERS, type OrderName } from "./order-tables.ts";
import { orderPermutation } from "./orders.ts";
import { readPhoneme } from "./read-phoneme.ts";

/** Face frames of a clause and what sounded with them, all on the clause's timeline. */
export interface ClauseEvidence {
	/** As they came on the wire. */
	readonly face: FaceFrames;
	readonly frameRate: number;
	readonly loudness: Loudness;
	/** Empty if the driver sends none. */
	readonly phonemes: readonly Phoneme[];
}

/** Why the detective cannot tell. */
export type Doubt =
	| "too-short"
	| "no-face"
	| "constant"
	| "silent"
	| "ambiguous"
	| "implausible"
	| "changing-dimension";

export type LayoutVerdict =
	/** The order in use explains the frames as well as any. */
	| { readonly verdict: "fits"; readonly score: LayoutScore }
	/** Another preset explains them clearly better. */
	| {
			readonly verdict: "other";
			readonly order: OrderName;
			/** Every preset that explains them as well, `order` included: some differ only in what speech does not move. */
			readonly alike: readonly OrderName[];
			readonly score: LayoutScore;
			readonly current: LayoutScore;
	  }
	| { readonly verdict: "unknown"; readonly doubt: Doubt };

/** Speech that is needed before anything is said, and that is looked at most; seconds. */
const LEAST_SPEECH = 2;
const MOST_SPEECH = 12;

/** A right order scores above 0.7 on speech, noise below 0.5. */
const PLAUSIBLE = 0.58;

/** Scores closer than this are the same. */
const TIE = 0.02;

/** How much better another preset has to be. */
const CLEARLY = 0.08;

/** Louder than this is sound: 50 dB below full scale. */
const SOUND = 10 ** (-50 / 20);

/** A bilabial's lips are closed from this long before its start to its start. */
const CLOSURE = 0.04;

/**
 * Watches the face frames of a stream and says whether the order of their channels is the one in use, another known
 * one, or not to be told. One per conversation; any thread.
 */
export class LayoutDetective {
	readonly #order: OrderName | readonly string[];
	readonly #frames: number[] = [];
	readonly #loudness: number[] = [];
	readonly #closures: number[] = [];
	#dimension = 0;
	#dimensionChanged = false;
	#seconds = 0;
	#verdict: LayoutVerdict | undefined;

	/** `order`: the one in use. */
	constructor(order: OrderName | readonly string[]) {
		this.#order = order;
	}

	/** Seconds of face frames looked at so far. */
	get seconds(): number {
		return this.#seconds;
	}

	/** Takes the evidence of a clause. What is more than a dozen seconds in all is not needed and not kept. */
	observe({ face, frameRate, loudness, phonemes }: ClauseEvidence): void {
		if (face.count === 0 || face.dimension === 0 || !(frameRate > 0)) return;
		if (this.#seconds >= MOST_SPEECH && face.dimension === this.#dimension) return;
		this.#verdict = undefined;
		if (this.#dimension === 0) this.#dimension = face.dimension;
		if (face.dimension !== this.#dimension) {
			this.#dimensionChanged = true;
			return;
		}
		const bilabials = phonemes.filter(isBilabial).map(({ start }) => start);
		for (let frame = 0; frame < face.count && this.#seconds < MOST_SPEECH; frame++) {
			const time = frame / frameRate;
			for (let channel = 0; channel < face.dimension; channel++)
				this.#frames.push(face.weights[frame * face.dimension + channel] ?? 0);
			this.#loudness.push(meanLoudness(loudness, time - 0.5 / frameRate, time + 0.5 / frameRate));
			this.#closures.push(bilabials.some((start) => time >= start - CLOSURE && time <= start) ? 1 : 0);
			this.#seconds += 1 / frameRate;
		}
	}

	/** What can be said now. Found out once after each observation, in a few milliseconds. */
	get verdict(): LayoutVerdict {
		this.#verdict ??= this.#judge();
		return this.#verdict;
	}

	#judge(): LayoutVerdict {
		const doubt = this.#doubt();
		if (doubt !== undefined) return { verdict: "unknown", doubt };
		const evidence = this.#evidence();
		const dimension = this.#dimension;
		const current = scoreLayout(evidence, orderPermutation(this.#order, dimension));
		const ranked = candidates(dimension)
			.map((order) => ({ order, score: scoreLayout(evidence, orderPermutation(order, dimension)) }))
			.toSorted((a, b) => b.score.total - a.score.total);
		const best = ranked[0];
		if (best === undefined || current.total >= best.score.total - TIE)
			return current.total >= PLAUSIBLE ? { verdict: "fits", score: current } : unknown("implausible");
		if (best.score.total < PLAUSIBLE) return unknown("implausible");
		if (best.score.total - current.total < CLEARLY) return unknown("ambiguous");
		const alike = ranked
			.filter(({ score }) => best.score.total - score.total <= TIE)
			.map(({ order }) => order);
		return { verdict: "other", order: best.order, alike, score: best.score, current };
	}

	#doubt(): Doubt | undefined {
		if (this.#dimensionChanged) return "changing-dimension";
		if (this.#frames.length === 0) return "no-face";
		if (this.#seconds < LEAST_SPEECH) return "too-short";
		const loud = this.#loudness.filter((value) => value > SOUND).length;
		if (loud < this.#loudness.length / 5) return "silent";
		return isConstant(this.#frames, this.#dimension) ? "constant" : undefined;
	}

	#evidence(): SpeechEvidence {
		return {
			frames: this.#frames,
			dimension: this.#dimension,
			count: this.#loudness.length,
			loudness: this.#loudness,
			closures: this.#closures,
		};
	}
}

const unknown = (doubt: Doubt): LayoutVerdict => ({ verdict: "unknown", doubt });

const isBilabial = ({ symbol }: Phoneme): boolean =>
	readPhoneme(symbol, "ipa")?.parts.some(({ pose }) => pose.kind === "bilabial") ?? false;

/** Presets of exactly this many channels; if there are none, the ones whose first names could be meant. */
function candidates(dimension: number): OrderName[] {
	const names = Object.keys(ORDERS) as OrderName[];
	const exact = names.filter((name) => ORDERS[name].length === dimension);
	return exact.length > 0 ? exact : names.filter((name) => ORDERS[name].length === BLENDSHAPE_COUNT);
}

function isConstant(frames: readonly number[], dimension: number): boolean {
	return frames.every((value, at) => Math.abs(value - (frames[at % dimension] ?? 0)) < 1e-4);
}
