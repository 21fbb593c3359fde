import { WireError } from "./errors.ts";

/** What stands before the samples of a WAV file. */
export interface WavHeader {
	/** Bytes before the first sample. */
	readonly length: number;
	/** Hertz. */
	readonly sampleRate: number;
}

const RIFF = 0x46464952;
const WAVE = 0x45564157;
const FMT = 0x20746d66;
const DATA = 0x61746164;

/** `fmt ` code of plain integer samples. */
const PCM_FORMAT = 1;

/**
 * The WAV header that `bytes` begins with; `null` if they begin with none. Documented drivers send bare samples; some
 * voices leave the header on, which would be heard as a click.
 * @throws {WireError} at `path` if it announces anything but 16-bit mono PCM.
 */
export function findWavHeader(bytes: Uint8Array, path: string): WavHeader | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (view.byteLength < 12 || view.getUint32(0, true) !== RIFF || view.getUint32(8, true) !== WAVE)
		return null;
	let sampleRate = 0;
	for (let at = 12; at + 8 <= view.byteLength; ) {
		const chunk = view.getUint32(at, true);
		const size = view.getUint32(at + 4, true);
		const body = at + 8;
		if (chunk === FMT && body + 16 <= view.byteLength) sampleRate = readFormat(view, body, path);
		// The size of `data` is often 0 or wrong in streamed files: the samples are whatever follows.
		if (chunk === DATA && sampleRate > 0) return { length: body, sampleRate };
		at = body + size + (size % 2);
	}
	throw new WireError(path, "expected PCM samples, got a WAV header without any");
}

function readFormat(view: DataView, at: number, path: string): number {
	const format = view.getUint16(at, true);
	const channels = view.getUint16(at + 2, true);
	const bits = view.getUint16(at + 14, true);
	if (format !== PCM_FORMAT || channels !== 1 || bits !== 16) {
		const got = `WAV format ${format} with ${channels} channels of ${bits} bits`;
		throw new WireError(path, `expected 16-bit mono PCM, got ${got}`);
	}
	return view.getUint32(at + 4, true);
}
