import { AssetError, ConnectionError } from "../protocol/errors.ts";
import { parseRecording, type RecordingEntry } from "../protocol/recording.ts";
import type { WireRequest } from "../protocol/wire.ts";
import type { ConnectionHandlers, DriverConnection } from "./driver-connection.ts";
import { ReplayRequests } from "./replay-requests.ts";

/**
 * Session worker: plays a recording in place of a driver. Each request of the recording is asked of the session anew at
 * its time, and the recorded answer is handed out under the number that the session gave to it.
 */
export class ReplayConnection implements DriverConnection {
	readonly #handlers: ConnectionHandlers;
	readonly #requests: ReplayRequests;
	readonly #abort = new AbortController();
	#timer: ReturnType<typeof setTimeout> | undefined;

	/**
	 * @param url of the recording, absolute
	 * @param ask makes the session request something with this text
	 */
	constructor(url: string, handlers: ConnectionHandlers, ask: (text: string) => void) {
		this.#handlers = handlers;
		this.#requests = new ReplayRequests({
			ask,
			answer: (message) => handlers.received(JSON.stringify(message)),
		});
		void this.#play(url);
	}

	send(text: string): void {
		const { Payload } = JSON.parse(text) as WireRequest;
		this.#requests.sent(Payload.ReqId);
	}

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
				// "auth" is what a session does not try again: a broken recording stays broken.
				new ConnectionError("auth", `The recording cannot be played: ${message}`, { cause }),
			);
		}
	}

	/** Hands out what is due and sleeps until the next message; a late timer catches up at once. */
	#schedule(entries: readonly RecordingEntry[], first: number, startMs: number): void {
		let next = first;
		for (; next < entries.length; next++) {
			const entry = entries[next];
			if (entry === undefined || startMs + entry.at * 1000 > performance.now()) break;
			this.#requests.recorded(entry);
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
	return parseRecording(await response.text()).entries;
}
