import type { PlayoutReport, PlayoutState } from "../protocol/playout-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";

/** Segments remembered: what is heard lies behind what is rendered by up to half a second (Bluetooth). */
const SEGMENTS = 64;

/** What is played at a moment. */
export interface PlayheadReading {
	readonly utterance: number;
	readonly state: PlayoutState;
	/** Presentation time; stands still unless playing. */
	readonly mediaTime: Seconds;
	/** Media seconds per context second. */
	readonly rate: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Segment extends Mutable<PlayheadReading> {
	contextTime: number;
}

const emptySegment = (): Segment => ({
	contextTime: Number.NEGATIVE_INFINITY,
	utterance: -1,
	state: "idle",
	mediaTime: seconds(0),
	rate: 0,
});

/**
 * Which moment of which utterance is played at a context time: the piecewise map that the playout reports draw (headless;
 * one per thread that asks). Ask it for the context time that is *heard* now, as the output clock gives it.
 */
export class Playhead {
	/** Context time to {@link follow}. */
	time = seconds(0);
	readonly #segments = Array.from({ length: SEGMENTS }, emptySegment);
	readonly #reading: Mutable<PlayheadReading> = emptySegment();
	/** Segments added so far; the newest is at `(#added − 1) % SEGMENTS`. */
	#newest = 0;
	#count = 1;
	/** How many segments before the newest one the reading lies in. */
	#back = 0;

	/** What was found last. The object is reused. */
	get reading(): PlayheadReading {
		return this.#reading;
	}

	/** Seconds of context time from {@link time} until another segment is played; infinite if none is known. */
	get untilNext(): Seconds {
		if (this.#back === 0) return seconds(Number.POSITIVE_INFINITY);
		return seconds(this.#at(this.#newest - this.#back + 1).contextTime - this.time);
	}

	/** Adds what a report says; it overrides what was foreseen for later than its context time. */
	update(report: PlayoutReport): void {
		while (this.#count > 0 && this.#at(this.#newest).contextTime >= report.contextTime) {
			this.#newest = (this.#newest + SEGMENTS - 1) % SEGMENTS;
			this.#count--;
		}
		this.#newest = (this.#newest + 1) % SEGMENTS;
		this.#count = Math.min(SEGMENTS, this.#count + 1);
		const segment = this.#at(this.#newest);
		segment.contextTime = report.contextTime;
		segment.utterance = report.utterance;
		segment.state = report.state;
		segment.mediaTime = report.mediaTime;
		segment.rate = report.rate;
	}

	/** What is played at `contextTime`. The object is reused: read it before asking again. */
	at(contextTime: Seconds): PlayheadReading {
		this.time = contextTime;
		this.follow();
		return this.reading;
	}

	/** Brings {@link reading} to {@link time}; in every frame, where a number handed over would be garbage. */
	follow(): void {
		let back = 0;
		while (back < this.#count - 1 && this.#at(this.#newest - back).contextTime > this.time) back++;
		this.#back = back;
		const segment = this.#at(this.#newest - back);
		const reading = this.#reading;
		reading.utterance = segment.utterance;
		reading.state = segment.state;
		reading.rate = segment.rate;
		reading.mediaTime = segment.mediaTime;
		const elapsed = this.time - segment.contextTime;
		if (segment.rate !== 0 && elapsed > 0)
			reading.mediaTime = seconds(segment.mediaTime + elapsed * segment.rate);
	}

	#at(index: number): Segment {
		return this.#segments[(index + SEGMENTS) % SEGMENTS] ?? (this.#segments[0] as Segment);
	}
}
