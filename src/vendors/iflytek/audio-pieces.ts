import { encodeBase64 } from "../../protocol/base64.ts";
import type { AudioPiece } from "./iflytek-requests.ts";

/** Bytes of a piece: 40 ms of 16 kHz sound as it comes, far below the frame that the gateway takes from a file. */
const LIVE_BYTES = 1280;
const FILE_BYTES = 20_480;

/** Sound as pieces. The last one carries sound too: an empty piece is not allowed, so one is always held back. */
export async function* audioPieces(
	samples: AsyncIterable<Int16Array>,
	isLive: boolean,
): AsyncGenerator<AudioPiece> {
	const size = isLive ? LIVE_BYTES : FILE_BYTES;
	let seq = 0;
	let held: Uint8Array | null = null;
	for await (const piece of chunks(samples, size)) {
		if (held !== null) {
			yield { audio: encodeBase64(held), status: seq === 0 ? 0 : 1, seq };
			seq += 1;
		}
		held = piece;
	}
	if (held === null) return;
	// A sound of one piece has to begin before it can end: it is cut in two.
	const cut = held.length > 2 && seq === 0 ? held.length - 2 : 0;
	if (cut > 0) {
		yield { audio: encodeBase64(held.subarray(0, cut)), status: 0, seq };
		seq += 1;
	}
	yield { audio: encodeBase64(held.subarray(cut)), status: 2, seq };
}

/** The same bytes in equal pieces, the last one shorter. */
async function* chunks(samples: AsyncIterable<Int16Array>, size: number): AsyncGenerator<Uint8Array> {
	let piece = new Uint8Array(size);
	let filled = 0;
	for await (const some of samples) {
		const bytes = new Uint8Array(some.buffer as ArrayBuffer, some.byteOffset, some.byteLength);
		for (let read = 0; read < bytes.length; ) {
			const part = bytes.subarray(read, read + size - filled);
			piece.set(part, filled);
			filled += part.length;
			read += part.length;
			if (filled < size) break;
			yield piece;
			piece = new Uint8Array(size);
			filled = 0;
		}
	}
	if (filled > 0) yield piece.subarray(0, filled);
}
