import type { Seconds } from "../../util/time.ts";
import type { NetworkHealth } from "../model/kiosk-state.ts";
import { NetworkWatch, PROBE_INTERVAL, PROBE_TIMEOUT } from "../model/network-watch.ts";
import { now } from "./page-clock.ts";

/** Milliseconds between two looks at what is known. */
const LOOK_MS = 125;
/** Seconds between two looks beyond which this thread was held up, and knows nothing of the network. */
const LATE = 0.4;

/** Asks the gateway again and again whether it is there. Main thread. */
export class NetworkProbe {
	/** Somebody is served: it is asked more often. */
	isVisit = false;
	readonly #url: string;
	readonly #watch = new NetworkWatch();
	readonly #changed: (health: NetworkHealth) => void;
	#health: NetworkHealth = "online";
	#askedAt = Number.NEGATIVE_INFINITY;
	#isAsking = false;
	#patience = 1;
	#lookedAt = now();

	/** @param base absolute address of the gateway */
	constructor(base: string, changed: (health: NetworkHealth) => void, signal: AbortSignal) {
		this.#url = new URL("healthz", base).href;
		this.#changed = changed;
		const timer = setInterval(() => this.#look(), LOOK_MS);
		signal.addEventListener("abort", () => clearInterval(timer));
		addEventListener("online", () => void this.ask(), { signal });
		addEventListener("offline", () => void this.ask(), { signal });
	}

	/** Factor on all that is waited for; default 1. */
	set patience(patience: number) {
		this.#watch.patience = patience;
		this.#patience = patience;
	}

	set isSocketBroken(isBroken: boolean) {
		this.#watch.isSocketBroken = isBroken;
		if (isBroken) void this.ask();
	}

	/** Asks now; resolves with the answer, or without. */
	async ask(): Promise<void> {
		if (this.#isAsking) return;
		this.#isAsking = true;
		const asked = now();
		this.#askedAt = asked;
		try {
			const signal = AbortSignal.timeout(PROBE_TIMEOUT * this.#patience * 1000);
			const response = await fetch(this.#url, { cache: "no-store", signal });
			// Whoever answers, the line stands; a proxy that says that nobody is behind it does not count.
			if (response.status >= 500) this.#watch.failed(asked);
			else this.#watch.answered((now() - asked) as Seconds);
		} catch {
			this.#watch.failed(asked);
		}
		this.#isAsking = false;
		this.#tell();
	}

	#look(): void {
		const late = now() - this.#lookedAt - LATE;
		this.#lookedAt = now();
		if (late > 0) this.#watch.heldUp(late);
		this.#tell();
		const isUrgent = this.isVisit || this.#health !== "online";
		const interval = isUrgent ? PROBE_INTERVAL.visit : PROBE_INTERVAL.alone;
		if (now() - this.#askedAt >= interval) void this.ask();
	}

	#tell(): void {
		const health = this.#watch.health(now());
		if (health === this.#health) return;
		this.#health = health;
		this.#changed(health);
	}
}
