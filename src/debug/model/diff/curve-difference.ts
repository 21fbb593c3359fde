import { BLENDSHAPE_COUNT } from "../../../lipsync/blendshapes.ts";

/** A weight that differs by less than this looks the same: half a step of an 8-bit colour, to have a measure. */
const VISIBLE = 1 / 512;

/** How one shape of a run differs from the same shape of another. */
export interface CurveDifference {
	/** Index in `BLENDSHAPES`. */
	readonly shape: number;
	/** Greatest and mean distance of the weights. */
	readonly greatest: number;
	readonly mean: number;
	/** Share of the compared moments at which they look different. */
	readonly share: number;
	/** Trace time (of the run that is shown) of the first visible difference, and of the greatest. */
	readonly firstAt: number | undefined;
	readonly greatestAt: number | undefined;
}

/** Compares two runs' weights moment by moment; to be asked once all have been added. */
export class CurveComparison {
	/** Moments at which both had a face, and at which only one had. */
	compared = 0;
	missing = 0;
	/** Whether every weight was the same, bit for bit, and none was missing. */
	isSame = true;
	readonly #sums = new Float64Array(BLENDSHAPE_COUNT);
	readonly #greatest = new Float64Array(BLENDSHAPE_COUNT);
	readonly #visible = new Uint32Array(BLENDSHAPE_COUNT);
	readonly #firstAt = new Float64Array(BLENDSHAPE_COUNT).fill(Number.NaN);
	readonly #greatestAt = new Float64Array(BLENDSHAPE_COUNT).fill(Number.NaN);

	/** The faces of one moment, which the run that is shown has at trace time `at`. */
	add(at: number, one: Float32Array, other: Float32Array): void {
		this.compared++;
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) {
			const distance = Math.abs((one[shape] ?? 0) - (other[shape] ?? 0));
			if (distance === 0) continue;
			this.isSame = false;
			this.#sums[shape] = (this.#sums[shape] ?? 0) + distance;
			if (distance > (this.#greatest[shape] ?? 0)) {
				this.#greatest[shape] = distance;
				this.#greatestAt[shape] = at;
			}
			if (distance < VISIBLE) continue;
			this.#visible[shape] = (this.#visible[shape] ?? 0) + 1;
			if (Number.isNaN(this.#firstAt[shape])) this.#firstAt[shape] = at;
		}
	}

	/** One run has a face where the other has none. */
	addMissing(): void {
		this.missing++;
		this.isSame = false;
	}

	/** All 52 shapes, in the order of `BLENDSHAPES`. */
	get curves(): readonly CurveDifference[] {
		const timeOf = (times: Float64Array, shape: number) => {
			const time = times[shape] ?? Number.NaN;
			return Number.isNaN(time) ? undefined : time;
		};
		return Array.from({ length: BLENDSHAPE_COUNT }, (_, shape) => ({
			shape,
			greatest: this.#greatest[shape] ?? 0,
			mean: this.compared === 0 ? 0 : (this.#sums[shape] ?? 0) / this.compared,
			share: this.compared === 0 ? 0 : (this.#visible[shape] ?? 0) / this.compared,
			firstAt: timeOf(this.#firstAt, shape),
			greatestAt: timeOf(this.#greatestAt, shape),
		}));
	}
}
