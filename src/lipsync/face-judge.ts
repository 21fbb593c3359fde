import type { Phoneme } from "../protocol/driver-message.ts";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPES } from "./blendshapes.ts";
import { LIPS_TOUCH, lipGap } from "./lip-gap.ts";

/** What of the driver's face frames can be shown as it is. */
export type FaceQuality =
	/** Everything. */
	| "whole"
	/** Lips do not meet where phonemes say that they do: closures are laid over. */
	| "open-lips"
	/** Only the jaw moves: the lips come from phonemes. */
	| "jaw-only";

/** Bilabials that must have been seen before anything is said about closures, and the share that should close. */
const LEAST_BILABIALS = 4;
const CLOSED_SHARE = 0.5;

/** How far from a bilabial a producer may put its closure, seconds. */
const NEAR = 0.06;

/** Frames that must have been seen before the lips are called still: one second. */
const LEAST_FRAMES = 25;

/** Less travel than this is no movement, weight. */
const STILL = 0.01;
const MOVING = 0.08;

const LIPS: readonly number[] = BLENDSHAPES.flatMap((name, shape) =>
	name.startsWith("mouth") ? [shape] : [],
);

/** Watches the driver's own frames over an utterance, clause by clause. */
export class FaceJudge {
	readonly #least = new Float32Array(BLENDSHAPES.length).fill(1);
	readonly #most = new Float32Array(BLENDSHAPES.length);
	#frames = 0;
	#bilabials = 0;
	#closed = 0;

	get quality(): FaceQuality {
		if (this.#frames >= LEAST_FRAMES && this.#travel(AT.jawOpen) > MOVING) {
			if (LIPS.every((shape) => this.#travel(shape) < STILL)) return "jaw-only";
		}
		const enough = this.#bilabials >= LEAST_BILABIALS;
		return enough && this.#closed < CLOSED_SHARE * this.#bilabials ? "open-lips" : "whole";
	}

	/** A frame of the driver. */
	see(face: Float32Array): void {
		this.#frames++;
		for (let shape = 0; shape < face.length; shape++) {
			const weight = face[shape] ?? 0;
			this.#least[shape] = Math.min(this.#least[shape] ?? 1, weight);
			this.#most[shape] = Math.max(this.#most[shape] ?? 0, weight);
		}
	}

	/** A bilabial of which all frames have come; `faces` are those of its clause. */
	closes({ start, end }: Phoneme, faces: readonly Float32Array[], frameRate: number): void {
		this.#bilabials++;
		const from = Math.max(0, Math.floor((start - NEAR) * frameRate));
		const to = Math.min(faces.length - 1, Math.ceil((end + NEAR) * frameRate));
		for (let index = from; index <= to; index++) {
			const face = faces[index];
			if (face === undefined || lipGap(face) >= LIPS_TOUCH) continue;
			this.#closed++;
			return;
		}
	}

	#travel(shape: number): number {
		return (this.#most[shape] ?? 0) - (this.#least[shape] ?? 0);
	}
}
