import { SingleBar } from "cli-progress";

/** A stream of a terminal or a file. */
export interface TextSink {
	write(text: string): unknown;
	readonly isTTY?: boolean;
}

/** A cell of a table. */
type Cell = string | number | undefined;

/**
 * What a command prints: results on standard output, as text or as one JSON value; progress and warnings on standard
 * error, so that results can be piped.
 */
export class CommandOutput {
	readonly #out: TextSink;
	readonly #err: TextSink;
	/** Set by `--json`. */
	json = false;

	constructor(out: TextSink, err: TextSink) {
		this.#out = out;
		this.#err = err;
	}

	/** Text as it is, such as help. */
	print(text: string): void {
		this.#out.write(text);
	}

	/** The result: `value` with `--json`, else the text. */
	result(value: unknown, text: string): void {
		this.#out.write(this.json ? `${JSON.stringify(value, null, "\t")}\n` : `${text}\n`);
	}

	/** The result as a table, `columns` by heading. */
	table<Row>(rows: readonly Row[], columns: Readonly<Record<string, (row: Row) => Cell>>): void {
		const headings = Object.keys(columns);
		const cells = rows.map((row) => Object.values(columns).map((cell) => String(cell(row) ?? "")));
		const widths = headings.map((heading, i) =>
			Math.max(heading.length, ...cells.map((line) => [...(line[i] ?? "")].length)),
		);
		const line = (parts: readonly string[]) =>
			parts
				.map((part, i) => part + " ".repeat((widths[i] ?? 0) - [...part].length))
				.join("  ")
				.trimEnd();
		this.result(rows, rows.length === 0 ? "none" : [line(headings), ...cells.map(line)].join("\n"));
	}

	/** For the person who waits. */
	note(text: string): void {
		this.#err.write(`${text}\n`);
	}

	/** A bar for something that takes long; on a file or a pipe, a line whenever the label changes. */
	progress(): Progress {
		return this.#err.isTTY ? new BarProgress() : new LineProgress((line) => this.note(line));
	}
}

/** How far something is. */
export interface Progress {
	/** @param share 0 … 1 */
	show(share: number, label: string): void;
	end(): void;
}

class BarProgress implements Progress {
	readonly #bar = new SingleBar({
		format: "{bar} {percentage} % {label}",
		barsize: 30,
		hideCursor: true,
		clearOnComplete: true,
		stream: process.stderr,
	});
	#running = false;

	show(share: number, label: string): void {
		if (!this.#running) this.#bar.start(100, 0, { label });
		this.#running = true;
		this.#bar.update(Math.round(share * 100), { label });
	}

	end(): void {
		if (this.#running) this.#bar.stop();
	}
}

class LineProgress implements Progress {
	readonly #write: (line: string) => void;
	#shown = "";

	constructor(write: (line: string) => void) {
		this.#write = write;
	}

	show(_share: number, label: string): void {
		if (label !== this.#shown) this.#write(label);
		this.#shown = label;
	}

	end(): void {}
}
