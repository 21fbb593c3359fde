import { WireError } from "./errors.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** In the table: no character of the alphabet. Any OR with it stays above 63. */
const INVALID = 0xff;

/** What white space and padding become before the digits are read; both are rare, so they cost a second pass only then. */
const WHITE_SPACE = /[\t\n\f\r ]+/g;

/** Six-bit value of each ASCII character. */
const SEXTETS = sextets();

/** The platform's own decoder where it exists (ES2026): several times faster than a table in script. */
interface NativeBase64 {
	readonly fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

/** Bytes of a base64 text; padding may be missing, white space is skipped. @throws {WireError} at `path`. */
export function decodeBase64(text: string, path: string): Uint8Array<ArrayBuffer> {
	const native = (Uint8Array as NativeBase64).fromBase64;
	if (native === undefined) return decodeBase64ByTable(text, path);
	try {
		return native.call(Uint8Array, text);
	} catch {
		// The engine says that something is wrong but not where: the table finds the place.
		return decodeBase64ByTable(text, path);
	}
}

/** The platform's own decoder into memory that is there already. */
interface NativeDecoding {
	readonly setFromBase64?: (text: string) => { readonly written: number };
}

/** Grows to the longest text that was decoded: at 24 kHz a second of sound is 48 kB. */
let scratch = new Uint8Array(0);

/**
 * As {@link decodeBase64}, into memory that the next call overwrites: for a reader that turns the bytes into something
 * else at once. Making an array for them costs several times what decoding does.
 */
export function decodeBase64Briefly(text: string, path: string): Uint8Array<ArrayBuffer> {
	const most = Math.ceil(text.length / 4) * 3;
	if (scratch.length < most) scratch = new Uint8Array(2 * most);
	const native = (scratch as NativeDecoding).setFromBase64;
	if (native === undefined) return decodeBase64ByTable(text, path);
	try {
		return scratch.subarray(0, native.call(scratch, text).written);
	} catch {
		return decodeBase64ByTable(text, path);
	}
}

/** As {@link decodeBase64}, for engines without a decoder. */
export function decodeBase64ByTable(text: string, path: string): Uint8Array<ArrayBuffer> {
	const digits = unpadded(text, path);
	const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
	const whole = digits.length - (digits.length % 4);
	let seen = 0;
	for (let read = 0, write = 0; read < whole; read += 4, write += 3) {
		const a = sextet(digits, read);
		const b = sextet(digits, read + 1);
		const c = sextet(digits, read + 2);
		const d = sextet(digits, read + 3);
		seen |= a | b | c | d;
		bytes[write] = (a << 2) | (b >> 4);
		bytes[write + 1] = (b << 4) | (c >> 2);
		bytes[write + 2] = (c << 6) | d;
	}
	if (seen > 63 || !decodeTail(digits, whole, bytes)) throw invalidDigit(digits, path);
	return bytes;
}

/** Base64 of `bytes`, padded. */
export function encodeBase64(bytes: Uint8Array): string {
	const parts: string[] = [];
	for (let i = 0; i < bytes.length; i += 3) {
		const triple = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
		const left = bytes.length - i;
		parts.push(
			ALPHABET.charAt(triple >> 18) + ALPHABET.charAt((triple >> 12) & 63),
			left > 1 ? ALPHABET.charAt((triple >> 6) & 63) : "=",
			left > 2 ? ALPHABET.charAt(triple & 63) : "=",
		);
	}
	return parts.join("");
}

/** The two or three digits that remain give one or two bytes; a single digit gives none and is a fault. */
function decodeTail(digits: string, from: number, bytes: Uint8Array): boolean {
	const count = digits.length - from;
	if (count === 0) return true;
	if (count === 1) return false;
	const a = sextet(digits, from);
	const b = sextet(digits, from + 1);
	const c = count === 3 ? sextet(digits, from + 2) : 0;
	const at = (from / 4) * 3;
	bytes[at] = (a << 2) | (b >> 4);
	if (count === 3) bytes[at + 1] = (b << 4) | (c >> 2);
	return (a | b | c) <= 63;
}

function sextet(digits: string, index: number): number {
	return SEXTETS[digits.charCodeAt(index)] ?? INVALID;
}

function unpadded(text: string, path: string): string {
	const dense = text.search(WHITE_SPACE) === -1 ? text : text.replace(WHITE_SPACE, "");
	if (!dense.endsWith("=")) return dense;
	if (dense.length % 4 !== 0) throw new WireError(path, "expected base64, got padding in the wrong place");
	return dense.slice(0, dense.endsWith("==") ? -2 : -1);
}

function invalidDigit(digits: string, path: string): WireError {
	for (let i = 0; i < digits.length; i++) {
		if (sextet(digits, i) === INVALID)
			return new WireError(path, `expected base64, got ${JSON.stringify(digits.charAt(i))} at ${i}`);
	}
	return new WireError(
		path,
		`expected base64, got ${digits.length} digits, which is no whole number of bytes`,
	);
}

function sextets(): Uint8Array {
	const table = new Uint8Array(128).fill(INVALID);
	for (let value = 0; value < ALPHABET.length; value++) table[ALPHABET.charCodeAt(value)] = value;
	return table;
}
