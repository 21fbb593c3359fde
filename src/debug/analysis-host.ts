import type { RecordingEntry } from "../protocol/recording.ts";
import type { TypedPort } from "../util/typed-port.ts";
import type { FromAnalysis, ToAnalysis } from "./analysis-messages.ts";
import { Replay } from "./model/replay.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import type { TraceEvent } from "./model/trace-event.ts";
import { readRecordingStream } from "./read-recording-stream.ts";

/** Seconds of trace in a message to the page: small enough that taking it in costs no frame. */
const BATCH = 2;

/** Worker of the debug view: reads recordings, and goes through them. */
export class AnalysisHost {
	readonly #port: TypedPort<FromAnalysis, ToAnalysis>;
	#entries: readonly RecordingEntry[] = [];
	#run = 0;

	constructor(port: TypedPort<FromAnalysis, ToAnalysis>) {
		this.#port = port;
		port.listen((message) => {
			if (message.type === "open") void this.#open(message.source);
			else void this.#replay(message.run, message.options);
		});
	}

	async #open(source: string | Blob): Promise<void> {
		try {
			const opened = await readRecordingStream(source, (bytes) =>
				this.#port.post({ type: "reading", bytes }),
			);
			this.#entries = opened.entries;
			const { header, entries, faults, faultCount, stopped } = opened;
			if (entries.length === 0) {
				const first = faults[0];
				const why = stopped || (first === undefined ? "it is empty." : `line ${first.line}: ${first.reason}`);
				this.#port.post({ type: "failed", reason: `This is no recording: ${why}` });
				return;
			}
			const duration = entries.at(-1)?.at ?? 0;
			this.#port.post({
				type: "opened",
				header,
				entries: entries.length,
				duration,
				faults,
				faultCount,
				stopped,
			});
		} catch (cause) {
			this.#port.post({ type: "failed", reason: cause instanceof Error ? cause.message : String(cause) });
		}
	}

	async #replay(run: number, options: ReplayOptions): Promise<void> {
		this.#run = run;
		const { readPinyin } = await import("../lipsync/pinyin.ts");
		const replay = new Replay(this.#entries, options, readPinyin);
		for (let events = replay.advance(BATCH); events !== undefined; events = replay.advance(BATCH)) {
			// A newer run may have been asked for while this one calculated.
			await new Promise((resolve) => setTimeout(resolve));
			if (run !== this.#run) return;
			this.#port.post({ type: "events", run, events, progress: replay.progress }, buffersOf(events));
		}
		this.#port.post({ type: "done", run });
	}
}

function buffersOf(events: readonly TraceEvent[]): ArrayBufferLike[] {
	return events.flatMap((event) => {
		if (event.type === "frame") return [event.frame.weights.buffer];
		if (event.type === "face") return [event.weights.buffer];
		return event.type === "part" ? [event.part.samples.buffer, event.part.face.weights.buffer] : [];
	});
}
