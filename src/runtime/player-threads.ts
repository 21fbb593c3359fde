import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { AudioOutput } from "./audio-output.ts";
import { canvasSize, watchCanvas } from "./canvas-watch.ts";
import type { SessionSource, SessionToHost } from "./session-host-messages.ts";
import { SessionLine } from "./session-line.ts";
import { createStageHost, type StageHost } from "./stage-host.ts";
import type { StageStart, StageToHost } from "./stage-host-messages.ts";

/** What the main thread is told by the others. */
export interface ThreadListeners {
	readonly session: (message: SessionToHost) => void;
	readonly stage: (message: StageToHost) => void;
	readonly playout: (report: PlayoutReport) => void;
	readonly clock: (reading: ClockReading) => void;
	/** The session worker did not load or has died. */
	readonly sessionFailed: (message: string) => void;
}

export interface PlayerThreadsOptions {
	/** Where the avatar is drawn; the stage owns its drawing from now on. */
	readonly canvas: HTMLCanvasElement;
	/** Absolute addresses. */
	readonly source: SessionSource;
	readonly quality: StageStart["quality"];
	/** Forces the stage's place; by default a worker where the browser can draw in one. */
	readonly place: StageHost["place"] | undefined;
	readonly listeners: ThreadListeners;
}

/**
 * The threads of a player: session worker, playout worklet and stage, introduced to each other by ports. Sound, face
 * frames and reports go from one to the other past this thread. Main thread.
 */
export class PlayerThreads {
	readonly audio: AudioOutput;
	readonly stage: StageHost;
	readonly session: SessionLine;
	readonly #ended = new AbortController();

	private constructor(audio: AudioOutput, stage: StageHost, options: PlayerThreadsOptions) {
		const { canvas, source, listeners } = options;
		this.audio = audio;
		this.stage = stage;
		const toStage = new MessageChannel();
		const toPlayout = new MessageChannel();
		const stageHears = new MessageChannel();
		audio.attach(toPlayout.port1);
		audio.attach(stageHears.port1);
		stage.post({ type: "session", port: toStage.port1 }, [toStage.port1]);
		stage.post({ type: "playout", port: stageHears.port2 }, [stageHears.port2]);
		this.session = new SessionLine({
			source,
			playout: toPlayout.port2,
			stage: toStage.port2,
			receive: listeners.session,
			failed: listeners.sessionFailed,
		});
		audio.onClock((reading) => {
			listeners.clock(reading);
			stage.post(reading);
		});
		audio.onReport(listeners.playout);
		watchCanvas(canvas, stage.post, this.#ended.signal);
	}

	/** Starts them all. Rejects if there is no sound to be had; a stage that cannot draw says so as a message. */
	static async open(options: PlayerThreadsOptions): Promise<PlayerThreads> {
		const { canvas, quality, place, listeners } = options;
		const audio = await AudioOutput.open();
		const start = { size: canvasSize(canvas), quality };
		const stage = await createStageHost({ canvas, start, place, receive: listeners.stage });
		return new PlayerThreads(audio, stage, options);
	}

	/** Ends them all. Idempotent. */
	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		this.session.dispose();
		this.stage.dispose();
		this.audio.dispose();
	}
}
