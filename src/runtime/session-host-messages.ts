import type { SessionEvent } from "../session/session-event.ts";
import type {
	CommandResult,
	InterruptResult,
	SpeakOptions,
	SpeechSessionStats,
} from "../session/speech-session-options.ts";
import type { Seconds } from "../util/time.ts";

/** Where the session's messages come from. Addresses are absolute. */
export type SessionSource =
	/** Under `gateway` lies `v1/sessions`. */
	| { readonly type: "gateway"; readonly gateway: string }
	| { readonly type: "replay"; readonly recording: string };

/** What the main thread may ask of the session worker, by comlink. */
export interface SessionCommands {
	/** Once, first. Both ports are transferred: to the playout worklet, to the stage. */
	connect(source: SessionSource, playout: MessagePort, stage: MessagePort): void;
	speak(text: string, options?: SpeakOptions): CommandResult;
	chat(text: string, options?: SpeakOptions): CommandResult;
	beginStream(options?: SpeakOptions): CommandResult;
	appendStream(fragment: string): CommandResult;
	endStream(): CommandResult;
	/** @param playhead presentation time that is being heard */
	interrupt(playhead?: Seconds): InterruptResult;
}

/** Session worker → main thread: what happened, and four times a second how things stand. */
export type SessionToHost =
	| SessionEvent
	| {
			readonly type: "stats";
			readonly stats: SpeechSessionStats;
			/** Downstream over the last second. */
			readonly bytesPerSecond: number;
	  };
