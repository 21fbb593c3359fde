import { type Seconds, seconds } from "../util/time.ts";
import type { OutgoingRequest } from "./browser-frame.ts";
import type { CharacterBudget } from "./character-budget.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Frames per second that a browser may send for long; a text stream of a fast language model has some 20. */
const FRAMES = 50;
const FRAME_WINDOW = seconds(1);
const MINUTE = seconds(60);

/** How fast one browser may send, whatever it sends. */
export class FrameLimit {
	readonly #frames = new TokenBucket(FRAMES, FRAME_WINDOW);
	readonly #now: () => Seconds;

	constructor(now: () => Seconds) {
		this.#now = now;
	}

	/** False if frames come too fast. */
	take(): boolean {
		return this.#frames.take(1, this.#now());
	}
}

/** What one session may ask for. Every refusal is a plain sentence for the viewer. */
export class SessionLimits {
	readonly #characters: TokenBucket | null;
	readonly #budget: CharacterBudget;
	readonly #now: () => Seconds;

	constructor(options: {
		/** 0 for no limit. */
		readonly charactersPerMinute: number;
		readonly budget: CharacterBudget;
		readonly now: () => Seconds;
	}) {
		this.#characters =
			options.charactersPerMinute === 0 ? null : new TokenBucket(options.charactersPerMinute, MINUTE);
		this.#budget = options.budget;
		this.#now = options.now;
	}

	/** Why the request is refused, or `null`. A stop is never refused. */
	refuses(request: OutgoingRequest): string | null {
		const now = this.#now();
		if (this.#characters?.take(request.characters, now) === false)
			return "That is more text than this session may have spoken in a minute; wait a little.";
		if (!this.#budget.take(request.characters, now)) return "Today's allowance of speech is used up.";
		return null;
	}
}
