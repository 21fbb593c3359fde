import type { Seconds } from "../../util/time.ts";
import type { NetworkHealth } from "./kiosk-state.ts";

/** Seconds between two questions to the gateway while somebody is served, and while nobody is. */
export const PROBE_INTERVAL = { visit: 0.5, alone: 10 } as const;
/** Seconds that the gateway has to answer. */
export const PROBE_TIMEOUT = 1.2;

/** The line is gone when the gateway owes answers for so long. Seconds. */
const GONE_AFTER = PROBE_TIMEOUT;
/** Sooner if it was asked twice in vain: a gateway that restarts and a roaming radio are back within a second. */
const SURE_AFTER = 1;
const SURE_FAILURES = 2;
/** A gateway that takes longer is slow. Seconds. */
const SLOW = 0.6;

/**
 * Whether the gateway can be reached: a socket may look open for minutes after the network has gone, so the page asks.
 * Answers and failures come with their time.
 */
export class NetworkWatch {
	#failures = 0;
	#failingSince: number | undefined;
	#isSlow = false;
	#isSocketBroken = false;
	/** Factor on all that is waited for; for networks, and tests, that are slow by nature. */
	patience = 1;

	/** The gateway has answered, `took` seconds after it was asked. */
	answered(took: Seconds): void {
		this.#failures = 0;
		this.#failingSince = undefined;
		this.#isSlow = took > SLOW;
	}

	/** A question that was put at `asked` was not answered. */
	failed(asked: Seconds): void {
		this.#failures++;
		this.#failingSince ??= asked;
	}

	/** The one who asks was held up for so long: answers may have come and not been seen. */
	heldUp(seconds: number): void {
		if (this.#failingSince !== undefined) this.#failingSince += seconds;
	}

	/** The session's own line is being called again. */
	set isSocketBroken(isBroken: boolean) {
		this.#isSocketBroken = isBroken;
	}

	health(now: Seconds): NetworkHealth {
		if (this.#failingSince !== undefined) {
			const owed = (now - this.#failingSince) / this.patience;
			const isGone = owed >= GONE_AFTER || (this.#failures >= SURE_FAILURES && owed >= SURE_AFTER);
			return isGone ? "offline" : "degraded";
		}
		return this.#isSocketBroken || this.#isSlow ? "degraded" : "online";
	}
}
