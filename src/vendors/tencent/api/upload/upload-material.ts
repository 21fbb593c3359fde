import { open, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
	CompleteMultipartUploadCommand,
	CreateMultipartUploadCommand,
	ListPartsCommand,
	type Part,
	S3Client,
	UploadPartCommand,
} from "@aws-sdk/client-s3";
import { ConnectionError } from "../../../../protocol/errors.ts";
import type { Seconds } from "../../../../util/time.ts";
import { getUploadCredentials, type UploadCredentials } from "../customization/upload-credentials.ts";
import type { TencentClient } from "../tencent-client.ts";
import { type Bucket, bucketOf } from "./bucket.ts";
import type { CheckedMaterial } from "./check-material.ts";
import { MATERIALS } from "./material.ts";
import type { FileIdentity, UploadRecord, UploadRecords } from "./upload-record.ts";

export interface UploadOptions {
	readonly client: TencentClient;
	readonly records: UploadRecords;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
	/** Bytes that the bucket has, of all. */
	readonly onProgress?: (sent: number, total: number) => void;
	readonly signal?: AbortSignal;
}

/**
 * Bytes of a part: COS takes 1 MB to 5 GB and at most 10,000 parts, so that the largest material (10 GB) stays far
 * below both, and little is sent twice after a break.
 */
const PART_BYTES = 8 * 1024 * 1024;

/** An upload under way. */
interface Journey {
	readonly s3: S3Client;
	/** The bucket's address stands for its name. */
	readonly Bucket: string;
	readonly Key: string;
	readonly UploadId: string;
}

/**
 * Streams a file to the vendor's storage in parts. One that broke off goes on where it stood, as long as its temporary
 * credentials are good. @returns the address that `makeCustomization` takes.
 * @throws {ConnectionError} if the storage refuses or breaks off; the next call goes on
 */
export async function uploadMaterial(material: CheckedMaterial, options: UploadOptions): Promise<string> {
	const { client, records, now, signal } = options;
	const { folder } = MATERIALS[material.kind];
	const { mtimeMs } = await stat(material.file);
	const file: FileIdentity = {
		path: resolve(material.file),
		bytes: material.bytes,
		modifiedMs: mtimeMs,
		folder,
	};
	const found = await records.find(file, now());
	const credentials =
		found?.credentials ?? (await client.call(getUploadCredentials, {}, { ...(signal && { signal }) }));
	const bucket = bucketOf(credentials.pathPrefix);
	const key = `${bucket.prefix}${folder}/${basename(material.file)}`;
	const s3 = storage(bucket, credentials);
	try {
		await send({ s3, bucket, key, credentials, found, file, options });
	} catch (cause) {
		if (signal?.aborted) throw cause;
		const name = cause instanceof Error ? cause.name : "unknown";
		const reason = EXPIRED.has(name) ? "auth" : "network";
		// An expired or unknown upload cannot go on: the next one begins anew.
		if (reason === "auth" || name === "NoSuchUpload") await records.remove(file);
		throw new ConnectionError(
			reason,
			`The storage broke off the upload of ${basename(material.file)} (${name}).`,
			{
				cause,
			},
		);
	} finally {
		s3.destroy();
	}
	await records.remove(file);
	return `${bucket.origin}/${key}`;
}

/** What S3 and COS call credentials that are over. */
const EXPIRED: ReadonlySet<string> = new Set([
	"ExpiredToken",
	"RequestExpired",
	"InvalidAccessKeyId",
	"AccessDenied",
]);

interface Sending {
	readonly s3: S3Client;
	readonly bucket: Bucket;
	readonly key: string;
	readonly credentials: UploadCredentials;
	readonly found: UploadRecord | undefined;
	readonly file: FileIdentity;
	readonly options: UploadOptions;
}

async function send({ s3, bucket, key, credentials, found, file, options }: Sending): Promise<void> {
	const { records, onProgress, signal } = options;
	const abort = signal === undefined ? {} : { abortSignal: signal };
	const target = { Bucket: bucket.origin, Key: key };
	const UploadId =
		found?.uploadId ?? (await s3.send(new CreateMultipartUploadCommand(target), abort)).UploadId ?? "";
	if (found === undefined) await records.keep(file, { credentials, uploadId: UploadId });
	const journey: Journey = { s3, ...target, UploadId };
	const parts = found === undefined ? new Map<number, Part>() : await partsThere(journey);
	const source = await open(file.path);
	try {
		const count = Math.max(1, Math.ceil(file.bytes / PART_BYTES));
		for (let number = 1; number <= count; number++) {
			const size = Math.min(PART_BYTES, file.bytes - (number - 1) * PART_BYTES);
			if (parts.get(number)?.Size !== size) {
				const Body = Buffer.alloc(size);
				await source.read(Body, 0, size, (number - 1) * PART_BYTES);
				const command = new UploadPartCommand({ ...target, UploadId, PartNumber: number, Body });
				const { ETag } = await s3.send(command, abort);
				parts.set(number, { PartNumber: number, Size: size, ...(ETag === undefined ? {} : { ETag }) });
			}
			onProgress?.(Math.min(file.bytes, number * PART_BYTES), file.bytes);
		}
	} finally {
		await source.close();
	}
	const Parts = [...parts.values()]
		.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0))
		.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
	await s3.send(
		new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
		abort,
	);
}

async function partsThere({ s3, ...upload }: Journey): Promise<Map<number, Part>> {
	const parts = new Map<number, Part>();
	let marker: string | undefined;
	do {
		const page = await s3.send(
			new ListPartsCommand({ ...upload, ...(marker === undefined ? {} : { PartNumberMarker: marker }) }),
		);
		for (const part of page.Parts ?? []) parts.set(part.PartNumber ?? 0, part);
		marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
	} while (marker !== undefined);
	return parts;
}

/** COS speaks S3; it takes none of the checksums that newer S3 clients add. */
function storage({ region }: Bucket, { credentials }: UploadCredentials): S3Client {
	return new S3Client({
		region,
		bucketEndpoint: true,
		requestChecksumCalculation: "WHEN_REQUIRED",
		responseChecksumValidation: "WHEN_REQUIRED",
		credentials: {
			accessKeyId: credentials.tmpSecretId,
			secretAccessKey: credentials.tmpSecretKey,
			sessionToken: credentials.token,
		},
	});
}
