import { Worker } from "node:worker_threads";
import { unreachable } from "../util/unreachable.ts";
import { type Deferred, deferred } from "./deferred.ts";
import {
	ESPEAK_PACKAGE,
	type FromSpeechThread,
	type PhraseRequest,
	type SpeechThreadData,
	type ToSpeechThread,
} from "./speech-thread-messages.ts";
import type { SpokenPhrase } from "./spoken-phrase.ts";

/** There is no voice: the optional synthesiser is not installed, or its thread has died. `message` says what to do. */
export class SpeechUnavailable extends Error {
	override readonly name = "SpeechUnavailable";
}

/** A phrase that has been asked for. */
interface Job {
	readonly request: PhraseRequest;
	readonly spoken: Deferred<SpokenPhrase>;
}

/**
 * The speech thread, as the driver sees it. Phrases are said one at a time, in the order of asking; one that is
 * aborted while it waits is never synthesised.
 */
export class Speaker {
	readonly #worker: Worker;
	readonly #waiting: Job[] = [];
	#current: Job | undefined;
	#failure: SpeechUnavailable | undefined;
	#disposed = false;

	private constructor(worker: Worker) {
		this.#worker = worker;
	}

	/** Starts the thread and waits until it can speak, or knows that it cannot. `synthesizer` is the package to load. */
	static async start(synthesizer = ESPEAK_PACKAGE): Promise<Speaker> {
		const shell = new URL("./speech-thread.mjs", import.meta.url);
		const worker = new Worker(shell, {
			execArgv: [],
			workerData: { synthesizer } satisfies SpeechThreadData,
		});
		const speaker = new Speaker(worker);
		await new Promise<void>((started) => {
			worker.on("message", (message: FromSpeechThread) => {
				speaker.#receive(message);
				started();
			});
			worker.on("error", (error) => {
				speaker.#fail(`the speech thread has died: ${error.message}`);
				started();
			});
			worker.on("exit", () => {
				speaker.#fail("the speech thread has ended");
				started();
			});
		});
		return speaker;
	}

	/** Why nothing can be said; `undefined` if all is well. */
	get failure(): SpeechUnavailable | undefined {
		return this.#failure;
	}

	/** Says a phrase. Rejects with {@link SpeechUnavailable}, or with the signal's reason. */
	async speak(request: PhraseRequest, signal: AbortSignal): Promise<SpokenPhrase> {
		signal.throwIfAborted();
		if (this.#failure) throw this.#failure;
		const job: Job = { request, spoken: deferred() };
		const withdraw = () => this.#withdraw(job, signal.reason);
		signal.addEventListener("abort", withdraw);
		this.#waiting.push(job);
		this.#next();
		try {
			return await job.spoken.promise;
		} finally {
			signal.removeEventListener("abort", withdraw);
		}
	}

	/** Ends the thread. Idempotent. */
	async dispose(): Promise<void> {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#fail("the driver is closing");
		await this.#worker.terminate();
	}

	#next(): void {
		if (this.#current) return;
		this.#current = this.#waiting.shift();
		if (this.#current)
			this.#worker.postMessage({ type: "speak", request: this.#current.request } satisfies ToSpeechThread);
	}

	#withdraw(job: Job, reason: unknown): void {
		const index = this.#waiting.indexOf(job);
		if (index >= 0) this.#waiting.splice(index, 1);
		job.spoken.reject(reason);
	}

	#receive(message: FromSpeechThread): void {
		switch (message.type) {
			case "ready":
				break;
			case "unavailable":
				this.#fail(`no speech synthesiser (install ${ESPEAK_PACKAGE}): ${message.reason}`);
				break;
			case "spoken":
				this.#finish((job) => job.spoken.resolve(message.phrase));
				break;
			case "failed":
				this.#finish((job) => job.spoken.reject(new Error(message.reason)));
				break;
			default:
				unreachable(message);
		}
	}

	#finish(settle: (job: Job) => void): void {
		if (this.#current) settle(this.#current);
		this.#current = undefined;
		this.#next();
	}

	#fail(reason: string): void {
		this.#failure ??= new SpeechUnavailable(reason);
		for (const job of [this.#current, ...this.#waiting.splice(0)]) job?.spoken.reject(this.#failure);
		this.#current = undefined;
	}
}
