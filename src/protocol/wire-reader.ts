import { describeValue } from "./describe-value.ts";
import { WireError } from "./errors.ts";
import type { ToleranceCounts } from "./tolerance.ts";

/** A decimal number and nothing else: `Number()` alone would take `""`, `"0x10"` and `"Infinity"`. */
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** Spellings of a boolean that drivers use instead of one. */
const FLAGS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
	[0, false],
	[1, true],
	["0", false],
	["1", true],
	["false", false],
	["true", true],
]);

/** Bounds of a number, both inclusive. */
export interface NumberRange {
	readonly min: number;
	readonly max: number;
}

/**
 * One object of a wire message and where it stands in it. Reads typed fields and throws a {@link WireError} that
 * names the field's path. With `counts`, known misspellings of values and keys are put right and counted; without,
 * they are refused. Paths are put together only when an error needs one.
 */
export class WireReader {
	readonly counts: ToleranceCounts | null;
	readonly #fields: Readonly<Record<string, unknown>>;
	readonly #parent: WireReader | null;
	readonly #key: string;

	private constructor(value: object, parent: WireReader | null, key: string, counts: ToleranceCounts | null) {
		this.#fields = value as Record<string, unknown>;
		this.#parent = parent;
		this.#key = key;
		this.counts = counts;
	}

	/** The outermost object of a message, at path `$`. */
	static root(value: unknown, counts: ToleranceCounts | null): WireReader {
		return new WireReader(asObject(value, "$"), null, "$", counts);
	}

	/** Path of this object, or of `field` in it. */
	path(field?: string): string {
		const own = this.#parent === null ? this.#key : `${this.#parent.path()}${this.#key}`;
		return field === undefined ? own : `${own}.${field}`;
	}

	/** The error for `field` that holds `value`. */
	fault(field: string, expected: string, value: unknown): WireError {
		return new WireError(this.path(field), `expected ${expected}, got ${describeValue(value)}`);
	}

	/** The raw value; `undefined` if the field is missing. */
	raw(field: string): unknown {
		const value = this.#fields[field];
		if (value !== undefined || this.counts === null) return value;
		const lowered = this.#fields[lowerFirst(field)];
		if (lowered !== undefined) this.counts.add("lower-case-key");
		return lowered;
	}

	/** True if the field is there and not null. */
	has(field: string): boolean {
		const value = this.#fields[field] ?? (this.counts === null ? null : this.#fields[lowerFirst(field)]);
		return (value ?? null) !== null;
	}

	text(field: string): string {
		const value = this.raw(field);
		if (typeof value === "string") return value;
		if (this.counts === null || typeof value !== "number") throw this.fault(field, "a string", value);
		this.counts.add("text-as-number");
		return String(value);
	}

	/** A finite number in `range`. */
	number(field: string, range?: NumberRange): number {
		const value = this.#decimal(field);
		if (!Number.isFinite(value)) throw this.fault(field, "a finite number", value);
		if (range !== undefined && (value < range.min || value > range.max))
			throw this.fault(field, `a number from ${range.min} to ${range.max}`, value);
		return value;
	}

	/** A whole number in `range`. */
	integer(field: string, range?: NumberRange): number {
		const value = this.number(field, range);
		if (!Number.isSafeInteger(value)) throw this.fault(field, "a whole number", value);
		return value;
	}

	flag(field: string): boolean {
		const value = this.raw(field);
		if (typeof value === "boolean") return value;
		const meant = this.counts === null ? undefined : FLAGS.get(value);
		if (meant === undefined) throw this.fault(field, "true or false", value);
		this.counts?.add("flag-as-other");
		return meant;
	}

	/** One of `choices`. */
	choice<T extends string>(field: string, choices: readonly T[]): T {
		const value = this.raw(field);
		const found = choices.find((choice) => choice === value);
		if (found === undefined) throw this.fault(field, quotedList(choices), value);
		return found;
	}

	object(field: string): WireReader {
		const value = this.raw(field);
		return new WireReader(
			asObject(value, () => this.path(field)),
			this,
			`.${field}`,
			this.counts,
		);
	}

	/** Each element of an array of objects, read by `read`. */
	list<T>(field: string, read: (item: WireReader) => T): T[] {
		const values = this.array(field);
		const items: T[] = [];
		for (let i = 0; i < values.length; i++) {
			const key = `.${field}[${i}]`;
			const value = asObject(values[i], () => `${this.path()}${key}`);
			items.push(read(new WireReader(value, this, key, this.counts)));
		}
		return items;
	}

	array(field: string): readonly unknown[] {
		const value = this.raw(field);
		if (!Array.isArray(value)) throw this.fault(field, "an array", value);
		return value;
	}

	#decimal(field: string): number {
		const value = this.raw(field);
		if (typeof value === "number") return value;
		const meant = this.counts === null ? null : decimalOf(value);
		if (meant === null) throw this.fault(field, "a number", value);
		this.counts?.add("number-as-text");
		return meant;
	}
}

/** The number that a string spells; `null` if it spells none. */
export function decimalOf(value: unknown): number | null {
	return typeof value === "string" && DECIMAL.test(value) ? Number(value) : null;
}

const lowerFirst = (key: string): string => `${key.charAt(0).toLowerCase()}${key.slice(1)}`;

function asObject(value: unknown, path: string | (() => string)): object {
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
	const where = typeof path === "string" ? path : path();
	throw new WireError(where, `expected an object, got ${describeValue(value)}`);
}

function quotedList(choices: readonly string[]): string {
	const quoted = choices.map((choice) => `"${choice}"`);
	return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
