/** Time between two pieces, as a language model writes. Milliseconds. */
const PIECE_INTERVAL_MS = 60;

/** A word with the blanks behind it, or a few characters of a script without blanks. */
const PIECE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,3}|[^\s\p{Script=Han}]+\s*|\s+/gu;

/** Hands out `text` in pieces, one after another, until all is out or `signal` aborts. */
export async function streamWords(
	text: string,
	append: (piece: string) => void,
	signal: AbortSignal,
): Promise<void> {
	for (const [piece] of text.matchAll(PIECE)) {
		if (signal.aborted) return;
		append(piece);
		await new Promise((resolve) => setTimeout(resolve, PIECE_INTERVAL_MS));
	}
}
