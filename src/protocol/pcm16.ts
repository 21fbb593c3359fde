/** Full scale of 16-bit sound. A power of two, so that a round trip is exact. */
const FULL_SCALE = 32768;
const STEP = 1 / FULL_SCALE;

/** Samples −1 … 1 of 16-bit little-endian mono PCM. `bytes` holds whole samples: the caller has checked. */
export function decodePcm16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
	// A view reads in the machine's byte order, which is little-endian wherever browsers and Node run.
	const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
	const integers = new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1);
	const samples = new Float32Array(integers.length);
	for (let i = 0; i < samples.length; i++) samples[i] = (integers[i] ?? 0) * STEP;
	return samples;
}

/** 16-bit little-endian mono PCM of samples −1 … 1; what lies beyond is clipped. */
export function encodePcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(samples.length * 2);
	for (let i = 0; i < samples.length; i++) {
		const scaled = Math.round((samples[i] ?? 0) * FULL_SCALE);
		const value = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled));
		bytes[i * 2] = value & 0xff;
		bytes[i * 2 + 1] = (value >> 8) & 0xff;
	}
	return bytes;
}
