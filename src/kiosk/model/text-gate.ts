/** Why a visitor's text is not passed on. */
export type TextRefusal = "empty" | "too-long" | "mashed" | "abusive";

export interface TextGateOptions {
	/** Characters that a question may have. */
	readonly most: number;
	/** Words and phrases that nobody is to hear repeated, in upper or lower case; the operator's list. */
	readonly blockedWords: readonly string[];
}

export const TEXT_GATE_DEFAULTS: TextGateOptions = { most: 240, blockedWords: [] };

/** So many of the same sign in a row, or of signs without a letter, nobody means. */
const MASHED_RUN = 6;
/** A word of Latin letters this long has a vowel in every language that is written with them. */
const VOWELLESS = 9;

export type TextVerdict =
	| { readonly accepted: true; readonly text: string }
	| { readonly accepted: false; readonly reason: TextRefusal };

const refuse = (reason: TextRefusal): TextVerdict => ({ accepted: false, reason });

/**
 * Decides whether what a visitor has typed or said is passed on. Says nothing of what it means: that is the driver's.
 * Control characters and doubled spaces are taken out.
 */
export function admitText(typed: string, options: TextGateOptions = TEXT_GATE_DEFAULTS): TextVerdict {
	const text = typed.normalize("NFC").replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim();
	if (text === "") return refuse("empty");
	if ([...text].length > options.most) return refuse("too-long");
	if (isMashed(text)) return refuse("mashed");
	if (holdsBlockedWord(text, options.blockedWords)) return refuse("abusive");
	return { accepted: true, text };
}

function isMashed(text: string): boolean {
	if (!/[\p{L}\p{N}]/u.test(text)) return true;
	if (new RegExp(`([^\\p{N}])\\1{${MASHED_RUN - 1}}`, "u").test(text)) return true;
	return text
		.split(" ")
		.some((word) => word.length >= VOWELLESS && /^[a-z]+$/i.test(word) && !/[aeiouy]/i.test(word));
}

/** Words with a space around each, lower case; whatever stood between them. */
const spaced = (text: string) => ` ${text.toLowerCase().match(WORDS)?.join(" ") ?? ""} `;
const WORDS = /[\p{L}\p{N}]+/gu;

/** Whole words where a script has spaces between them, anywhere in the others. */
function holdsBlockedWord(text: string, blocked: readonly string[]): boolean {
	const words = spaced(text);
	return blocked.some((word) => {
		const wanted = spaced(word.normalize("NFC"));
		if (wanted.trim() === "") return false;
		return words.includes(/\p{Script=Han}/u.test(wanted) ? wanted.trim() : wanted);
	});
}
