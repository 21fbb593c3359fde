import { randomUUID } from "node:crypto";
import { JetStreamApiError, type JetStreamClient } from "@nats-io/jetstream";
import { headers, type MsgHdrs } from "@nats-io/transport-node";
import type { SessionEvent } from "../session-event.ts";
import { cutParts, encodeEvents } from "./event-codec.ts";

/** Says which part of how many a message of the stream is: `0/1` for a whole one. */
export const PART_HEADER = "Facewire-Part";
/** Names the outbox that a part comes from. */
export const WRITER_HEADER = "Facewire-Writer";

/** The server's "wrong last sequence": somebody else has written to the subject. */
const WRONG_LAST_SEQUENCE = 10_071;
/** Milliseconds for the server to say that it has a part, and between attempts. */
const ACK_TIMEOUT_MS = 2000;
const RETRY_MS = 100;
/** Bytes of events that go together: enough to catch up fast, little enough to be heard soon. */
const MOST_TOGETHER = 256 * 1024;
/** Bytes of a message that are left for its headers. */
const HEADER_ROOM = 1024;

export interface NatsOutboxOptions {
	readonly js: JetStreamClient;
	readonly subject: string;
	/** Bytes; what the server says of itself. */
	readonly maxPayload: () => number;
	/**
	 * Number in the stream of the last message that this outbox knows of on its subject, if nobody else may write there:
	 * what follows is added only if that is still the last one.
	 */
	readonly expected: () => number | null;
	/** A part was added as this number of the stream. */
	readonly added: (sequence: number) => void;
	/** Somebody else has written to the subject: what waited was not added and is dropped. */
	readonly overtaken: () => void;
}

/**
 * What a gateway adds to one subject of a session, in order and exactly once: one message is under way at a time, and
 * is sent again under its id until the server has it. What comes meanwhile goes together.
 */
export class NatsOutbox {
	readonly #options: NatsOutboxOptions;
	readonly #writer = randomUUID();
	#waiting: SessionEvent[] = [];
	#bytes = 0;
	#sent = 0;
	#running: Promise<void> | null = null;
	#disposed = false;

	constructor(options: NatsOutboxOptions) {
		this.#options = options;
	}

	/** Bytes of frames that wait or are under way. */
	get bytes(): number {
		return this.#bytes;
	}

	/** Events that wait. */
	get length(): number {
		return this.#waiting.length;
	}

	get isEmpty(): boolean {
		return this.#running === null;
	}

	push(event: SessionEvent): void {
		if (this.#disposed) return;
		this.#waiting.push(event);
		this.#bytes += sizeOf(event);
		this.#running ??= this.#run().finally(() => {
			this.#running = null;
		});
	}

	/** Settles when nothing waits. */
	async flush(): Promise<void> {
		await this.#running;
	}

	/** Drops what waits. Idempotent. */
	dispose(): void {
		this.#disposed = true;
		this.#waiting = [];
	}

	async #run(): Promise<void> {
		// What is said in one turn of the event loop goes together.
		await Promise.resolve();
		while (this.#waiting.length > 0) {
			const { events, bytes } = this.#take();
			const added = await this.#add(encodeEvents(events));
			this.#bytes -= bytes;
			if (added || this.#disposed) continue;
			this.#waiting = [];
			this.#bytes = 0;
			this.#options.overtaken();
		}
	}

	#take(): { readonly events: readonly SessionEvent[]; readonly bytes: number } {
		let [count, bytes] = [0, 0];
		for (const event of this.#waiting) {
			if (count > 0 && bytes + sizeOf(event) > MOST_TOGETHER) break;
			count += 1;
			bytes += sizeOf(event);
		}
		return { events: this.#waiting.splice(0, count), bytes };
	}

	/** False if somebody else has written to the subject. */
	async #add(bytes: Buffer): Promise<boolean> {
		const parts = cutParts(bytes, this.#options.maxPayload() - HEADER_ROOM);
		for (const [index, part] of parts.entries())
			if (!(await this.#addPart(part, `${index}/${parts.length}`))) return false;
		return true;
	}

	async #addPart(part: Buffer, name: string): Promise<boolean> {
		this.#sent += 1;
		const msgID = `${this.#writer}.${this.#sent}`;
		const { js, subject, expected, added } = this.#options;
		while (!this.#disposed) {
			const last = expected();
			const expect = last === null ? {} : { expect: { lastSubjectSequence: last } };
			try {
				const options = { msgID, timeout: ACK_TIMEOUT_MS, headers: this.#headers(name), ...expect };
				const { seq } = await js.publish(subject, part, options);
				added(seq);
				return true;
			} catch (error) {
				if (error instanceof JetStreamApiError && error.code === WRONG_LAST_SEQUENCE) return false;
				await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
			}
		}
		return false;
	}

	#headers(part: string): MsgHdrs {
		const fields = headers();
		fields.set(PART_HEADER, part);
		fields.set(WRITER_HEADER, this.#writer);
		return fields;
	}
}

const sizeOf = (event: SessionEvent) => (event.type === "message" ? event.frame.length : 0);
