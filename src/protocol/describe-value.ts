/** Longest excerpt of a wrong string that an error quotes, in UTF-16 units: enough to recognise it, too short to flood a log. */
const EXCERPT_LENGTH = 40;

/** A wrong value as an error names it: `"x"`, `3.5`, `null`, `an array`, `nothing`. Never the whole of a long value. */
export function describeValue(value: unknown): string {
	if (value === undefined) return "nothing";
	if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
	if (typeof value === "string") return JSON.stringify(excerpt(value));
	if (Array.isArray(value)) return "an array";
	return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function excerpt(text: string): string {
	return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}…`;
}
