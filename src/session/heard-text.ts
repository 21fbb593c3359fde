/** A word is looked for within so many UTF-16 units after the one before: further away it is another word. */
const SEARCH_WINDOW = 200;

/** What is not part of a word at its ends: the captions' and the text's punctuation differ. */
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** Punctuation that closes the word before it. */
const CLOSING = /^[^\p{L}\p{N}\s]+/u;

/** Both halves of a text. */
export interface HeardText {
	readonly heardText: string;
	readonly remainingText: string;
}

/**
 * Splits the text that was to be spoken after the last of the words that were heard. Captions spell words as spoken,
 * the text as written (marks, numbers, tags): words are looked for one after the other, and those that are not found
 * are passed over. `undefined` if none is found.
 */
export function splitHeardText(source: string, words: readonly string[]): HeardText | undefined {
	const searched = source.toLowerCase();
	// Lower case of a few letters is longer: positions would not fit the source.
	const haystack = searched.length === source.length ? searched : source;
	let end = 0;
	for (const word of words) {
		const needle = word.replace(EDGES, "").toLowerCase();
		if (needle === "") continue;
		const at = haystack.slice(end, end + SEARCH_WINDOW + needle.length).indexOf(needle);
		if (at !== -1) end += at + needle.length;
	}
	if (end === 0) return undefined;
	end += CLOSING.exec(source.slice(end))?.[0].length ?? 0;
	return { heardText: source.slice(0, end), remainingText: source.slice(end).trimStart() };
}

/** Joins texts that follow each other: with a space where two words would run together. */
export function joinTexts(texts: readonly string[]): string {
	return texts.reduce((joined, text) => {
		const touches = /[\p{L}\p{N}\p{P}]$/u.test(joined) && /^[\p{L}\p{N}]/u.test(text);
		const isSpaced = !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？；：、]$/u.test(joined);
		return touches && isSpaced ? `${joined} ${text}` : joined + text;
	}, "");
}
