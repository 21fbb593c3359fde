import { KIOSK_COUNTERS, type KioskCounter, type KioskCounters } from "../../protocol/kiosk-health.ts";
import { WireReader } from "../../protocol/wire-reader.ts";

const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER } as const;

const zeros = (): Record<KioskCounter, number> =>
	Object.fromEntries(KIOSK_COUNTERS.map((name) => [name, 0])) as Record<KioskCounter, number>;

/**
 * How often the kiosk had to mend itself, over all its lives. Counters only go up. Where what was kept is gone or
 * broken, they begin again and say since when: whoever reads them sees it, and the gateway notes it.
 */
export class HealCounters {
	readonly #counts: Record<KioskCounter, number>;
	readonly #since: string;

	/** @param kept what {@link json} gave in the life before. @param now ISO 8601, for counters that begin again */
	constructor(kept: string | null, now: string) {
		const read = readKept(kept);
		this.#counts = read?.counts ?? zeros();
		this.#since = read?.since ?? now;
	}

	get value(): KioskCounters {
		return { since: this.#since, ...this.#counts };
	}

	/** To be kept for the next life. */
	get json(): string {
		return JSON.stringify(this.value);
	}

	add(name: KioskCounter): void {
		this.#counts[name]++;
	}
}

function readKept(kept: string | null): { counts: Record<KioskCounter, number>; since: string } | undefined {
	try {
		const from = WireReader.root(JSON.parse(kept ?? "null"), null);
		const counts = zeros();
		for (const name of KIOSK_COUNTERS) counts[name] = from.has(name) ? from.integer(name, COUNT) : 0;
		return { counts, since: from.text("since") };
	} catch {
		return undefined;
	}
}
