/** A copy of `value` with the first letter of every key as `change` makes it, at every depth. */
function withKeys(value: unknown, change: (letter: string) => string): unknown {
	if (Array.isArray(value)) return value.map((item) => withKeys(item, change));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, item]) => [
			change(key.charAt(0)) + key.slice(1),
			withKeys(item, change),
		]),
	);
}

/** `{ inputSsml }` as the vendor spells it, `{ InputSsml }`. Fields that are `undefined` are left out by JSON. */
export const toWire = (value: unknown): unknown => withKeys(value, (letter) => letter.toUpperCase());

/** `{ TaskId }` or `{ taskId }`, both are printed in the document, as `{ taskId }`. */
export const fromWire = (value: unknown): unknown => withKeys(value, (letter) => letter.toLowerCase());
