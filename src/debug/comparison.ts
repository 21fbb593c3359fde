import { diffTraces, type TraceDiff } from "./model/diff/diff-traces.ts";
import { type TraceFigures, traceFigures } from "./model/diff/trace-figures.ts";
import { isTraceFile, readTraceFile } from "./model/export/trace-file.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import type { Trace } from "./model/trace.ts";
import { RecordedSession } from "./recorded-session.ts";

/** A run that others are compared with. */
export interface Reference {
	readonly trace: Trace;
	/** What it is, for a human. */
	readonly name: string;
	readonly figures: TraceFigures;
}

/** What is known of the run that is shown beside the reference. */
export interface Compared {
	readonly reference: Reference;
	readonly diff: TraceDiff;
	readonly figures: TraceFigures;
}

/** Holds a run, and compares with it what is shown. Main thread. */
export class Comparison {
	readonly #changed: () => void;
	#reference: Reference | undefined;
	#reading: RecordedSession | undefined;

	/** @param changed the reference is another one, or gone */
	constructor(changed: () => void) {
		this.#changed = changed;
	}

	get reference(): Reference | undefined {
		return this.#reference;
	}

	/** From now on everything is compared with this run. */
	hold(trace: Trace, name: string): void {
		this.#reading?.dispose();
		this.#reading = undefined;
		this.#reference = { trace, name, figures: traceFigures(trace) };
		this.#changed();
	}

	forget(): void {
		this.#reading?.dispose();
		this.#reading = undefined;
		this.#reference = undefined;
		this.#changed();
	}

	/** Opens a trace or a recording as the reference; a recording is gone through with these options. */
	async open(
		source: string | Blob,
		name: string,
		options: ReplayOptions,
		handlers: { status(text: string): void; failed(reason: string): void },
	): Promise<void> {
		try {
			if (typeof source !== "string" && isTraceFile(await source.slice(0, 100).text())) {
				this.hold(readTraceFile(await source.text()), name);
				return;
			}
		} catch (cause) {
			handlers.failed(cause instanceof Error ? cause.message : String(cause));
			return;
		}
		this.#reading?.dispose();
		this.#reading = new RecordedSession(source, options, {
			reading: (bytes) => handlers.status(`Reading ${name}: ${(bytes / 1e6).toFixed(1)} MB`),
			opened: () => {},
			failed: (reason) => handlers.failed(reason),
			began: () => {},
			grew: (trace, progress) => {
				if (progress === 1) this.hold(trace, name);
			},
		});
	}

	/** Compares a run that is complete with the reference. */
	compare(shown: Trace): Compared | undefined {
		const reference = this.#reference;
		if (reference === undefined || reference.trace === shown) return undefined;
		return { reference, diff: diffTraces(reference.trace, shown), figures: traceFigures(shown) };
	}
}
