import { AssetError, ConnectionError } from "../protocol/errors.ts";
import { parseRecording, type RecordingEntry } from "../protocol/recording.ts";
import type { ConnectionHandlers, DriverConnection } from "./driver-connection.ts";

/** Session worker: plays a recording's downstream messages at their own times, in place of a driver. */
export class ReplayConnection implements DriverConnection {
	readonly #handlers: ConnectionHandlers;
	readonly #abort = new AbortController();
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param url of the recording, absolute. */
	constructor(url: string, handlers: ConnectionHandlers) {
		this.#handlers = handlers;
		void this.#play(url);
	}

	/** A recording hears nobody. */
	send(): void {}

	dispose(): void {
		this.#abort.abort();
		clearTimeout(this.#timer);
	}

	async #play(url: string): Promise<void> {
		try {
			const entries = await load(url, this.#abort.signal);
			if (this.#abort.signal.aborted) return;
			this.#handlers.opened();
			this.#schedule(entries, 0, performance.now());
		} catch (cause) {
			if (this.#abort.signal.aborted) return;
			const message = cause instanceof Error ? cause.message : String(cause);
			this.#handlers.closed(
				new ConnectionError("closed", `The recording cannot be played: ${message}`, { cause }),
			);
		}
	}

	/** Hands out what is due and sleeps until the next message; a late timer catches up at once. */
	#schedule(entries: readonly RecordingEntry[], first: number, startMs: number): void {
		let next = first;
		for (; next < entries.length; next++) {
			const entry = entries[next];
			if (entry === undefined || startMs + entry.at * 1000 > performance.now()) break;
			this.#handlers.received(JSON.stringify(entry.message));
		}
		const upcoming = entries[next];
		if (upcoming === undefined || this.#abort.signal.aborted) return;
		const delayMs = startMs + upcoming.at * 1000 - performance.now();
		this.#timer = setTimeout(() => this.#schedule(entries, next, startMs), delayMs);
	}
}

async function load(url: string, signal: AbortSignal): Promise<readonly RecordingEntry[]> {
	const response = await fetch(url, { signal });
	if (!response.ok) throw new AssetError(url, `${url} answered ${response.status}.`);
	return parseRecording(await response.text()).entries.filter((entry) => entry.direction === "down");
}
