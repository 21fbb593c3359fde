import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { smoothstep } from "../util/smoothstep.ts";
import type { Seconds } from "../util/time.ts";
import { type CustomExpressions, Expressions } from "./expressions.ts";

interface ExpressionSpan {
	readonly utterance: number;
	readonly weights: Float32Array;
	readonly start: number;
	end: number;
}

/** Ways into and out of an expression: a face changes its mood slower than its mouth. */
const EASE_IN = 0.25;
const EASE_OUT = 0.4;

/** An expression whose end is no time after its start lasts to the end of what is spoken, at most this long. */
const OPEN_LENGTH = 30;

/** The driver cuts a long expression into a piece for each text; pieces that meet within this time are one, seconds. */
const SAME_SPAN = 0.3;

/** Time constant of the fade when the media time jumps or ends. */
const FADE = 0.12;

/** Expression cues by media time. Stage thread; {@link update} allocates nothing. */
export class ExpressionTrack {
	readonly #expressions: Expressions;
	readonly #spans: ExpressionSpan[] = [];
	readonly #wanted = new Float32Array(BLENDSHAPE_COUNT);
	#badTimes = 0;

	constructor(custom: CustomExpressions = {}) {
		this.#expressions = new Expressions(custom);
	}

	/** Unknown names and how often they came. */
	get unknown(): ReadonlyMap<string, number> {
		return this.#expressions.unknown;
	}

	/** Cues whose start was no time: dropped. Cues whose end was none: open. */
	get badTimes(): number {
		return this.#badTimes;
	}

	add(utterance: number, name: string, start: Seconds, end: Seconds): void {
		const weights = this.#expressions.find(name);
		if (!Number.isFinite(start)) this.#badTimes++;
		if (weights === undefined || !Number.isFinite(start)) return;
		const usable = Number.isFinite(end) && end > start;
		if (!usable) this.#badTimes++;
		const until = usable ? end : start + OPEN_LENGTH;
		const last = this.#spans.findLast((span) => span.utterance === utterance && span.weights === weights);
		if (last !== undefined && start >= last.start && start - last.end < SAME_SPAN)
			last.end = Math.max(last.end, until);
		else this.#spans.push({ utterance, weights, start, end: until });
	}

	/** Forgets the cues of this utterance and older ones. */
	forget(utterance: number): void {
		for (let index = this.#spans.length - 1; index >= 0; index--)
			if ((this.#spans[index]?.utterance ?? 0) <= utterance) this.#spans.splice(index, 1);
	}

	/** Moves `out` towards the expressions at `mediaTime` of `utterance`; towards none while nothing is heard. */
	update(delta: number, mediaTime: number | undefined, utterance: number, out: Float32Array): void {
		this.#wanted.fill(0);
		if (mediaTime !== undefined)
			for (let index = 0; index < this.#spans.length; index++) {
				const span = this.#spans[index];
				if (span !== undefined && span.utterance === utterance) this.#lay(span, mediaTime);
			}
		const share = 1 - Math.exp(-delta / FADE);
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) {
			const before = out[shape] ?? 0;
			out[shape] = before + ((this.#wanted[shape] ?? 0) - before) * share;
		}
	}

	#lay(span: ExpressionSpan, time: number): void {
		const level = Math.min(
			smoothstep((time - span.start) / EASE_IN + LEAD_IN),
			1 - smoothstep((time - span.end) / EASE_OUT),
		);
		if (level <= 0 || time < span.start) return;
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
			this.#wanted[shape] = Math.max(this.#wanted[shape] ?? 0, level * (span.weights[shape] ?? 0));
	}
}

/** A cue is seen from its first display frame on: it begins a little way up its ease. */
const LEAD_IN = 0.1;
