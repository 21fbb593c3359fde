/** Full scale of 16-bit sound. A power of two, so that a round trip is exact. */
const FULL_SCALE = 32768;
/** One step of 16-bit sound, where full scale is 1. */
export const PCM16_STEP = 1 / FULL_SCALE;

/**
 * 16-bit mono samples of little-endian PCM, in memory of their own: `bytes` may be overwritten afterwards. They hold whole
 * samples: the caller has checked.
 */
export function readPcm16(bytes: Uint8Array): Int16Array<ArrayBuffer> {
	// Samples stand in the machine's byte order, which is little-endian wherever browsers and Node run.
	const samples = new Int16Array(bytes.length >> 1);
	new Uint8Array(samples.buffer).set(bytes);
	return samples;
}

/** Little-endian PCM of 16-bit samples: a view of the same memory. */
export const pcm16Bytes = (samples: Int16Array): Uint8Array =>
	new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);

/** 16-bit samples of samples −1 … 1; what lies beyond is clipped. */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
	const integers = new Int16Array(samples.length);
	for (let i = 0; i < samples.length; i++) {
		const scaled = Math.round((samples[i] ?? 0) * FULL_SCALE);
		integers[i] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled));
	}
	return integers;
}

/** Samples −1 … 1 of 16-bit ones. */
export function fromPcm16(integers: Int16Array): Float32Array<ArrayBuffer> {
	const samples = new Float32Array(integers.length);
	for (let i = 0; i < samples.length; i++) samples[i] = (integers[i] ?? 0) * PCM16_STEP;
	return samples;
}

/** Samples −1 … 1 of 16-bit little-endian mono PCM. `bytes` holds whole samples: the caller has checked. */
export const decodePcm16 = (bytes: Uint8Array): Float32Array<ArrayBuffer> => fromPcm16(readPcm16(bytes));

/** 16-bit little-endian mono PCM of samples −1 … 1; what lies beyond is clipped. */
export const encodePcm16 = (samples: Float32Array): Uint8Array<ArrayBuffer> =>
	new Uint8Array(toPcm16(samples).buffer);
