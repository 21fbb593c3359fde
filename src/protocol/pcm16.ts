/** Full scale of 16-bit sound. Divided by on the way in and multiplied with on the way out, so that a round trip is exact. */
const FULL_SCALE = 32768;

/** Samples −1 … 1 of 16-bit little-endian mono PCM. `bytes` holds whole samples: the caller has checked. */
export function decodePcm16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
	const samples = new Float32Array(bytes.length >> 1);
	for (let i = 0; i < samples.length; i++) {
		const low = bytes[i * 2] ?? 0;
		const high = bytes[i * 2 + 1] ?? 0;
		samples[i] = (((high << 24) >> 16) | low) / FULL_SCALE;
	}
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
