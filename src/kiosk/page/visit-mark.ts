import { now } from "../host/page-clock.ts";
import type { KioskLanguage } from "../model/settings.ts";
import { KEPT, keep, readKept } from "./keep.ts";

/** Remembers over a crash that a visit is under way and in which language; nothing else of it. Main thread. */
export class VisitMark {
	#endedAt = now();

	/** Seconds since the last visitor went. */
	get sinceEnd(): number {
		return now() - this.#endedAt;
	}

	/** Language of a visit that a crash has ended, as it was kept; `undefined` if none has. Forgets it. */
	takeCrashed(): string | undefined {
		const kept = readKept(KEPT.visit);
		keep(KEPT.visit, null);
		return kept ?? undefined;
	}

	/** Somebody is there, and speaks `language`. */
	set(language: KioskLanguage): void {
		keep(KEPT.visit, language);
	}

	/** The visitor has gone. */
	clear(): void {
		keep(KEPT.visit, null);
		this.#endedAt = now();
	}
}
