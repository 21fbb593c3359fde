import { JetStreamApiError } from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import { BusError } from "./bus.ts";

/** The server's "wrong last sequence": another gateway has written the entry. */
const WRONG_LAST_SEQUENCE = 10_071;

export const isConflict = (error: unknown): boolean =>
	error instanceof JetStreamApiError && error.code === WRONG_LAST_SEQUENCE;

/** Makes what NATS rejects with a {@link BusError}. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
	try {
		return await answer;
	} catch (cause) {
		if (isConflict(cause)) throw cause;
		throw new BusError("The bus does not answer.", { cause });
	}
}

/** What an entry holds; null if there is none, or it was deleted. */
export async function held<T>(kv: KV, key: string): Promise<T | null> {
	const entry = await asked(kv.get(key));
	return entry === null || entry.operation !== "PUT" ? null : entry.json<T>();
}

/** What all entries of a bucket hold. It keeps one of each: its history is all of them, in one go. */
export function allHeld<T>(kv: KV): Promise<readonly T[]> {
	const read = async () => {
		const values: T[] = [];
		for await (const entry of await kv.history()) if (entry.operation === "PUT") values.push(entry.json<T>());
		return values;
	};
	return asked(read());
}

/** Writes what `change` makes of an entry, anew whenever another gateway was faster. Null if `change` answers that. */
export async function change<T>(
	kv: KV,
	key: string,
	make: (current: T | null) => T | null,
): Promise<T | null> {
	for (;;) {
		const entry = await asked(kv.get(key));
		const current = entry === null || entry.operation !== "PUT" ? null : entry.json<T>();
		const changed = make(current);
		if (changed === null) return null;
		try {
			const text = JSON.stringify(changed);
			await asked(entry === null ? kv.create(key, text) : kv.update(key, text, entry.revision));
			return changed;
		} catch (error) {
			if (!isConflict(error)) throw error;
		}
	}
}
