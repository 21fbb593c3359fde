/** Share of what was heard that the avatar is saying, from which on it is taken for the avatar's own voice. */
const MOSTLY = 0.7;

/**
 * Whether what the microphone heard is the avatar itself, from the loudspeaker: most of its words are among those being
 * said. A page cannot count on echo cancellation in the browser's recogniser.
 */
export function isEcho(heard: string, said: string): boolean {
	const own = new Set(pieces(said));
	const words = pieces(heard);
	if (words.length === 0 || own.size === 0) return false;
	return words.filter((word) => own.has(word)).length / words.length >= MOSTLY;
}

/** Words; of Han, kana and Hangul, which a recogniser spaces as it likes, single characters. */
function pieces(text: string): readonly string[] {
	return (
		text
			.toLowerCase()
			.match(
				/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}][\p{L}\p{N}'’]*/gu,
			) ?? []
	);
}
