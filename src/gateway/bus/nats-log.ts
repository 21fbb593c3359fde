import { type Consumer, type ConsumerMessages, DeliverPolicy, type JsMsg } from "@nats-io/jetstream";
import type {
	SessionCommand,
	SessionEvent,
	SessionLease,
	SessionNews,
	SessionSnapshot,
} from "../session-event.ts";
import type { SessionLog, SessionLogListener } from "../session-log.ts";
import { BusError } from "./bus.ts";
import { decodeEvents } from "./event-codec.ts";
import { NatsOutbox, PART_HEADER, WRITER_HEADER } from "./nats-outbox.ts";
import type { NatsStreams } from "./nats-streams.ts";
import { PartJoiner } from "./part-joiner.ts";

/** Milliseconds for what has happened so far to arrive. */
const CATCH_UP_TIMEOUT_MS = 5000;
/**
 * Bytes of messages and number of commands that may wait for the bus before whoever adds them should pause. Much less
 * than a browser's backlog: what is on its way when a slow browser asks for a pause still has to fit there.
 */
const MOST_BYTES = 2 ** 20;
const MOST_COMMANDS = 64;
/** Milliseconds before a consumer that ended is replaced. */
const REOPEN_MS = 200;
/** Messages of the stream that are asked for ahead. */
const AHEAD = 64;

/**
 * The log of a session on JetStream: two subjects of one stream, read as one by an ordered consumer. Any gateway adds
 * commands (`up`); news (`down`) are added only if the last one there is the last that this gateway knows of. A keeper
 * that another has replaced, and does not know it yet, cannot get a word in.
 */
export class NatsLog implements SessionLog {
	readonly #streams: NatsStreams;
	readonly #sessionId: string;
	readonly #listener: SessionLogListener;
	readonly #commands: NatsOutbox;
	readonly #news: NatsOutbox;
	readonly #joiner = new PartJoiner();
	#messages: ConsumerMessages | null = null;
	/** Number in the stream of the last message that was told, and of the last news among them. */
	#told = 0;
	#toldNews = 0;
	/** Number of the last news that this gateway added, or knew of when it claimed the session: nobody may have added more. */
	#ownNews = 0;
	#caughtUp: () => void = () => {};
	#waiting: { readonly until: number; readonly resolve: () => void }[] = [];
	#disposed = false;
	/** The server may have forgotten the consumer: a new one is there sooner than the old one finds out. */
	readonly #readAnew = () => this.#messages?.stop();
	readonly #lost = () => this.#listener.lost();

