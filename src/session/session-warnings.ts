import type { SessionEvent, WarningCode } from "./session-event.ts";

/** Those that come in floods after an interruption and say nothing new: counted, not told. */
const SILENT: ReadonlySet<WarningCode> = new Set<WarningCode>(["stale-message", "duplicate-part"]);

/** Counts what was put right or left out, and tells of it. */
export class SessionWarnings {
	readonly #emit: (event: SessionEvent) => void;
	readonly #counts = new Map<WarningCode, number>();

	constructor(emit: (event: SessionEvent) => void) {
		this.#emit = emit;
	}

	/** @param message one plain sentence. @param by how many times it happened. */
	add(code: WarningCode, message: string, by = 1): void {
		const count = (this.#counts.get(code) ?? 0) + by;
		this.#counts.set(code, count);
		if (!SILENT.has(code)) this.#emit({ type: "warning", code, count, message });
	}

	toObject(): Partial<Record<WarningCode, number>> {
		return Object.fromEntries(this.#counts);
	}
}
