import { type Seconds, seconds } from "../util/time.ts";

/** Seconds that the vendor's clock may be away: it refuses signatures at 300, and a page of ours lives up to that. */
export const MOST_SKEW = seconds(60);

/** Seconds that a reading counts for. */
const FRESH = 60;
/** Milliseconds to wait for the vendor's HTTP answer. */
const PROBE_TIMEOUT_MS = 3000;

export interface ClockCheckOptions {
	/** Where to ask: any HTTP answer carries the time. */
	readonly url: string;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
}

/** Knows how far the vendor's clock is from ours: from handshakes as they come, else by asking. */
export class ClockCheck {
	readonly #options: ClockCheckOptions;
	#skew: Seconds | null = null;
	#readAt = Number.NEGATIVE_INFINITY;

	constructor(options: ClockCheckOptions) {
		this.#options = options;
	}

	/** Takes a reading: how far the vendor's clock is ahead. */
	saw(ahead: Seconds): void {
		this.#skew = ahead;
		this.#readAt = this.#options.now();
	}

	/** How far the vendor's clock is ahead of ours; `null` if it cannot be told. */
	async skew(): Promise<Seconds | null> {
		const { now, url } = this.#options;
		if (now() - this.#readAt < FRESH) return this.#skew;
		this.#readAt = now();
		this.#skew = null;
		try {
			const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
			const answer = await fetch(url, { method: "HEAD", redirect: "manual", signal });
			const theirs = Date.parse(answer.headers.get("date") ?? "") / 1000;
			if (Number.isFinite(theirs)) this.saw(seconds(theirs - now()));
		} catch {
			// Unreachable: what that means is for who asked.
		}
		return this.#skew;
	}
}
