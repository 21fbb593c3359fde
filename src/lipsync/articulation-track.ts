import { smoothstep } from "../util/smoothstep.ts";

/** A target that one articulator reaches at `start`. */
export interface Hold {
	readonly start: number;
	/** It may not be left before this. */
	readonly least: number;
	/** How long the way to it takes, if there is time. */
	readonly onset: number;
	readonly targets: ArrayLike<number>;
}

/** The quickest way from one target to the next: less than a face frame, for sounds too short for their own. */
const SHORTEST_WAY = 0.03;

/**
 * Targets of an articulator group in order of time. Each is held until the way to the next one must begin, so a
 * shape carries over sounds that do not own the group and is anticipated by its onset. Moves are smooth at both ends.
 */
export class ArticulationTrack {
	readonly #holds: readonly Hold[];
	readonly #width: number;
	#cursor = 0;

	/** `holds` in order of `start`, each with `width` targets. Before the first hold all is 0; the last one stays. */
	constructor(holds: readonly Hold[], width: number) {
		this.#holds = holds;
		this.#width = width;
	}

	/** Writes the articulator's values at `time` to `out`. Allocates nothing; quickest when time runs forwards. */
	sample(time: number, out: Float64Array): void {
		const index = this.#find(time);
		const from = this.#holds[index];
		const to = this.#holds[index + 1];
		const way = to === undefined ? 0 : progress(time, from, to);
		for (let channel = 0; channel < this.#width; channel++) {
			const a = from?.targets[channel] ?? 0;
			const b = to?.targets[channel] ?? 0;
			out[channel] = a + (b - a) * way;
		}
	}

	/** Index of the last hold that has begun at `time`; −1 before the first. */
	#find(time: number): number {
		const started = (index: number) => (this.#holds[index]?.start ?? Number.POSITIVE_INFINITY) <= time;
		if (this.#cursor >= 0 && !started(this.#cursor)) this.#cursor = -1;
		while (started(this.#cursor + 1)) this.#cursor++;
		return this.#cursor;
	}
}

/** 0 while `from` is held, 1 at the start of `to`. */
function progress(time: number, from: Hold | undefined, to: Hold): number {
	const earliest =
		from === undefined
			? Number.NEGATIVE_INFINITY
			: Math.max(from.start, Math.min(from.least, to.start - SHORTEST_WAY));
	const begin = Math.max(earliest, to.start - to.onset);
	if (time <= begin) return 0;
	return smoothstep((time - begin) / (to.start - begin));
}
