/** A video that was made, where it lies with the vendor. */
export interface VideoFile {
	/** Signed: never shown to a page, never logged. */
	readonly url: string;
	/** By the file's own first bytes. */
	readonly mediaType: "video/webm" | "video/mp4";
	/** `null` if its server does not tell. */
	readonly bytes: number | null;
}

/** Bytes; at the vendor's 1080p an hour is less. */
export const MOST_VIDEO_BYTES: number = 2 ** 30;
/** Milliseconds until the file's server has to have answered. */
const ANSWER_TIMEOUT_MS = 20_000;
/** Bytes in which a container names itself. */
const HEAD = 12;
/** One range, which is all that players ask for. */
const RANGE = /^bytes=(\d+-\d*|-\d+)$/;

/** What was made cannot be shown. The message is a sentence without the file's address. */
export class NoVideo extends Error {
	override readonly name = "NoVideo";
}

/**
 * An address of the vendor's from which a file may be fetched; `service` is where the vendor itself is reached: only
 * where that is without TLS, as a stand-in is, the file may be. @throws {NoVideo}
 */
function checkedAddress(address: string, service: string): string {
	const url = URL.canParse(address) ? new URL(address) : null;
	const isSafe = url?.protocol === "https:" || url?.origin === new URL(service).origin;
	if (url === null || !isSafe || url.username !== "" || url.password !== "")
		throw new NoVideo("The service tells no address from which its video may be fetched.");
	return url.href;
}

/** Fetches from the file's own host and no other: where it is sent elsewhere, it fails. @throws {NoVideo} */
async function fetched(url: string, range: string, signal: AbortSignal): Promise<Response> {
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(), ANSWER_TIMEOUT_MS);
	try {
		return await fetch(url, {
			headers: { range, "accept-encoding": "identity" },
			redirect: "error",
			signal: AbortSignal.any([signal, late.signal]),
		});
	} catch {
		signal.throwIfAborted();
		throw new NoVideo("The server on which the video lies does not answer.");
	} finally {
		clearTimeout(timer);
	}
}

/** Bytes of the whole file, by an answer to a part of it. */
function lengthOf({ status, headers }: Response): number | null {
	const total =
		status === 206 ? /\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1] : headers.get("content-length");
	return total === null || total === undefined ? null : Number(total);
}

/** The first bytes of an answer; the rest is not read. */
async function headOf(response: Response): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
		chunks.push(chunk);
		length += chunk.length;
		if (length >= HEAD) break;
	}
	return Buffer.concat(chunks);
}

/** What a file is by its first bytes: Matroska's number, or an ISO box of the type `ftyp`. */
function mediaTypeOf(head: Buffer): VideoFile["mediaType"] | undefined {
	if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return "video/webm";
	return head.toString("latin1", 4, 8) === "ftyp" ? "video/mp4" : undefined;
}

/** Looks at what the vendor says that it has made. @throws {NoVideo} if it cannot be had, is no video, or too long */
export async function findVideo(address: string, service: string, signal: AbortSignal): Promise<VideoFile> {
	const url = checkedAddress(address, service);
	const response = await fetched(url, `bytes=0-${HEAD - 1}`, signal);
	if (!response.ok) throw new NoVideo(`The server on which the video lies answered ${response.status}.`);
	const bytes = lengthOf(response);
	const mediaType = mediaTypeOf(await headOf(response));
	if (mediaType === undefined) throw new NoVideo("What was made is no video: neither WebM nor MP4.");
	if ((bytes ?? 0) > MOST_VIDEO_BYTES)
		throw new NoVideo(`The video is longer than ${MOST_VIDEO_BYTES / 2 ** 20} MB.`);
	return { url, mediaType, bytes };
}

/** A part of a file on its way to a page. */
export interface VideoPart {
	/** 200, 206 or 416. */
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: AsyncIterable<Uint8Array>;
}

/** Opens a file, or the range that a player asks for. @throws {NoVideo} */
export async function openVideo(file: VideoFile, range: string, signal: AbortSignal): Promise<VideoPart> {
	const isPart = RANGE.test(range);
	const response = await fetched(file.url, isPart ? range : "bytes=0-", signal);
	const { status, body } = response;
	if (status !== 200 && status !== 206 && status !== 416)
		throw new NoVideo(`The server on which the video lies answered ${status}.`);
	const headers: Record<string, string> = {};
	const isPlain = (response.headers.get("content-encoding") ?? "identity") === "identity";
	for (const name of isPlain ? ["content-range", "content-length"] : []) {
		const value = response.headers.get(name);
		if (value !== null) headers[name] = value;
	}
	// A player that did not ask for a part gets the whole.
	const isWhole = !isPart && status === 206;
	if (isWhole) delete headers["content-range"];
	return { status: isWhole ? 200 : status, headers, body: bounded(body) };
}

/** @throws {NoVideo} after so many bytes */
async function* bounded(body: Response["body"]): AsyncGenerator<Uint8Array> {
	let length = 0;
	for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
		length += chunk.length;
		if (length > MOST_VIDEO_BYTES) throw new NoVideo("The video is too long.");
		yield chunk;
	}
}
