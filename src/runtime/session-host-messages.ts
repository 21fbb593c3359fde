import type { SessionEvent } from "../session/session-event.ts";
import type { SessionTapEvent } from "../session/session-tap.ts";
import type { NetworkConditions } from "../session/simulated-line.ts";
import type {
	CommandResult,
	InterruptResult,
	SessionTuning,
	SpeakOptions,
	SpeechSessionStats,
} from "../session/speech-session-options.ts";
import type { Seconds } from "../util/time.ts";

/** Where the session's messages come from. Addresses are absolute. */
export type SessionSource =
	/** Under `gateway` lies `v1/sessions`. */
	| { readonly type: "gateway"; readonly gateway: string; readonly wire?: WireForm }
	/** A POST to `endpoint` answers with a session's grant, as the gateway's `v1/sessions` does; cookies of the same origin go along. */
	| { readonly type: "endpoint"; readonly endpoint: string; readonly wire?: WireForm }
	/** The page gets the grants itself, one for every session, new ones after an interruption of the line included. */
	| { readonly type: "provided"; readonly provide: SessionProvider; readonly wire?: WireForm }
	| { readonly type: "replay"; readonly recording: string };

/** `compact` (default) takes messages in the compact form where the gateway and this browser can; `json` as the vendor wrote them. */
export type WireForm = "compact" | "json";

/** Asks the application's own server for a session. The answer is checked as a gateway's would be. */
export type SessionProvider = () => unknown | Promise<unknown>;

/** {@link SessionSource} as it crosses to the worker: a function stays behind, as a port to it. */
export type RemoteSource =
	| Exclude<SessionSource, { readonly type: "provided" }>
	| { readonly type: "provided"; readonly provide: MessagePort; readonly wire?: WireForm };

/** What the main thread may ask of the session worker, by comlink. */
export interface SessionCommands {
	/**
	 * Once, first. Both ports are transferred: to the playout worklet, to the stage. `utterances` have been numbered
	 * already on these.
	 */
	connect(source: RemoteSource, playout: MessagePort, stage: MessagePort, utterances: number): void;
	/** Once, last: silence, and the line is let go. Settles when the other side can know. */
	disconnect(): Promise<void>;
	speak(text: string, options?: SpeakOptions): CommandResult;
	chat(text: string, options?: SpeakOptions): CommandResult;
	beginStream(options?: SpeakOptions): CommandResult;
	appendStream(fragment: string): CommandResult;
	endStream(): CommandResult;
	/** @param playhead presentation time that is being heard */
	interrupt(playhead?: Seconds): InterruptResult;
	/** For tools: `port` (transferred) hears a {@link TapMessage} of all that happens inside. */
	tap(port: MessagePort): void;
	/** For tools: turns what a developer may turn. */
	tune(tuning: SessionTuning): void;
	/** For tools: what the line between socket and session does from now on. */
	simulate(conditions: NetworkConditions): void;
	/** For tools: breaks the connection. */
	cut(): void;
}

/** Session worker → whoever looks on. `at` is seconds on `performance.now()` plus `performance.timeOrigin`. */
export type TapMessage = { readonly at: Seconds } & (
	| SessionTapEvent
	| { readonly type: "session"; readonly event: SessionEvent }
	/** Once a second. */
	| { readonly type: "stats"; readonly stats: SpeechSessionStats }
);

/** Session worker → main thread: what happened, and four times a second how things stand. */
export type SessionToHost =
	| SessionEvent
	| {
			readonly type: "stats";
			readonly stats: SpeechSessionStats;
			/** Downstream over the last second. */
			readonly bytesPerSecond: number;
	  };
