import type { Readable, Writable } from "node:stream";

/** What ends a message on the pipe. */
const END = "\0";

interface Answer {
	readonly id?: number;
	readonly result?: Record<string, unknown>;
	readonly error?: { readonly message: string };
	readonly method?: string;
	readonly params?: Record<string, unknown>;
	readonly sessionId?: string;
}

export interface DevToolsEvent {
	readonly method: string;
	readonly params: Record<string, unknown>;
	readonly sessionId: string | undefined;
}

interface Waiting {
	resolve(result: Record<string, unknown>): void;
	reject(error: Error): void;
	readonly timer: ReturnType<typeof setTimeout>;
}

/** The DevTools protocol over the pipe that Chromium opens with `--remote-debugging-pipe`. */
export class DevToolsPipe {
	readonly #to: Writable;
	readonly #waiting = new Map<number, Waiting>();
	readonly #listener: (event: DevToolsEvent) => void;
	#ids = 0;
	#rest = "";

	/** @param to Chromium's file descriptor 3. @param from its 4 */
	constructor(to: Writable, from: Readable, listener: (event: DevToolsEvent) => void) {
		this.#to = to;
		this.#listener = listener;
		from.setEncoding("utf8");
		from.on("data", (chunk: string) => this.#read(chunk));
		from.on("close", () => this.dispose());
		// A browser that has died says so by its exit.
		to.on("error", () => undefined);
		from.on("error", () => undefined);
	}

	/** @throws Error if the browser refuses, does not answer within `timeoutMs`, or is gone */
	send(
		method: string,
		params: object = {},
		{ sessionId, timeoutMs = 5000 }: { readonly sessionId?: string; readonly timeoutMs?: number } = {},
	): Promise<Record<string, unknown>> {
		const id = ++this.#ids;
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				this.#waiting.delete(id);
				reject(new Error(`${method} was not answered.`));
			}, timeoutMs);
			this.#waiting.set(id, { resolve, reject, timer });
			this.#to.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}${END}`);
		});
	}

	/** Whoever waits for an answer gets none. Idempotent. */
	dispose(): void {
		for (const { reject, timer } of this.#waiting.values()) {
			clearTimeout(timer);
			reject(new Error("The browser is gone."));
		}
		this.#waiting.clear();
	}

	#read(chunk: string): void {
		const messages = (this.#rest + chunk).split(END);
		this.#rest = messages.pop() ?? "";
		for (const message of messages) this.#take(JSON.parse(message) as Answer);
	}

	#take({ id, result, error, method, params = {}, sessionId }: Answer): void {
		if (method !== undefined) {
			this.#listener({ method, params, sessionId });
			return;
		}
		const waiting = id === undefined ? undefined : this.#waiting.get(id);
		if (waiting === undefined || id === undefined) return;
		this.#waiting.delete(id);
		clearTimeout(waiting.timer);
		if (error === undefined) waiting.resolve(result ?? {});
		else waiting.reject(new Error(error.message));
	}
}
