import type { Readable } from "node:stream";
import { promisify } from "node:util";
import yauzl from "yauzl";

export type Entry = yauzl.Entry;
export type ZipFile = yauzl.ZipFile & { openReadStreamPromise(entry: Entry): Promise<Readable> };

const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

/** Opens a zip to be read entry by entry. @throws if it is none */
export async function openPromise(file: string): Promise<ZipFile> {
	const zip = await open(file, { lazyEntries: true, autoClose: false });
	const openReadStream = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
	return Object.assign(zip, { openReadStreamPromise: openReadStream });
}
