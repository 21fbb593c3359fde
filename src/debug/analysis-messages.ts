import type { RecordingHeader } from "../protocol/recording.ts";
import type { LineFault } from "./model/open-recording.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import type { TraceEvent } from "./model/trace-event.ts";

/** Page → analysis worker. */
export type ToAnalysis =
	/** Reads a recording; its text is kept for further replays. */
	| { readonly type: "open"; readonly source: string | Blob }
	/** Goes through what was opened; `run` comes back with every answer, and a newer run ends an older one. */
	| { readonly type: "replay"; readonly run: number; readonly options: ReplayOptions };

/** Analysis worker → page. */
export type FromAnalysis =
	| { readonly type: "reading"; readonly bytes: number }
	| {
			readonly type: "opened";
			readonly header: RecordingHeader;
			readonly entries: number;
			/** When the last message came, seconds. */
			readonly duration: number;
			readonly faults: readonly LineFault[];
			readonly faultCount: number;
			readonly stopped: string;
	  }
	| { readonly type: "failed"; readonly reason: string }
	/** What happened next; arrays change hands. `progress` is 0 … 1. */
	| {
			readonly type: "events";
			readonly run: number;
			readonly events: readonly TraceEvent[];
			readonly progress: number;
	  }
	| { readonly type: "done"; readonly run: number };
