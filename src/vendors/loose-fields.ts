/** Fields of an answer that may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object's fields; none if `value` is no object. */
export const fieldsOf = (value: unknown): Fields =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A text, also one that came as a number; empty if `value` is neither. */
export const textOf = (value: unknown): string =>
	typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** A number, also one that came as a text; `NaN` if `value` is neither. */
export const numberOf = (value: unknown): number => {
	if (typeof value === "number") return value;
	return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
};
