import { WireError } from "../../protocol/errors.ts";
import {
	parseRecordingEntry,
	parseRecordingHeader,
	type RecordingEntry,
	type RecordingHeader,
} from "../../protocol/recording.ts";
import { seconds } from "../../util/time.ts";

/** A recording as far as it could be read. */
export interface OpenedRecording {
	readonly header: RecordingHeader;
	readonly entries: readonly RecordingEntry[];
	/** Lines that were no entries, by number and reason; the first hundred. */
	readonly faults: readonly LineFault[];
	/** Lines that were no entries, in all. */
	readonly faultCount: number;
	/** Why the rest was not read; empty if all was. */
	readonly stopped: string;
}

export interface LineFault {
	/** From 1. */
	readonly line: number;
	readonly reason: string;
}

export interface OpenOptions {
	/** Characters of entries that are kept at most: 160 MB, half an hour of a driver's JSON. */
	readonly most?: number;
	/** A line longer than this is no message of any driver. */
	readonly longestLine?: number;
}

const DEFAULTS: Required<OpenOptions> = { most: 160e6, longestLine: 32e6 };

/** How many faults are kept word by word. */
const MOST_FAULTS = 100;

const NO_HEADER: RecordingHeader = { recordedAt: "", description: "" };

/**
 * Reads a recording piece by piece, as it streams in, and as far as it goes: a line that is broken is noted and passed
 * over, a file that ends in the middle of a line ends there, and what is too much is left with the reason.
 */
export class RecordingReader {
	readonly #options: Required<OpenOptions>;
	readonly #entries: RecordingEntry[] = [];
	readonly #faults: LineFault[] = [];
	#faultCount = 0;
	#header: RecordingHeader | undefined;
	#rest = "";
	#line = 0;
	#kept = 0;
	#stopped = "";

	constructor(options: OpenOptions = {}) {
		this.#options = { ...DEFAULTS, ...options };
	}

	/** Why no more is wanted; empty while there is room. */
	get stopped(): string {
		return this.#stopped;
	}

	/** Takes the next piece of text. */
	push(text: string): void {
		if (this.#stopped !== "") return;
		const lines = (this.#rest + text).split("\n");
		this.#rest = lines.pop() ?? "";
		for (const line of lines) this.#read(line);
		if (this.#rest.length <= this.#options.longestLine) return;
		this.#stopped = `Line ${this.#line + 1} is longer than ${Math.round(this.#options.longestLine / 1e6)} MB: this is no recording.`;
		this.#rest = "";
	}

	/** All has been pushed. */
	finish(): OpenedRecording {
		const last = this.#rest;
		this.#rest = "";
		if (last.trim() !== "" && this.#stopped === "") this.#read(last);
		return {
			header: this.#header ?? NO_HEADER,
			entries: this.#entries,
			faults: this.#faults,
			faultCount: this.#faultCount,
			stopped: this.#stopped,
		};
	}

	#read(line: string): void {
		this.#line++;
		if (line.trim() === "" || this.#stopped !== "") return;
		try {
			if (this.#line === 1) this.#header = parseRecordingHeader(line);
			else this.#entry(line);
		} catch (cause) {
			if (!(cause instanceof WireError)) throw cause;
			this.#faultCount++;
			const reason = cause.message.replace(/^line \d+: /, "");
			if (this.#faults.length < MOST_FAULTS) this.#faults.push({ line: this.#line, reason });
			// A file without our header may still hold entries: its first line is tried as one.
			if (this.#line === 1) this.#tryEntry(line);
		}
	}

	#tryEntry(line: string): void {
		try {
			this.#entry(line);
		} catch (cause) {
			if (!(cause instanceof WireError)) throw cause;
		}
	}

	#entry(line: string): void {
		this.#kept += line.length;
		if (this.#kept > this.#options.most) {
			const minutes = Math.round((this.#entries.at(-1)?.at ?? 0) / 60);
			this.#stopped = `Opened as far as line ${this.#line - 1}, ${minutes} minutes: more than ${Math.round(this.#options.most / 1e6)} MB does not fit into a page's memory.`;
			return;
		}
		this.#entries.push(parseRecordingEntry(line, this.#line, this.#entries.at(-1)?.at ?? seconds(0)));
	}
}

/** Reads a recording that is there as a whole. */
export function openRecording(text: string, options?: OpenOptions): OpenedRecording {
	const reader = new RecordingReader(options);
	reader.push(text);
	return reader.finish();
}
