import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import type { ActionTrack } from "./action-track.ts";
import { AT_EASE, type BodyPose, solvePosture } from "./body-pose.ts";

/** What a file does not say: by when its action has shown its meaning. Share of its duration. */
const SHOWN = 2 / 3;

/**
 * An action whose motion lies in a file that the renderer plays: the body's own pose stands at ease below it, and the
 * face stays with the words.
 */
export class FileTrack implements ActionTrack {
	readonly name: string;
	readonly duration: number;
	readonly shown: number;
	readonly #atEase = solvePosture(AT_EASE);

	/** @throws {TypeError} if the duration is no time */
	constructor(name: string, duration: number) {
		if (!(duration > 0 && Number.isFinite(duration)))
			throw new TypeError(`actions.${name}: expected a duration in seconds, got ${duration}`);
		this.name = name;
		this.duration = duration;
		this.shown = duration * SHOWN;
	}

	sample(_time: number, out: BodyPose): void {
		out.set(this.#atEase);
	}

	sampleFace(_time: number, out: Float32Array): void {
		out.fill(0, 0, BLENDSHAPE_COUNT);
	}
}
