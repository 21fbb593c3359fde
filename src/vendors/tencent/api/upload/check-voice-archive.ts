import { once } from "node:events";
import { type Entry, openPromise, type ZipFile } from "./open-zip.ts";

/** Recordings of one voice. */
const MOST_RECORDINGS = 10;
/** Bytes of all recordings together, unpacked. */
const MOST_BYTES = 1e9;
/** Hertz. */
const LEAST_RATE = 24_000;
/** Bytes in which the format of a WAV is found. */
const HEADER_BYTES = 64;

/** No space or special character; the ending in small letters. */
const NAME = /^[\p{L}\p{N}_-]+\.wav$/u;

/** What is wrong with a zip of recordings (customization API, MaterialCosUrl for VOICE), a sentence each. */
export async function voiceArchiveProblems(file: string): Promise<string[]> {
	const zip = await openPromise(file);
	try {
		return await readEntries(zip);
	} finally {
		zip.close();
	}
}

async function readEntries(zip: ZipFile): Promise<string[]> {
	const problems: string[] = [];
	let recordings = 0;
	let bytes = 0;
	for await (const entry of entriesOf(zip)) {
		bytes += entry.uncompressedSize;
		const said = entryProblem(entry) ?? (await rateProblem(zip, entry));
		if (said !== undefined) problems.push(`holds ${entry.fileName}, which ${said}`);
		else recordings++;
	}
	if (recordings === 0) problems.push("holds no recording; expected WAV files at its top");
	if (recordings > MOST_RECORDINGS)
		problems.push(`holds ${recordings} recordings; expected at most ${MOST_RECORDINGS}`);
	if (bytes > MOST_BYTES) problems.push(`holds ${(bytes / 1e9).toFixed(2)} GB; expected at most 1 GB`);
	return problems;
}

function entryProblem({ fileName }: Entry): string | undefined {
	if (fileName.includes("/")) return "lies in a folder; expected the files at the top";
	if (!NAME.test(fileName))
		return "has another name than letters, digits, _ and - with .wav in small letters";
	return undefined;
}

async function rateProblem(zip: ZipFile, entry: Entry): Promise<string | undefined> {
	const head = await firstBytes(zip, entry, HEADER_BYTES);
	if (head.toString("latin1", 0, 4) !== "RIFF" || head.toString("latin1", 8, 12) !== "WAVE")
		return "is no WAV";
	const format = head.indexOf("fmt ", 12, "latin1");
	if (format < 0 || format + 16 > head.length) return "is no WAV that says its sample rate";
	const rate = head.readUInt32LE(format + 12);
	return rate < LEAST_RATE ? `has ${rate} Hz; expected ${LEAST_RATE} or more` : undefined;
}

async function firstBytes(zip: ZipFile, entry: Entry, count: number): Promise<Buffer> {
	const stream = await zip.openReadStreamPromise(entry);
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of stream as AsyncIterable<Buffer>) {
		parts.push(part);
		length += part.length;
		if (length >= count) break;
	}
	stream.destroy();
	return Buffer.concat(parts).subarray(0, count);
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
	for (let i = 0; i < zip.entryCount; i++) {
		const next = once(zip, "entry") as Promise<[Entry]>;
		zip.readEntry();
		yield (await next)[0];
	}
}
