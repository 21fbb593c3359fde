import { AssetError, ConnectionError } from "../protocol/errors.ts";
import { parseRecording, type Recording } from "../protocol/recording.ts";
import { RecordingPlayer } from "../protocol/recording-player.ts";
import { millisecondsToSeconds } from "../util/time.ts";
import type { ConnectionHandlers, DriverConnection } from "./driver-connection.ts";

/** Session worker: plays a recording's messages at their own times, in place of a driver. For a session that follows. */
export class ReplayConnection implements DriverConnection {
	readonly #handlers: ConnectionHandlers;
	readonly #abort = new AbortController();
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param url of the recording, absolute */
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

	async released(): Promise<void> {}

	async #play(url: string): Promise<void> {
		const { signal } = this.#abort;
		try {
			const recording = await load(url, signal);
			if (signal.aborted) return;
			this.#handlers.opened();
			this.#schedule(new RecordingPlayer(recording), performance.now());
		} catch (cause) {
			if (signal.aborted) return;
			const message = cause instanceof Error ? cause.message : String(cause);
			// "auth" is what a session does not try again: a broken recording stays broken.
			this.#handlers.closed(
				new ConnectionError("auth", `The recording cannot be played: ${message}`, { cause }),
			);
		}
	}

	/** Hands out what is due and sleeps until the next message; a late timer catches up at once. */
	#schedule(player: RecordingPlayer, startMs: number): void {
		const elapsed = millisecondsToSeconds(performance.now() - startMs);
		for (const { message } of player.due(elapsed)) this.#handlers.received(JSON.stringify(message));
		if (player.nextAt === null || this.#abort.signal.aborted) return;
		const delayMs = startMs + player.nextAt * 1000 - performance.now();
		this.#timer = setTimeout(() => this.#schedule(player, startMs), delayMs);
	}
}

async function load(url: string, signal: AbortSignal): Promise<Recording> {
	const response = await fetch(url, { signal });
	if (!response.ok) throw new AssetError(url, `${url} answered ${response.status}.`);
	return parseRecording(await response.text());
}
