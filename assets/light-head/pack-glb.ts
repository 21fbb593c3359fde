const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** Binary glTF 2.0 of a JSON and its one buffer. */
export function packGlb(json: unknown, binary: Uint8Array): Uint8Array<ArrayBuffer> {
	const text = new TextEncoder().encode(JSON.stringify(json));
	const textLength = padded(text.length);
	const binaryLength = padded(binary.length);
	const total = HEADER_BYTES + 2 * CHUNK_HEADER_BYTES + textLength + binaryLength;
	const bytes = new Uint8Array(total);
	const view = new DataView(bytes.buffer);
	const words = (offset: number, ...values: number[]) =>
		values.forEach((value, index) => {
			view.setUint32(offset + 4 * index, value, true);
		});

	words(0, MAGIC, 2, total, textLength, JSON_CHUNK);
	const textStart = HEADER_BYTES + CHUNK_HEADER_BYTES;
	// The JSON chunk is filled up with spaces, the binary one with zeros.
	bytes.fill(0x20, textStart, textStart + textLength);
	bytes.set(text, textStart);
	words(textStart + textLength, binaryLength, BINARY_CHUNK);
	bytes.set(binary, textStart + textLength + CHUNK_HEADER_BYTES);
	return bytes;
}
