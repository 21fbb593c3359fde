// Headless code has no TextEncoder. A lone surrogate, which JSON can hold, is written as three bytes like any other
// character of its size, so that every string survives; what TextDecoder would refuse is refused here, too, otherwise.

/** The bytes of a string. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(text.length * 3);
	let length = 0;
	for (let i = 0; i < text.length; i++) {
		const point = text.codePointAt(i) ?? 0;
		if (point < 0x80) bytes[length++] = point;
		else {
			const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
			bytes[length++] = (LEADS[more] ?? 0) | (point >> (6 * more));
			for (let rest = more - 1; rest >= 0; rest--) bytes[length++] = 0x80 | ((point >> (6 * rest)) & 0x3f);
			if (more === 3) i++;
		}
	}
	return bytes.subarray(0, length);
}

/** The string that the bytes hold; `undefined` if they are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
	let text = "";
	for (let i = 0; i < bytes.length; ) {
		const lead = bytes[i++] ?? 0;
		if (lead < 0x80) {
			text += String.fromCharCode(lead);
			continue;
		}
		const more = lead >= 0xf8 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
		if (more === 0) return undefined;
		let point = lead & (0x3f >> more);
		for (let rest = 0; rest < more; rest++) {
			const next = bytes[i++] ?? 0;
			if ((next & 0xc0) !== 0x80) return undefined;
			point = (point << 6) | (next & 0x3f);
		}
		if (point < (LOWEST[more] ?? 0) || point > 0x10ffff) return undefined;
		text += String.fromCodePoint(point);
	}
	return text;
}

/** First byte's upper bits, and the least character, by the number of bytes that follow. */
const LEADS = [0, 0xc0, 0xe0, 0xf0];
const LOWEST = [0, 0x80, 0x800, 0x10000];
