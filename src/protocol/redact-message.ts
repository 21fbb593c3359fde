/**
 * What a recording leaves out. `none`: nothing. `text`: what was typed, shown and spoken, as text; the sound still says
 * it. `speech`: that and the sound, the phonemes and the spelling of words.
 */
export const REDACTIONS = ["none", "text", "speech"] as const;
export type Redaction = (typeof REDACTIONS)[number];

/** Fields that hold words, wherever they stand in a message of the vendor (specs: driver API). */
const TEXT_FIELDS: ReadonlySet<string> = new Set([
	"InputText",
	"ReplyPro",
	"ReplyDisplay",
	"InteractionContent",
	"Word",
	"ErrorMessage",
]);
const SPEECH_FIELDS: ReadonlySet<string> = new Set([...TEXT_FIELDS, "Phn"]);

/** A copy of the message for a recording. Whose account it is, is never recorded. */
export function redactMessage(message: object, redaction: Redaction): object {
	const fields = redaction === "speech" ? SPEECH_FIELDS : redaction === "text" ? TEXT_FIELDS : undefined;
	const copy = (value: unknown, key: string): unknown => {
		if (key === "VirtualmanProjectId") return "";
		if (typeof value === "string") {
			if (fields?.has(key)) return mask(value);
			return key === "Audio" && redaction === "speech" ? silence(value) : value;
		}
		if (Array.isArray(value)) return copyArray(value, copy);
		if (typeof value !== "object" || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item, name)]));
	};
	return copy(message, "") as object;
}

/** Face weights are thousands of numbers: they are not looked at one by one. */
const copyArray = (values: readonly unknown[], copy: (value: unknown, key: string) => unknown): unknown =>
	typeof values[0] === "number" ? values : values.map((value) => copy(value, ""));

/**
 * Every letter and digit as `x`. Marks, spaces and the number of code points stay, for a replay needs them: positions
 * of captions count code points, and clauses end at marks.
 */
const mask = (text: string): string => text.replace(/[\p{L}\p{N}\p{M}]/gu, "x");

/** Base64 of as many zero bytes. */
const silence = (base64: string): string => base64.replace(/[^=]/g, "A");
