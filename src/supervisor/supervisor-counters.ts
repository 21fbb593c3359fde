import { readFileSync, renameSync, writeFileSync } from "node:fs";

const NAMES = ["launches", "loads", "crashes", "exits", "silences"] as const;
export type SupervisorCounter = (typeof NAMES)[number];

/**
 * What the supervisor counts, over all its lives, in a file. Counters only go up: a file that cannot be read is put
 * aside, not overwritten, and that it happened is counted itself.
 */
export class SupervisorCounters {
	readonly #file: string;
	readonly #counts: Record<string, number>;

	constructor(file: string) {
		this.#file = file;
		this.#counts = this.#read();
	}

	get value(): Readonly<Record<string, number>> {
		return { ...this.#counts };
	}

	add(name: SupervisorCounter): void {
		this.#counts[name] = (this.#counts[name] ?? 0) + 1;
		// Whole or not at all: a power cut comes at any moment.
		writeFileSync(`${this.#file}.new`, JSON.stringify(this.#counts));
		renameSync(`${this.#file}.new`, this.#file);
	}

	#read(): Record<string, number> {
		const zeros = Object.fromEntries(NAMES.map((name) => [name, 0]));
		let text: string;
		try {
			text = readFileSync(this.#file, "utf8");
		} catch {
			return { ...zeros, resets: 0 };
		}
		try {
			const read = JSON.parse(text) as Record<string, unknown>;
			const counts = Object.entries(read).filter(([, count]) => Number.isSafeInteger(count)) as [
				string,
				number,
			][];
			if (counts.length === 0) throw new Error("no counters");
			return { ...zeros, resets: 0, ...Object.fromEntries(counts) };
		} catch {
			renameSync(this.#file, `${this.#file}.broken`);
			return { ...zeros, resets: 1 };
		}
	}
}
