import { appendFile } from "node:fs/promises";
import type { Logger } from "pino";

/** Something that an operator has asked of a kiosk, or that a kiosk did by itself and an operator has to know. */
export interface AuditEntry {
	/** ISO 8601. */
	readonly at: string;
	/** Name of the application key, `this machine`, or `kiosk`. */
	readonly who: string;
	readonly kiosk: string;
	readonly what: string;
	readonly detail: Readonly<Record<string, unknown>>;
}

/** Entries that are kept in memory. */
const KEPT = 1000;

/** Who asked what of which kiosk, and what became of it. In memory, in the log, and in a file if one is named. */
export class KioskAudit {
	readonly #file: string;
	readonly #logger: Logger;
	readonly #now: () => number;
	#entries: readonly AuditEntry[] = [];

	/** @param file to which each entry is added as a line of JSON; empty for none. @param now seconds since 1970 */
	constructor(file: string, logger: Logger, now: () => number) {
		this.#file = file;
		this.#logger = logger;
		this.#now = now;
	}

	/** Newest first. */
	get entries(): readonly AuditEntry[] {
		return this.#entries;
	}

	async add(entry: Omit<AuditEntry, "at">): Promise<void> {
		const dated = { at: new Date(this.#now() * 1000).toISOString(), ...entry };
		this.#entries = [dated, ...this.#entries].slice(0, KEPT);
		this.#logger.info({ audit: dated }, "kiosk");
		if (this.#file === "") return;
		await appendFile(this.#file, `${JSON.stringify(dated)}\n`, { mode: 0o600 }).catch((error: unknown) =>
			this.#logger.error({ err: error }, "the audit cannot be written"),
		);
	}
}
