import { BLENDSHAPE_COUNT } from "./blendshapes.ts";
import { ClauseLips } from "./clause-lips.ts";
import { closureFirmness } from "./closure-firmness.ts";
import { FaceJudge, type FaceQuality } from "./face-judge.ts";
import type { LipLadderOptions, Rung } from "./rung.ts";

/** From one rung to the next in this time, seconds. */
const HAND_OVER = 0.12;

/** A frame that closes the lips this firmly is not blended with the rung before it. */
const FIRM = 0.5;

/**
 * Picks the best rung for every frame of an utterance and hands over between rungs without a jump. One per utterance
 * or longer; the session's thread.
 */
export class LipLadder {
	readonly #options: LipLadderOptions;
	readonly #last = new Float32Array(BLENDSHAPE_COUNT);
	readonly #from = new Float32Array(BLENDSHAPE_COUNT);
	readonly #counts: Record<Rung, number> = { face: 0, mixed: 0, phonemes: 0, words: 0, audio: 0, rest: 0 };
	readonly #judge = new FaceJudge();
	#rung: Rung = "rest";
	#sinceChange = HAND_OVER;

	constructor(options: LipLadderOptions = {}) {
		this.#options = options;
	}

	/** Rung of the frame handed out last. */
	get rung(): Rung {
		return this.#rung;
	}

	/** Frames handed out so far, by rung. */
	get counts(): Readonly<Record<Rung, number>> {
		return this.#counts;
	}

	/** What the driver's own frames have turned out to be. */
	get faceQuality(): FaceQuality {
		return this.#judge.quality;
	}

	/** A new clause begins; take its frames before those of the next one. Rungs better than `highest` are passed over. */
	clause(highest: Rung = "face"): ClauseLips {
		const pass = (weights: Float32Array, at: number, rung: Rung, frameRate: number) =>
			this.#pass(weights, at, rung, frameRate);
		return new ClauseLips(this.#options, this.#judge, pass, highest);
	}

	/** Notes a frame on its way out, and blends it with what was shown last if it comes from another rung. */
	#pass(weights: Float32Array, at: number, rung: Rung, frameRate: number): void {
		this.#counts[rung]++;
		if (rung !== this.#rung) {
			this.#from.set(this.#last);
			// Out of rest there is nothing to hand over, and a blend would soften the first sound.
			this.#sinceChange = this.#rung === "rest" ? HAND_OVER : 0;
			this.#rung = rung;
		}
		this.#sinceChange += 1 / frameRate;
		const left = 1 - this.#sinceChange / HAND_OVER;
		if (left > 0 && closureFirmness(weights, at) < FIRM)
			for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
				weights[at + shape] = (weights[at + shape] ?? 0) * (1 - left) + (this.#from[shape] ?? 0) * left;
		this.#last.set(weights.subarray(at, at + BLENDSHAPE_COUNT));
	}
}
