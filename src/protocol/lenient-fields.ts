import type { NumberRange, WireReader } from "./wire-reader.ts";

/** The text of a field; `""` if it is missing or null, which is counted. */
export function textOr(reader: WireReader, field: string): string {
	return isMissing(reader, field) ? "" : reader.text(field);
}

/** The flag of a field; `false` if it is missing or null, which is counted. */
export function flagOr(reader: WireReader, field: string): boolean {
	return isMissing(reader, field) ? false : reader.flag(field);
}

/** The whole number of a field; `0` if it is missing or null, which is counted. */
export function integerOr(reader: WireReader, field: string, range?: NumberRange): number {
	return isMissing(reader, field) ? 0 : reader.integer(field, range);
}

/** True if a field is missing or null, which is counted. */
export function isMissing(reader: WireReader, field: string): boolean {
	if (reader.has(field)) return false;
	reader.counts?.add("missing-field");
	return true;
}
