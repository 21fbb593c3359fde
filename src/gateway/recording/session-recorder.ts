import { WireError } from "../../protocol/errors.ts";
import { parseJson } from "../../protocol/parse-json.ts";
import {
	encodeRecordingEntry,
	encodeRecordingHeader,
	type RecordingEntry,
} from "../../protocol/recording.ts";
import { type Redaction, redactMessage } from "../../protocol/redact-message.ts";
import { type Seconds, seconds } from "../../util/time.ts";

export interface SessionRecorderOptions {
	readonly redaction: Redaction;
	readonly description: string;
	/** Bytes; what would go beyond is not taken, and the recording ends. */
	readonly capacity: number;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
}

/** How a recording stands. */
export interface RecordingState {
	readonly state: "recording" | "stopped" | "full";
	readonly messages: number;
	readonly bytes: number;
	/** Messages that are no JSON and could not be kept. */
	readonly skipped: number;
	readonly redact: Redaction;
}

/** Keeps a session's messages in the project's recording format (src/protocol/recording.ts), in memory and bounded. */
export class SessionRecorder {
	readonly #options: SessionRecorderOptions;
	readonly #begun: Seconds;
	readonly #lines: Buffer[] = [];
	#state: RecordingState["state"] = "recording";
	#bytes = 0;
	#messages = 0;
	#skipped = 0;
	#last = seconds(0);

	constructor(options: SessionRecorderOptions) {
		this.#options = options;
		this.#begun = options.now();
		const recordedAt = new Date(this.#begun * 1000).toISOString();
		this.#add(encodeRecordingHeader({ recordedAt, description: options.description }));
	}

	get state(): RecordingState {
		return {
			state: this.#state,
			messages: this.#messages,
			bytes: this.#bytes,
			skipped: this.#skipped,
			redact: this.#options.redaction,
		};
	}

	/** What there is, to be written out. The pieces are not to be changed. */
	get lines(): readonly Buffer[] {
		return this.#lines;
	}

	/** Takes a frame as it crossed the wire. */
	take(direction: RecordingEntry["direction"], frame: Buffer | string): void {
		if (this.#state !== "recording") return;
		const message = readMessage(frame);
		if (message === undefined) {
			this.#skipped += 1;
			return;
		}
		// A clock may be set back; a recording's times never decrease.
		this.#last = seconds(Math.max(this.#last, this.#options.now() - this.#begun));
		const redacted = redactMessage(message, this.#options.redaction);
		if (this.#add(encodeRecordingEntry({ at: this.#last, direction, message: redacted })))
			this.#messages += 1;
	}

	/** Keeps what there is and takes nothing more. */
	stop(): void {
		if (this.#state === "recording") this.#state = "stopped";
	}

	/** False if there is no room for it. */
	#add(line: string): boolean {
		const bytes = Buffer.from(line);
		if (this.#bytes + bytes.length > this.#options.capacity) {
			this.#state = "full";
			return false;
		}
		this.#lines.push(bytes);
		this.#bytes += bytes.length;
		return true;
	}
}

function readMessage(frame: Buffer | string): object | undefined {
	try {
		const value = parseJson(frame.toString());
		return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
	} catch (error) {
		if (error instanceof WireError) return undefined;
		throw error;
	}
}
