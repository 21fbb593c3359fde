/** Strings and lists longer than this are cut, with what was left out counted. */
const LONG_TEXT = 96;
const LONG_LIST = 16;

/** JSON indented for reading, long base64 and long lists cut short; text that is no JSON as it is, its beginning. */
export function briefJson(text: string): string {
	try {
		return JSON.stringify(brief(JSON.parse(text)), undefined, 2);
	} catch {
		return text.length > 2000 ? `${text.slice(0, 2000)}… (${text.length} characters)` : text;
	}
}

function brief(value: unknown): unknown {
	if (typeof value === "string" && value.length > LONG_TEXT)
		return `${value.slice(0, 48)}… (${value.length} characters)`;
	if (Array.isArray(value)) {
		const numbers = value.every((item) => typeof item === "number");
		const kept = value.slice(0, LONG_LIST).map(brief);
		const rest = value.length > LONG_LIST ? [`… ${value.length} in all`] : [];
		return numbers && value.length > 0 ? `[${[...kept, ...rest].join(", ")}]` : [...kept, ...rest];
	}
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, brief(item)]));
}
