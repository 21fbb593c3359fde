import type { Drive, DriveOutcome, TextDrive } from "../drive.ts";
import { LEAST_TEXT } from "./live-script.ts";

/** Behind these a sentence may end. */
const STOPS = /[。！？；.!?;\n]/u;

/**
 * A text that is being written, said sentence by sentence: the vendor takes whole texts only, so this is put together
 * from its queue. What is shorter than the vendor's least length waits for more; at the end it is filled with spaces.
 */
export class SentenceQueue {
	readonly drive: TextDrive;
	readonly #say: (text: string) => Drive;
	readonly #said: Drive[] = [];
	#text = "";
	#ended = false;
	#finish: () => void = () => {};
	#begin: (first: Promise<void>) => void = () => {};

	constructor(say: (text: string) => Drive, id: string) {
		this.#say = say;
		const started = new Promise<void>((resolve) => {
			this.#begin = resolve;
		});
		const written = new Promise<void>((resolve) => {
			this.#finish = resolve;
		});
		const done = written.then(() => this.#outcome());
		for (const promise of [started, done]) promise.catch(() => {});
		this.drive = {
			id,
			emulated: true,
			started,
			done,
			write: (text) => this.#write(text),
			end: () => this.#end(),
		};
	}

	#write(text: string): void {
		if (this.#ended) throw new TypeError("This text has ended");
		for (const character of text) {
			this.#text += character;
			if (STOPS.test(character) && [...this.#text.trim()].length >= LEAST_TEXT) this.#flush();
		}
	}

	#end(): void {
		if (this.#ended) return;
		this.#ended = true;
		if (this.#text.trim() !== "") this.#flush();
		if (this.#said.length === 0) this.#begin(Promise.resolve());
		this.#finish();
	}

	#flush(): void {
		const drive = this.#say(this.#text.trim().padEnd(LEAST_TEXT, " "));
		this.#text = "";
		this.#said.push(drive);
		if (this.#said.length === 1) this.#begin(drive.started);
	}

	/** Finished if every sentence was; the first fault is that of the whole. */
	async #outcome(): Promise<DriveOutcome> {
		const outcomes = await Promise.all(this.#said.map(({ done }) => done));
		return outcomes.includes("interrupted") ? "interrupted" : "finished";
	}
}
