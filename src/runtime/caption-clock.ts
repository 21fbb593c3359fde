import type { PlayheadReading } from "../audio/playhead.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { CaptionTrack } from "../session/caption-track.ts";
import type { CaptionCue } from "../session/session-event.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { absoluteTime } from "./absolute-time.ts";
import type { Caption } from "./player-events.ts";

const pageTime = (): Seconds => absoluteTime(performance.now());

/** Main thread: which word is spoken at a moment of the sound. */
export class CaptionClock {
	readonly #tracks = new Map<number, CaptionTrack>();
	/** The utterance that was heard last; older ones are forgotten. */
	#heardUtterance = Number.NEGATIVE_INFINITY;
	/** The newest utterance that is over: stopped, it is not read any further. */
	#overUtterance = Number.NEGATIVE_INFINITY;
	/** Whether the browser lets no sound out. */
	#isHeld = false;
	/** The utterance whose captions go on meanwhile, in seconds of the page's clock since `#readSince`. */
	#readUtterance = Number.NEGATIVE_INFINITY;
	#readSince = 0;

	/** Whether the browser lets sound out. */
	clock({ running }: ClockReading): void {
		this.#isHeld = !running;
	}

	/** Whether an utterance waits for the browser to let sound out, and is read meanwhile. */
	get isRead(): boolean {
		return this.#isHeld && this.#newestUnheard() !== undefined;
	}

	/** Words of an utterance; what older ones said is forgotten when it is heard. */
	add(utterance: number, cues: readonly CaptionCue[]): void {
		const track = this.#tracks.get(utterance) ?? new CaptionTrack();
		this.#tracks.set(utterance, track);
		track.add(cues);
	}

	/** The utterance is over. */
	ended(utterance: number): void {
		this.#overUtterance = Math.max(this.#overUtterance, utterance);
	}

	/**
	 * The caption of a moment of the sound; `undefined` while nothing is heard. The same object as long as the caption is
	 * the same. An utterance that waits at its beginning for the browser to let the sound out can be read meanwhile; it is
	 * heard from its beginning all the same.
	 */
	at({ utterance, state, mediaTime }: PlayheadReading): Caption | undefined {
		const isUnheard = (state !== "playing" && state !== "waiting") || mediaTime === 0;
		if (this.#isHeld && isUnheard) return this.#read();
		if (state !== "playing" && state !== "waiting") return undefined;
		if (utterance !== this.#heardUtterance) this.#forgetBefore(utterance);
		return this.#tracks.get(utterance)?.at(mediaTime);
	}

	/** Seconds until the next word is heard, if the sound goes on as it does; infinite if none is known. */
	untilHeard({ utterance, state, mediaTime, rate }: PlayheadReading): Seconds {
		const next = state === "playing" ? this.#tracks.get(utterance)?.nextAfter(mediaTime) : undefined;
		return seconds(next === undefined ? Number.POSITIVE_INFINITY : (next - mediaTime) / rate);
	}

	/** Seconds until the next word of what {@link isRead}. */
	get untilRead(): Seconds {
		const elapsed = pageTime() - this.#readSince;
		const next = this.#tracks.get(this.#readUtterance)?.nextAfter(elapsed);
		return seconds(next === undefined ? Number.POSITIVE_INFINITY : next - elapsed);
	}

	/** The newest utterance that nothing was heard of, at the pace at which it would be spoken. */
	#read(): Caption | undefined {
		const newest = this.#newestUnheard();
		if (newest === undefined) return undefined;
		if (newest !== this.#readUtterance) this.#readSince = pageTime();
		this.#readUtterance = newest;
		return this.#tracks.get(newest)?.at(pageTime() - this.#readSince);
	}

	#newestUnheard(): number | undefined {
		let newest = Math.max(this.#heardUtterance, this.#overUtterance);
		for (const utterance of this.#tracks.keys()) if (utterance > newest) newest = utterance;
		return newest <= this.#overUtterance ? undefined : newest;
	}

	#forgetBefore(utterance: number): void {
		this.#heardUtterance = utterance;
		for (const older of this.#tracks.keys()) if (older < utterance) this.#tracks.delete(older);
	}
}
