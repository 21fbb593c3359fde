const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;
const HAN = /\p{Script=Han}/u;

/**
 * The language of a text for line breaks, fonts and screen readers (BCP 47), as its script tells; else `otherwise`.
 * Han characters without kana are taken for Chinese.
 */
export function languageOf(text: string, otherwise: string): string {
	if (KANA.test(text)) return "ja";
	if (HANGUL.test(text)) return "ko";
	if (HAN.test(text)) return /^(zh|ja|ko)\b/i.test(otherwise) ? otherwise : "zh-Hans";
	return /^(zh|ja|ko)\b/i.test(otherwise) && /[a-z]{3}/i.test(text) ? "en" : otherwise;
}
