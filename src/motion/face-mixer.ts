import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { closureFirmness } from "../lipsync/closure-firmness.ts";
import { smoothstep } from "../util/smoothstep.ts";
import { MIX_RULES } from "./mix-table.ts";

/** What wants to move the face, 52 weights each in the order of `BLENDSHAPES`. */
export interface FaceLayers {
	readonly speech: Float32Array;
	readonly expression: Float32Array;
	readonly action: Float32Array;
	readonly idle: Float32Array;
}

/** From an interrupted mouth to a closed one: two display frames short of the 100 ms that are promised. */
const CLOSING_TIME = 0.07;

/** Speech of at least this presence that is gone in the next frame has broken off. */
const BROKEN_OFF = 0.3;

/** From here on a frame counts as a closure and may move as fast as it needs. */
const FIRM = 0.5;

/**
 * Lays the layers of the face on each other by `MIX_TABLE`. Keeps what was shown last, to limit speeds and to ease a
 * mouth shut when speech breaks off. Stage thread; {@link mix} allocates nothing.
 */
export class FaceMixer {
	readonly #shown = new Float32Array(BLENDSHAPE_COUNT);
	readonly #interrupted = new Float32Array(BLENDSHAPE_COUNT);
	readonly #speech = new Float32Array(BLENDSHAPE_COUNT);
	#sinceInterruption = Number.POSITIVE_INFINITY;
	#presence = 0;

	/** Speech breaks off now: the mouth that was spoken last closes within 100 ms, eased. */
	interrupt(): void {
		if (this.#presence === 0) return;
		this.#interrupted.set(this.#speech);
		this.#sinceInterruption = 0;
	}

	/**
	 * Writes the face after `delta` seconds to `out`. `presence`: how much of a speaking face `layers.speech` is, 0 … 1.
	 */
	mix(delta: number, layers: FaceLayers, presence: number, out: Float32Array): void {
		const speaking = this.#speak(delta, layers.speech, presence);
		const closed = speaking * closureFirmness(this.#speech);
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) {
			const rule = MIX_RULES[shape];
			if (rule === undefined) continue;
			const share = (1 - (1 - rule.colour) * speaking) * (rule.parts ? 1 - closed : 1);
			const speech = this.#speech[shape] ?? 0;
			const expression = share * (layers.expression[shape] ?? 0);
			const action = share * (layers.action[shape] ?? 0);
			const idle = share * (layers.idle[shape] ?? 0);
			const wanted =
				rule.combine === "add"
					? speech + expression + action + idle
					: Math.max(speech, expression, action, idle);
			out[shape] = this.#limited(shape, Math.min(1, Math.max(0, wanted)), closed, rule.speed * delta);
		}
		out[AT.mouthClose] = Math.min(out[AT.mouthClose] ?? 0, out[AT.jawOpen] ?? 0);
		this.#shown.set(out);
	}

	/** Takes the speech layer over, or what an interruption left of it, and returns its presence. */
	#speak(delta: number, speech: Float32Array, presence: number): number {
		if (
			presence === 0 &&
			this.#presence >= BROKEN_OFF &&
			this.#sinceInterruption === Number.POSITIVE_INFINITY
		)
			this.interrupt();
		this.#sinceInterruption += delta;
		const left = 1 - smoothstep(this.#sinceInterruption / CLOSING_TIME);
		if (left === 0 || presence >= left) {
			this.#speech.set(speech);
			this.#presence = presence;
			if (presence > 0) this.#sinceInterruption = Number.POSITIVE_INFINITY;
			return presence;
		}
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
			this.#speech[shape] = (this.#interrupted[shape] ?? 0) * left;
		this.#presence = left;
		return left;
	}

	#limited(shape: number, wanted: number, closed: number, step: number): number {
		if (closed >= FIRM) return wanted;
		const before = this.#shown[shape] ?? 0;
		return before + Math.min(step, Math.max(-step, wanted - before));
	}
}
