import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { mouthSourcesInto } from "../lipsync/resolver/mouth-sources.ts";
import { SOURCE_COUNT } from "../lipsync/resolver/sources.ts";

/** What was wrong with the weights an avatar was given. */
export interface WeightStats {
	/** Values outside 0 … 1. */
	readonly clamped: number;
	/** NaN, or frames shorter than 52. */
	readonly invalid: number;
}

/** Gaze at which an eye shape is at weight 1, radians. */
const FULL_YAW = Math.PI / 6;
const FULL_PITCH = Math.PI / 8;

/** The weights of the current face frame, checked, with gaze added and mouth shapes computed. Render thread. */
export class WeightInput {
	/** The 52 weights, then the vowels and closures of `MOUTH_SOURCES`. Rewritten by {@link take}. */
	readonly values = new Float32Array(SOURCE_COUNT);
	readonly stats = { clamped: 0, invalid: 0 };
	#yaw = 0;
	#pitch = 0;

	/** Takes a face frame; see `Avatar.apply`. */
	take(weights: Float32Array): void {
		for (let index = 0; index < BLENDSHAPE_COUNT; index++) {
			const weight = weights[index] ?? Number.NaN;
			if (Number.isNaN(weight)) {
				this.stats.invalid++;
			} else if (weight < 0 || weight > 1) {
				this.stats.clamped++;
				this.values[index] = weight < 0 ? 0 : 1;
			} else {
				this.values[index] = weight;
			}
		}
		if (this.#yaw !== 0 || this.#pitch !== 0) this.#addGaze();
		mouthSourcesInto(this.values);
	}

	/** Gaze for the frames that follow; see `Avatar.lookAt`. */
	look(yaw: number, pitch: number): void {
		this.#yaw = Number.isFinite(yaw) ? yaw / FULL_YAW : 0;
		this.#pitch = Number.isFinite(pitch) ? pitch / FULL_PITCH : 0;
	}

	#addGaze(): void {
		this.#add(AT.eyeLookOutLeft, this.#yaw);
		this.#add(AT.eyeLookInRight, this.#yaw);
		this.#add(AT.eyeLookInLeft, -this.#yaw);
		this.#add(AT.eyeLookOutRight, -this.#yaw);
		this.#add(AT.eyeLookDownLeft, this.#pitch);
		this.#add(AT.eyeLookDownRight, this.#pitch);
		this.#add(AT.eyeLookUpLeft, -this.#pitch);
		this.#add(AT.eyeLookUpRight, -this.#pitch);
	}

	#add(index: number, amount: number): void {
		if (amount > 0) this.values[index] = Math.min(1, (this.values[index] ?? 0) + amount);
	}
}
