import { encodePcm16 } from "./pcm16.ts";

/** Bytes before the samples of a plain WAV. */
const HEADER_LENGTH = 44;

/** A WAV file of 16-bit mono samples, −1 … 1, at `sampleRate` hertz. */
export function encodeWav(samples: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
	const pcm = encodePcm16(samples);
	const file = new Uint8Array(HEADER_LENGTH + pcm.length);
	const view = new DataView(file.buffer);
	const word = (at: number, text: string) => {
		for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
	};
	word(0, "RIFF");
	view.setUint32(4, HEADER_LENGTH - 8 + pcm.length, true);
	word(8, "WAVEfmt ");
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, sampleRate, true);
	view.setUint32(28, sampleRate * 2, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	word(36, "data");
	view.setUint32(40, pcm.length, true);
	file.set(pcm, HEADER_LENGTH);
	return file;
}
