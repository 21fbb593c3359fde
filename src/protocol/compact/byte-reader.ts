import { WireError } from "../errors.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Reads what a `ByteWriter` wrote. Each field is named as it is read, so that an error can say where it stands. */
export class ByteReader {
	readonly #bytes: Uint8Array;
	#at = 0;
	#path: string;

	constructor(bytes: Uint8Array, path = "$") {
		this.#bytes = bytes;
		this.#path = path;
	}

	/** Reads the fields of `name` with `read`. */
	within<T>(name: string, read: () => T): T {
		const outer = this.#path;
		this.#path = `${outer}${name}`;
		const value = read();
		this.#path = outer;
		return value;
	}

	fault(field: string, reason: string): WireError {
		return new WireError(`${this.#path}.${field}`, reason);
	}

	byte(field: string): number {
		const value = this.#bytes[this.#at];
		if (value === undefined) throw this.fault(field, "expected a byte, got the end of the message");
		this.#at++;
		return value;
	}

	/** A whole number up to `most`. */
	count(field: string, most = Number.MAX_SAFE_INTEGER): number {
		let value = 0;
		let scale = 1;
		for (;;) {
			const byte = this.byte(field);
			value += (byte & 0x7f) * scale;
			if (value > most) throw this.fault(field, `expected at most ${most}, got more`);
			if (byte < 0x80) return value;
			scale *= 0x80;
			if (scale > Number.MAX_SAFE_INTEGER) throw this.fault(field, "expected a number of at most 53 bits");
		}
	}

	difference(field: string): number {
		const value = this.count(field);
		return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
	}

	/** A view, not a copy. */
	raw(field: string, length: number): Uint8Array {
		const end = this.#at + length;
		if (end > this.#bytes.length)
			throw this.fault(field, `expected ${length} bytes, got ${this.#bytes.length - this.#at}`);
		const bytes = this.#bytes.subarray(this.#at, end);
		this.#at = end;
		return bytes;
	}

	/** Bytes with their number before them; a view. */
	block(field: string): Uint8Array {
		return this.raw(field, this.count(field));
	}

	text(field: string): string {
		const value = decodeUtf8(this.block(field));
		if (value === undefined) throw this.fault(field, "expected UTF-8");
		return value;
	}

	list<T>(field: string, read: () => T): T[] {
		// Each item takes a byte at least: a wrong number cannot ask for more memory than the message has bytes.
		const length = this.count(field, this.#bytes.length);
		const items: T[] = [];
		for (let i = 0; i < length; i++) items.push(this.within(`.${field}[${i}]`, read));
		return items;
	}

	/** @throws {WireError} if something is left. */
	end(): void {
		const left = this.#bytes.length - this.#at;
		if (left > 0) throw new WireError(this.#path, `expected the end of the message, got ${left} more bytes`);
	}
}