	private constructor(streams: NatsStreams, sessionId: string, listener: SessionLogListener) {
		this.#streams = streams;
		this.#sessionId = sessionId;
		this.#listener = listener;
		streams.returned.add(this.#readAnew);
		streams.forgotten.add(this.#lost);
		const { js } = streams;
		const maxPayload = () => streams.maxPayload;
		this.#commands = new NatsOutbox({
			js,
			subject: streams.subject(sessionId, "up"),
			maxPayload,
			expected: () => null,
			added: () => {},
			overtaken: () => {},
		});
		this.#news = new NatsOutbox({
			js,
			subject: streams.subject(sessionId, "down"),
			maxPayload,
			expected: () => this.#ownNews,
			added: (sequence) => {
				this.#ownNews = sequence;
			},
			overtaken: () => this.#disposed || listener.deposed(),
		});
	}

	/** See {@link Bus.openLog}. */
	static async open(
		streams: NatsStreams,
		sessionId: string,
		listener: SessionLogListener,
		isNew: boolean,
	): Promise<NatsLog | null> {
		const log = new NatsLog(streams, sessionId, listener);
		try {
			return (await log.#read(isNew)) ? log : null;
		} catch (cause) {
			log.dispose();
			throw new BusError("The session cannot be read from the bus.", { cause });
		}
	}

	get isFilling(): boolean {
		return this.#news.bytes > MOST_BYTES || this.#commands.length >= MOST_COMMANDS;
	}

	get isSettled(): boolean {
		return this.#news.isEmpty && this.#told >= this.#ownNews;
	}

	ask(command: SessionCommand): void {
		this.#commands.push(command);
	}

	tell(news: SessionNews): void {
		this.#news.push(news);
	}

	async claim(lease: SessionLease, snapshot: () => SessionSnapshot): Promise<boolean> {
		await this.sync();
		const before = this.#toldNews;
		this.#ownNews = before;
		this.#news.push({ type: "kept", ...lease, state: snapshot() });
		await this.#news.flush();
		return this.#ownNews > before;
	}

	async sync(): Promise<void> {
		const until = await this.#streams.lastNews(this.#sessionId);
		if (until > this.#told) await new Promise<void>((resolve) => this.#waiting.push({ until, resolve }));
	}

	async flush(): Promise<void> {
		await Promise.all([this.#commands.flush(), this.#news.flush()]);
	}

	dispose(): void {
		this.#disposed = true;
		this.#streams.returned.delete(this.#readAnew);
		this.#streams.forgotten.delete(this.#lost);
		this.#commands.dispose();
		this.#news.dispose();
		this.#messages?.stop();
		for (const { resolve } of this.#waiting.splice(0)) resolve();
	}

	/** Starts to read. False if there is nothing to read, though there should be. */
	async #read(isNew: boolean): Promise<boolean> {
		const consumer = await this.#consumer();
		if (!isNew && (await consumer.info(true)).num_pending === 0) return false;
		const caughtUp = isNew ? Promise.resolve() : this.#catchUp();
		this.#messages = await consumer.consume({ max_messages: AHEAD });
		void this.#keepReading(this.#messages);
		await caughtUp;
		return true;
	}

	#consumer(): Promise<Consumer> {
		const { js, name, subject } = { ...this.#streams, subject: this.#streams.subject(this.#sessionId, "*") };
		const start =
			this.#told === 0
				? { deliver_policy: DeliverPolicy.All }
				: { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#told + 1 };
		return js.consumers.get(name, { filter_subjects: subject, ...start });
	}

	#catchUp(): Promise<void> {
		return new Promise((resolve, reject) => {
			const late = setTimeout(() => reject(new Error("It did not arrive in time.")), CATCH_UP_TIMEOUT_MS);
			this.#caughtUp = () => {
				clearTimeout(late);
				resolve();
			};
		});
	}

	/** Reads until disposed; a consumer that ends is replaced. */
	async #keepReading(first: ConsumerMessages): Promise<void> {
		for (let messages: ConsumerMessages | null = first; !this.#disposed; ) {
			try {
				messages ??= await (await this.#consumer()).consume({ max_messages: AHEAD });
				this.#messages = messages;
				for await (const message of messages) this.#tell(message);
			} catch (error) {
				if (!this.#disposed) this.#streams.logger.warn({ err: error }, "a session is read from the bus anew");
			}
			messages = null;
			if (!this.#disposed) await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
		}
	}

	#tell(message: JsMsg): void {
		// A consumer that was made anew may repeat what it gave last.
		if (message.seq <= this.#told || this.#disposed) return;
		this.#told = message.seq;
		if (message.subject.endsWith(".down")) this.#toldNews = message.seq;
		try {
			for (const event of this.#eventsOf(message)) if (!this.#disposed) this.#listener.happened(event);
		} catch (error) {
			this.#streams.logger.error({ err: error, session: this.#sessionId }, "an event of the bus failed");
		}
		this.#waiting = this.#waiting.filter(({ until, resolve }) => {
			if (until <= this.#told) resolve();
			return until > this.#told;
		});
		if (message.info.pending === 0) this.#caughtUp();
	}

	#eventsOf({ headers, data }: JsMsg): readonly SessionEvent[] {
		const part = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
		const name = headers?.get(PART_HEADER) || "0/1";
		const whole = this.#joiner.join(headers?.get(WRITER_HEADER) ?? "", name, part);
		return whole === null ? [] : decodeEvents(whole);
	}
}
