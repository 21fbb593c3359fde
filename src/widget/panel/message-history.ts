/** What the viewer has sent, to be called back one by one. */
export class MessageHistory {
	readonly #sent: string[] = [];
	readonly #limit: number;
	/** Place of what is shown; `#sent.length` is the empty field after the newest. */
	#at = 0;

	constructor(limit = 50) {
		this.#limit = limit;
	}

	/** Remembers a message; the same one twice in a row once. */
	add(text: string): void {
		if (text !== this.#sent.at(-1)) this.#sent.push(text);
		if (this.#sent.length > this.#limit) this.#sent.shift();
		this.#at = this.#sent.length;
	}

	/** The one before what is shown; `undefined` if there is none. */
	earlier(): string | undefined {
		if (this.#at === 0) return undefined;
		this.#at--;
		return this.#sent[this.#at];
	}

	/** The one after what is shown, empty after the newest; `undefined` if the newest was left behind already. */
	later(): string | undefined {
		if (this.#at >= this.#sent.length) return undefined;
		this.#at++;
		return this.#sent[this.#at] ?? "";
	}

	/** Whether `text` is what was called back last: then the arrows go on instead of moving in the text. */
	isShowing(text: string): boolean {
		return this.#at < this.#sent.length && this.#sent[this.#at] === text;
	}

	clear(): void {
		this.#sent.length = 0;
		this.#at = 0;
	}
}
