import type { Seconds } from "../../util/time.ts";

/** Wrong codes in a row until nobody may try. */
const MOST_WRONG = 3;
/** Seconds for which nobody may; doubles each time, so that four digits are not tried through in a night. */
const LOCK_OUT = 30;
const LONGEST_LOCK_OUT = 3600;

/** What becomes of a code that was typed. */
export type PasscodeAnswer =
	| { readonly type: "right" }
	/** So many tries are left before the lock-out. */
	| { readonly type: "wrong"; readonly left: number }
	| { readonly type: "locked"; readonly until: Seconds };

/** Guards the operator's settings against guessing. Kept over reloads by {@link PasscodeLock.kept}: a reload is no way in. */
export interface PasscodeLockState {
	/** Wrong codes since the last right one. */
	readonly wrong: number;
	/** Seconds since 1970; 0 if not locked. */
	readonly until: number;
}

export class PasscodeLock {
	#wrong: number;
	#until: number;

	constructor({ wrong, until }: PasscodeLockState = { wrong: 0, until: 0 }) {
		this.#wrong = wrong;
		this.#until = until;
	}

	/** To be kept, and handed to the next lock. */
	get kept(): PasscodeLockState {
		return { wrong: this.#wrong, until: this.#until };
	}

	/** When one may try again; `undefined` if at once. @param now seconds since 1970 */
	lockedUntil(now: Seconds): Seconds | undefined {
		// A clock that was set back must not lock the operator out for longer than the longest lock-out.
		if (this.#until - now > LONGEST_LOCK_OUT) this.#until = now + LONGEST_LOCK_OUT;
		return now < this.#until ? (this.#until as Seconds) : undefined;
	}

	/** A code was typed, and was right or not. A right one does not count while locked. */
	try(isRight: boolean, now: Seconds): PasscodeAnswer {
		const locked = this.lockedUntil(now);
		if (locked !== undefined) return { type: "locked", until: locked };
		if (isRight) {
			this.#wrong = 0;
			return { type: "right" };
		}
		this.#wrong++;
		if (this.#wrong % MOST_WRONG !== 0)
			return { type: "wrong", left: MOST_WRONG - (this.#wrong % MOST_WRONG) };
		this.#until = now + Math.min(LONGEST_LOCK_OUT, LOCK_OUT * 2 ** (this.#wrong / MOST_WRONG - 1));
		return { type: "locked", until: this.#until as Seconds };
	}
}
