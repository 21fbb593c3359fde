import { type Seconds, seconds } from "../../util/time.ts";

/** Without a new frame for so long the picture stands still, as a viewer sees it. */
export const STALL: Seconds = seconds(1);

/** Frames of this long are what the frame rate is taken over. */
const RATE_WINDOW = 1;

/** What was shown, and when it was not. */
export interface FrameCounts {
	readonly firstFrame: Seconds | null;
	readonly frameRate: number | null;
	readonly framesShown: number;
	readonly stalls: number;
	readonly stalledTime: Seconds;
	readonly isStalled: boolean;
}

/** Counts the frames of a picture. Time is an argument, in seconds of one clock that only goes forward. */
export class FrameCounter {
	readonly #start: number;
	/** Times of the frames of the last second. */
	readonly #recent: number[] = [];
	#first: number | null = null;
	#last: number;
	#shown = 0;
	#stalls = 0;
	#stalledTime = 0;
	/** Since when nobody looks: then frames need not be shown. */
	#hiddenSince: number | null = null;

	constructor(now: Seconds) {
		this.#start = now;
		this.#last = now;
	}

	/** `count` frames more were shown. */
	shown(now: Seconds, count = 1): void {
		this.#first ??= now - this.#start;
		if (this.#isStalled(now)) {
			this.#stalls++;
			this.#stalledTime += now - this.#last;
		}
		this.#last = now;
		this.#shown += count;
		for (let i = 0; i < count; i++) this.#recent.push(now);
		this.#forget(now);
	}

	/** The page went into the background, or came back: a picture that nobody can see does not stand still. */
	hidden(isHidden: boolean, now: Seconds): void {
		if (isHidden) this.#hiddenSince ??= now;
		else if (this.#hiddenSince !== null) {
			this.#hiddenSince = null;
			this.#last = Math.max(this.#last, now);
		}
	}

	counts(now: Seconds): FrameCounts {
		const isStalled = this.#isStalled(now);
		this.#forget(now);
		return {
			firstFrame: this.#first === null ? null : seconds(this.#first),
			frameRate: this.#first === null ? null : this.#recent.length / RATE_WINDOW,
			framesShown: this.#shown,
			stalls: this.#stalls + (isStalled ? 1 : 0),
			stalledTime: seconds(this.#stalledTime + (isStalled ? now - this.#last : 0)),
			isStalled,
		};
	}

	#isStalled(now: number): boolean {
		return this.#first !== null && this.#hiddenSince === null && now - this.#last > STALL;
	}

	#forget(now: number): void {
		while ((this.#recent[0] ?? now) < now - RATE_WINDOW) this.#recent.shift();
	}
}
