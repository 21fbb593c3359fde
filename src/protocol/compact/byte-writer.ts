import { encodeUtf8 } from "./utf8.ts";

/** Room to begin with, bytes: most messages fit. */
const FIRST_SIZE = 8192;

/** Puts the fields of a binary message one behind the other. Numbers are little-endian base 128: small ones take a byte. */
export class ByteWriter {
	#bytes = new Uint8Array(FIRST_SIZE);
	#length = 0;

	byte(value: number): void {
		this.#room(1);
		this.#bytes[this.#length++] = value;
	}

	/** A whole number from 0 to `Number.MAX_SAFE_INTEGER`. */
	count(value: number): void {
		let rest = value;
		while (rest >= 0x80) {
			this.byte((rest % 0x80) | 0x80);
			rest = Math.floor(rest / 0x80);
		}
		this.byte(rest);
	}

	/** A whole number that may be negative. */
	difference(value: number): void {
		this.count(value < 0 ? -2 * value - 1 : 2 * value);
	}

	/** Without its length. */
	raw(bytes: Uint8Array): void {
		this.#room(bytes.length);
		this.#bytes.set(bytes, this.#length);
		this.#length += bytes.length;
	}

	/** Bytes with their number before them. */
	block(bytes: Uint8Array): void {
		this.count(bytes.length);
		this.raw(bytes);
	}

	text(value: string): void {
		this.block(encodeUtf8(value));
	}

	/** Each item with `write`, their number before them. */
	list<T>(items: readonly T[], write: (item: T) => void): void {
		this.count(items.length);
		for (const item of items) write(item);
	}

	/** What has been written. The writer may not be used afterwards. */
	finish(): Uint8Array<ArrayBuffer> {
		return this.#bytes.subarray(0, this.#length);
	}

	#room(size: number): void {
		if (this.#length + size <= this.#bytes.length) return;
		const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + size));
		larger.set(this.#bytes.subarray(0, this.#length));
		this.#bytes = larger;
	}
}
