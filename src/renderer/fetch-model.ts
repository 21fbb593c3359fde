import { AssetError } from "../protocol/errors.ts";

/** Bytes so far and in all; `total` is `undefined` if the server does not say. */
export type ProgressListener = (bytes: number, total: number | undefined) => void;

export interface FetchModelOptions {
	readonly signal?: AbortSignal;
	readonly onProgress?: ProgressListener;
	/** Larger files are refused, from their Content-Length if there is one. */
	readonly maxBytes: number;
}

/**
 * Downloads a file with progress.
 * @throws AssetError if it is missing, too large or unreachable; an abort rejects with the signal's reason
 */
export async function fetchModel(url: string, options: FetchModelOptions): Promise<ArrayBuffer> {
	const { signal, maxBytes } = options;
	const stop = new AbortController();
	const response = await fetch(url, {
		signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
	}).catch((cause: unknown) => {
		signal?.throwIfAborted();
		throw new AssetError(url, `${url} cannot be reached`, { cause });
	});
	try {
		if (!response.ok) throw new AssetError(url, `${url}: the server says ${statusOf(response)}`);
		const total = lengthOf(response);
		if (total !== undefined && total > maxBytes) throw tooLarge(url, total, maxBytes);
		return await readAll(url, response, total, options);
	} catch (cause) {
		stop.abort();
		signal?.throwIfAborted();
		if (cause instanceof AssetError) throw cause;
		throw new AssetError(url, `${url}: the download broke off`, { cause });
	}
}

/** The error for a file, or for the buffers that it names, over the limit. */
export const tooLarge = (url: string, bytes: number, maxBytes: number): AssetError =>
	new AssetError(url, `${url} is too large: ${megabytes(bytes)} where ${megabytes(maxBytes)} are allowed`);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const statusOf = ({ status, statusText }: Response): string => `${status} ${statusText}`.trim();

function lengthOf({ headers }: Response): number | undefined {
	// A compressed body's length is not the file's.
	if (headers.has("content-encoding")) return undefined;
	const length = Number(headers.get("content-length") ?? Number.NaN);
	return Number.isInteger(length) && length > 0 ? length : undefined;
}

async function readAll(
	url: string,
	response: Response,
	total: number | undefined,
	{ onProgress, maxBytes }: FetchModelOptions,
): Promise<ArrayBuffer> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	const reader = response.body?.getReader();
	for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
		chunks.push(next.value);
		bytes += next.value.byteLength;
		if (bytes > maxBytes) throw tooLarge(url, bytes, maxBytes);
		onProgress?.(bytes, total);
	}
	const all = new Uint8Array(bytes);
	let offset = 0;
	for (const chunk of chunks) {
		all.set(chunk, offset);
		offset += chunk.byteLength;
	}
	return all.buffer;
}
