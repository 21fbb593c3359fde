import { smoothstep } from "../util/smoothstep.ts";

/** A time during which something must hold, and the ways there and back. Seconds. */
export interface Span {
	readonly rampStart: number;
	readonly start: number;
	readonly end: number;
	readonly rampEnd: number;
}

/**
 * How firmly a hard constraint holds over time: 1 within its spans, eased to 0 around them. Applied after blending,
 * so that no average can open a closure.
 */
export class ConstraintTrack {
	readonly #spans: readonly Span[];
	#first = 0;

	/** `spans` in order of `start`. */
	constructor(spans: readonly Span[]) {
		this.#spans = spans;
	}

	/** 0 … 1 at `time`. Allocates nothing; quickest when time runs forwards. */
	sample(time: number): number {
		const spans = this.#spans;
		if ((spans[this.#first - 1]?.rampEnd ?? Number.NEGATIVE_INFINITY) > time) this.#first = 0;
		while ((spans[this.#first]?.rampEnd ?? Number.POSITIVE_INFINITY) <= time) this.#first++;
		let most = 0;
		for (let index = this.#first; index < spans.length; index++) {
			const span = spans[index];
			if (span === undefined || span.rampStart > time) break;
			most = Math.max(most, firmness(span, time));
		}
		return most;
	}
}

function firmness(span: Span, time: number): number {
	if (time < span.start) return smoothstep((time - span.rampStart) / (span.start - span.rampStart));
	if (time <= span.end) return 1;
	return 1 - smoothstep((time - span.end) / (span.rampEnd - span.end));
}
