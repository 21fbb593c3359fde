import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import { VENDOR_IDS } from "../../protocol/vendor-id.ts";

/** Only the owner of the process may read which sessions there are. */
const MODE = 0o600;

function readRecord(value: unknown): VendorSessionRecord[] {
	const { vendor, leaseId = "", sessionId } = (value ?? {}) as Record<string, unknown>;
	const known = VENDOR_IDS.find((candidate) => candidate === vendor);
	if (known === undefined || typeof leaseId !== "string" || typeof sessionId !== "string") return [];
	return leaseId === "" && sessionId === "" ? [] : [{ vendor: known, leaseId, sessionId }];
}

/**
 * The sessions that cost money, on disk: what a gateway that was killed left open is closed by the next one. Written
 * whole, to a file beside it that then takes its place, one write after the other.
 */
export class LeaseFile {
	readonly #path: string;
	#writing: Promise<void> = Promise.resolve();
	#made = false;

	/** An empty path remembers nothing. */
	constructor(path: string) {
		this.#path = path;
	}

	/** What an earlier run left. A file that is missing or garbled counts as empty. */
	async load(): Promise<readonly VendorSessionRecord[]> {
		if (this.#path === "") return [];
		try {
			const value: unknown = JSON.parse(await readFile(this.#path, "utf8"));
			return Array.isArray(value) ? value.flatMap(readRecord) : [];
		} catch {
			return [];
		}
	}

	/** Resolves when the records are on disk. @throws what stands in the way of writing */
	save(records: readonly VendorSessionRecord[]): Promise<void> {
		if (this.#path === "") return Promise.resolve();
		const text = `${JSON.stringify(records, null, "\t")}\n`;
		const write = this.#writing.then(() => this.#replace(text));
		this.#writing = write.catch(() => {});
		return write;
	}

	async #replace(text: string): Promise<void> {
		if (!this.#made) await mkdir(dirname(this.#path), { recursive: true });
		this.#made = true;
		await writeFile(`${this.#path}.new`, text, { mode: MODE });
		await rename(`${this.#path}.new`, this.#path);
	}
}
