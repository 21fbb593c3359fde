/** What reasoning models put before an answer. */
const THOUGHT = { start: "<think>", end: "</think>" } as const;

/** A row of a Markdown table longer than this is not waited for, characters. */
const LONGEST_ROW = 2000;

/**
 * What of a model's text is for the listener: thoughts before the answer are dropped, and a row of a table becomes a
 * line that can be read aloud. Takes the text as it comes, in pieces of any size; everything else passes at once.
 */
export class AnswerText {
	#phase: "before" | "thought" | "answer" = "before";
	/** What has not passed yet: the beginning of a mark or of a row. */
	#held = "";
	#atLineStart = true;

	/** Adds a piece and returns what is certain. */
	push(piece: string): string {
		this.#held += piece;
		if (this.#phase === "before") this.#begin();
		if (this.#phase === "thought") this.#skipThought();
		return this.#phase === "answer" ? this.#takeLines() : "";
	}

	/** The rest. */
	flush(): string {
		const rest = this.#phase === "thought" ? "" : this.#held;
		this.#held = "";
		return this.#atLineStart ? readRow(rest) : rest;
	}

	#begin(): void {
		this.#held = this.#held.trimStart();
		if (this.#held.startsWith(THOUGHT.start)) this.#phase = "thought";
		else if (!THOUGHT.start.startsWith(this.#held)) this.#phase = "answer";
	}

	#skipThought(): void {
		const end = this.#held.indexOf(THOUGHT.end);
		// The end mark may be cut in two.
		this.#held = this.#held.slice(end < 0 ? -THOUGHT.end.length : end + THOUGHT.end.length);
		if (end < 0) return;
		this.#phase = "before";
		this.#begin();
	}

	#takeLines(): string {
		let out = "";
		for (;;) {
			const end = this.#held.indexOf("\n") + 1;
			const line = end > 0 ? this.#held.slice(0, end) : this.#held;
			if (end === 0 && this.#mustWait(line)) return out;
			out += this.#atLineStart ? readRow(line) : line;
			this.#held = this.#held.slice(line.length);
			if (line !== "") this.#atLineStart = end > 0;
			if (end === 0) return out;
		}
	}

	/** Whether an unfinished line is, or may become, a row of a table. */
	#mustWait(line: string): boolean {
		return this.#atLineStart && line.length < LONGEST_ROW && /^\s*(?:\||$)/.test(line);
	}
}

/** The cells of a table's row as a sentence; the line between head and body says nothing. Other lines as they are. */
function readRow(line: string): string {
	const row = /^\s*\|(.*?)\|?\s*$/s.exec(line)?.[1];
	if (row === undefined) return line;
	if (/^[\s|:-]*$/.test(row)) return "";
	const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
	return `${cells.filter((cell) => cell !== "").join(", ")}.\n`;
}
