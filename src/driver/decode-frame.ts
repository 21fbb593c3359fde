import type { RawData } from "ws";

/** What a frame holds, for the parser of requests: text that is no UTF-8, like binary data, is not a string. */
export function decodeFrame(data: RawData, isBinary: boolean): string | undefined {
	if (isBinary) return undefined;
	const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
