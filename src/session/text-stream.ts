import type { DriverCommand, SpeechOptions } from "../protocol/driver-request.ts";

/** A text that is still being written: numbers its fragments and holds those that cannot be sent yet. */
export class TextStream {
	readonly #speech: { readonly speech?: SpeechOptions };
	readonly #waiting: string[] = [];
	#text = "";
	#sequence = 0;
	#ended = false;
	#endTaken = false;

	constructor(speech?: SpeechOptions) {
		this.#speech = speech === undefined ? {} : { speech };
	}

	/** All that was written so far. */
	get text(): string {
		return this.#text;
	}

	/** Nothing more will be written. */
	get ended(): boolean {
		return this.#ended;
	}

	append(fragment: string): void {
		this.#text += fragment;
		this.#waiting.push(fragment);
	}

	end(): void {
		this.#ended = true;
	}

	/** The commands that are to be sent next, in order; each is given once. */
	take(): readonly DriverCommand[] {
		const commands = this.#waiting.splice(0).map((text) => this.#fragment(text, false));
		if (!this.#ended || this.#endTaken) return commands;
		this.#endTaken = true;
		return [...commands, this.#fragment("", true)];
	}

	#fragment(text: string, final: boolean): DriverCommand {
		this.#sequence++;
		return { type: "stream", text, sequence: this.#sequence, final, ...this.#speech };
	}
}
