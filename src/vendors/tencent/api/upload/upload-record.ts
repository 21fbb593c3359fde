import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { seconds } from "../../../../util/time.ts";
import type { UploadCredentials } from "../customization/upload-credentials.ts";

/** An upload that may go on later: where it went, with which credentials, and its number in the bucket. */
export interface UploadRecord {
	readonly credentials: UploadCredentials;
	readonly uploadId: string;
}

const RECORD = z.object({
	credentials: z.object({
		credentials: z.object({ token: z.string(), tmpSecretId: z.string(), tmpSecretKey: z.string() }),
		expiredTime: z.number().transform(seconds),
		pathPrefix: z.string(),
	}),
	uploadId: z.string(),
});

/** The very file: another size or time of change is another file. */
export interface FileIdentity {
	readonly path: string;
	readonly bytes: number;
	/** Milliseconds since 1970. */
	readonly modifiedMs: number;
	readonly folder: string;
}

/**
 * Keeps records of unfinished uploads in a folder that only this user can read: they hold temporary credentials, good
 * for one path and some hours, without which an upload cannot go on.
 */
export class UploadRecords {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** The record of an upload of this file, if it is still good at `now` (seconds since 1970). */
	async find(file: FileIdentity, now: number): Promise<UploadRecord | undefined> {
		try {
			const record = RECORD.parse(JSON.parse(await readFile(this.#place(file), "utf8")));
			if (record.credentials.expiredTime > now) return record;
			await this.remove(file);
			return undefined;
		} catch {
			return undefined;
		}
	}

	async keep(file: FileIdentity, record: UploadRecord): Promise<void> {
		await mkdir(this.#folder, { recursive: true, mode: 0o700 });
		await writeFile(this.#place(file), JSON.stringify(record), { mode: 0o600 });
	}

	remove(file: FileIdentity): Promise<void> {
		return rm(this.#place(file), { force: true });
	}

	#place(file: FileIdentity): string {
		const name = createHash("sha256").update(JSON.stringify(file)).digest("hex").slice(0, 32);
		return join(this.#folder, `${name}.json`);
	}
}
