import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConnectionError } from "../../../../../src/protocol/errors.ts";
import { checkMaterial } from "../../../../../src/vendors/tencent/api/upload/check-material.ts";
import { uploadMaterial } from "../../../../../src/vendors/tencent/api/upload/upload-material.ts";
import { UploadRecords } from "../../../../../src/vendors/tencent/api/upload/upload-record.ts";
import { TestServices } from "../../../../support/tencent-services.ts";

/** Three parts of 8 MiB, the last one short. */
const BYTES = 20 * 1024 * 1024 + 123;

let services: TestServices;
let folder: string;
let file: string;
let records: UploadRecords;
beforeEach(async () => {
	services = await TestServices.start();
	folder = await mkdtemp(join(tmpdir(), "facewire-upload-"));
	file = join(folder, "letter.pdf");
	const bytes = Buffer.alloc(BYTES);
	for (let i = 0; i < bytes.length; i += 4096) bytes.writeUInt32LE(i, i);
	await writeFile(file, bytes);
	records = new UploadRecords(join(folder, "records"));
});
afterEach(async () => {
	await services.dispose();
	await rm(folder, { recursive: true });
});

const upload = async (progress: number[] = [], signal?: AbortSignal) =>
	uploadMaterial(await checkMaterial(file, "letter-pdf"), {
		client: services.client,
		records,
		now: services.now,
		onProgress: (sent, total) => progress.push(sent / total),
		...(signal && { signal }),
	});

const storage = () => services.services.storage;

describe("uploadMaterial", () => {
	it("puts the file below the prefix and its folder, byte for byte", async () => {
		const progress: number[] = [];
		const url = await upload(progress);
		expect(url).toMatch(/\/customer-pipeline\/352\/[\w-]+\/idcard\/letter\.pdf$/);
		const stored = storage().objects.get(new URL(url).pathname.slice(1));
		expect(stored?.length).toBe(BYTES);
		expect(stored?.readUInt32LE(2 * 8 * 1024 * 1024)).toBe(2 * 8 * 1024 * 1024);
		expect(progress).toHaveLength(3);
		expect(progress.at(-1)).toBe(1);
	});

	it("leaves no record of credentials behind", async () => {
		await upload();
		expect(await readdir(join(folder, "records"))).toEqual([]);
	});

	it("goes on where it broke off, and sends no part twice", async () => {
		const abort = new AbortController();
		const half = upload([], abort.signal);
		half.catch(() => {});
		while (storage().partsReceived.length < 2) await new Promise((resolve) => setImmediate(resolve));
		abort.abort(new Error("lid shut"));
		await expect(half).rejects.toThrow(/abort|lid shut/i);
		const before = storage().partsReceived.length;
		const [record = ""] = await readdir(join(folder, "records"));
		expect((await stat(join(folder, "records", record))).mode & 0o777).toBe(0o600);
		const url = await upload();
		expect(storage().objects.get(new URL(url).pathname.slice(1))?.length).toBe(BYTES);
		expect(storage().partsReceived.length - before).toBeLessThanOrEqual(1);
		expect(new Set(storage().partsReceived).size).toBe(storage().partsReceived.length);
	});

	it("is refused when its credentials expire half-way, and begins anew with new ones", async () => {
		storage().faults.push("expire");
		const error = await upload().catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(ConnectionError);
		expect(error).toMatchObject({ reason: "auth" });
		expect(String(error)).toMatch(/ExpiredToken/);
		const url = await upload();
		expect(storage().objects.get(new URL(url).pathname.slice(1))?.length).toBe(BYTES);
	});

	it("does not use a record whose credentials are over", async () => {
		storage().faults.push("expire");
		await upload().catch(() => {});
		services.pass(3600);
		await expect(upload()).resolves.toContain("/idcard/letter.pdf");
	});
});
