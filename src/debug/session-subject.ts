import type { ReplayOptions } from "./model/replay-options.ts";
import type { Trace } from "./model/trace.ts";

/** What is open at this moment, for those who save it or compare it. */
export interface SessionSubject {
	readonly trace: Trace;
	/** All of it is there. */
	readonly isComplete: boolean;
	readonly selection: readonly [number, number] | undefined;
	readonly options: ReplayOptions;
	/** What is open, as a file would be called, without an ending. */
	readonly name: string;
	/** The model whose face is shown: its address, or its file. */
	readonly avatar: string | Blob;
}
