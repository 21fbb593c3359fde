import { typedPort } from "../util/typed-port.ts";
import type { FromAnalysis, ToAnalysis } from "./analysis-messages.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import { Trace } from "./model/trace.ts";

/** A recording is kept whole, in at most a gigabyte. */
const WHOLE = { keep: Number.POSITIVE_INFINITY, memory: 2 ** 30 };

export interface RecordedHandlers {
	reading(bytes: number): void;
	opened(message: Extract<FromAnalysis, { readonly type: "opened" }>): void;
	failed(reason: string): void;
	/** A new trace begins to fill. */
	began(trace: Trace): void;
	/** It has grown; `progress` 0 … 1, 1 when it is complete. */
	grew(trace: Trace, progress: number): void;
}

/** A recording, opened and gone through in a worker; again whenever an option changes. Main thread. */
export class RecordedSession {
	readonly #worker: Worker;
	readonly #post: (message: ToAnalysis) => void;
	readonly #handlers: RecordedHandlers;
	#run = 0;
	#isWhole = false;
	#trace = new Trace(WHOLE);
	#options: ReplayOptions;

	constructor(source: string | Blob, options: ReplayOptions, handlers: RecordedHandlers) {
		this.#options = options;
		this.#handlers = handlers;
		this.#worker = new Worker(new URL("../../workers/analysis.worker.ts", import.meta.url), {
			type: "module",
		});
		this.#worker.addEventListener("error", ({ message }) =>
			handlers.failed(message || "The worker did not load."),
		);
		const port = typedPort<ToAnalysis, FromAnalysis>(this.#worker);
		port.listen((message) => this.#receive(message));
		this.#post = (message) => port.post(message);
		this.#post({ type: "open", source });
	}

	get options(): ReplayOptions {
		return this.#options;
	}

	/** All of it has been gone through with the options as they stand. */
	get isWhole(): boolean {
		return this.#isWhole;
	}

	/** Goes through it again with other options. */
	replay(options: ReplayOptions): void {
		this.#options = options;
		this.#isWhole = false;
		const { order } = options;
		this.#trace = new Trace({ ...WHOLE, ...(order === undefined ? {} : { order }) });
		this.#handlers.began(this.#trace);
		this.#post({ type: "replay", run: ++this.#run, options });
	}

	dispose(): void {
		this.#worker.terminate();
	}

	#receive(message: FromAnalysis): void {
		switch (message.type) {
			case "reading":
				this.#handlers.reading(message.bytes);
				return;
			case "opened":
				this.#handlers.opened(message);
				this.replay(this.#options);
				return;
			case "failed":
				this.#handlers.failed(message.reason);
				return;
			case "events":
				if (message.run !== this.#run) return;
				for (const event of message.events) this.#trace.add(event);
				this.#handlers.grew(this.#trace, Math.min(0.999, message.progress));
				return;
			case "done":
				if (message.run !== this.#run) return;
				this.#isWhole = true;
				this.#handlers.grew(this.#trace, 1);
				return;
		}
	}
}
