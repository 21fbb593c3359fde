/** Longest InputText of one request, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 4000;

/** What is wrong with a text, in words that end the sentence "expected …, got …"; `null` if nothing is. */
export type TextFault = { readonly expected: string; readonly got: string };

/** Checks a text that is to be spoken: something in it, no half of a surrogate pair, at most {@link MAX_TEXT_BYTES}. */
export function findTextFault(text: string): TextFault | null {
	if (text.trim() === "") return { expected: "text to speak", got: "none" };
	return findEncodingFault(text);
}

/** As {@link findTextFault}, for a fragment of a stream: it may be white space, or empty if it only ends the stream. */
export function findFragmentFault(text: string, final: boolean): TextFault | null {
	if (text === "" && !final) return { expected: "a fragment of text", got: "none" };
	return findEncodingFault(text);
}

function findEncodingFault(text: string): TextFault | null {
	const lone = loneSurrogate(text);
	if (lone !== -1) return { expected: "well-formed Unicode", got: `half of a surrogate pair at ${lone}` };
	const bytes = utf8Length(text);
	if (bytes <= MAX_TEXT_BYTES) return null;
	return { expected: `at most ${MAX_TEXT_BYTES} bytes of UTF-8`, got: `${bytes}` };
}

/** Bytes that `text` takes in UTF-8. */
export function utf8Length(text: string): number {
	let bytes = 0;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		// Each half of a surrogate pair counts 2: four bytes for the pair.
		if (unit < 0x80) bytes += 1;
		else bytes += unit < 0x800 || isSurrogate(unit) ? 2 : 3;
	}
	return bytes;
}

/** UTF-16 index of the first half pair; −1 if there is none. */
function loneSurrogate(text: string): number {
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		if (!isSurrogate(unit)) continue;
		const next = text.charCodeAt(i + 1);
		const paired = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
		if (!paired) return i;
		i++;
	}
	return -1;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
