/** A full stop that ends a sentence: at the end of a word, with its closing quotes; in Chinese and Japanese anywhere. */
const END = /[.!?…]+["'”’)\]]*(?=\s)|[。！？；]+["'”’）」』]*|\n+/gu;

/** Cuts a text that comes in pieces into sentences, each given once, when its end is known. */
export class Sentences {
	#rest = "";

	/** Takes the next piece; returns the sentences that it completes. */
	add(piece: string): readonly string[] {
		this.#rest += piece;
		const complete: string[] = [];
		let from = 0;
		for (const match of this.#rest.matchAll(END)) {
			const end = match.index + match[0].length;
			complete.push(this.#rest.slice(from, end));
			from = end;
		}
		this.#rest = this.#rest.slice(from);
		return readable(complete);
	}

	/** No more comes: the rest is a sentence too. */
	end(): readonly string[] {
		const rest = this.#rest;
		this.#rest = "";
		return readable([rest]);
	}
}

const readable = (sentences: readonly string[]): readonly string[] =>
	sentences.map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
