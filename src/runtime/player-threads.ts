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
	readonly quality: StageStart["quality"];
	/** Whether slow frames lower it. */
	readonly adaptive: boolean;
	/** Forces the stage's place; by default a worker where the browser can draw in one. */
	readonly place: StageHost["place"] | undefined;
	/** Absolute address of a sheet of pictures, for the place "sprite". */
	readonly sprite?: string | undefined;
	/** Whether the stage shares its graphics context with others of the page. */
	readonly shared: boolean;
	/** Absolute folder of worker and worklet files that the page's host serves itself. */
	readonly assets: string | undefined;
	readonly listeners: ThreadListeners;
}

/**
 * The threads of a player: session worker, playout worklet and stage, introduced to each other by ports. Sound, face
 * frames and reports go from one to the other past this thread. Main thread.
 */
export class PlayerThreads {
	readonly audio: AudioOutput;
	readonly stage: StageHost;
	readonly #options: PlayerThreadsOptions;
	readonly #ended = new AbortController();
	#session: SessionLine | undefined;
	/** Number of the latest utterance that was told of. */
	#utterances = 0;

	private constructor(audio: AudioOutput, stage: StageHost, options: PlayerThreadsOptions) {
		const { canvas, listeners } = options;
		this.audio = audio;
		this.stage = stage;
		this.#options = options;
		const stageHears = new MessageChannel();
		audio.attach(stageHears.port1);
		stage.post({ type: "playout", port: stageHears.port2 }, [stageHears.port2]);
		audio.onClock((reading) => {
			listeners.clock(reading);
			stage.post(reading);
		});
		audio.onReport(listeners.playout);
		watchCanvas(canvas, stage.post, this.#ended.signal);
	}

	/** The conversation's commands; `undefined` while there is none. */
	get session(): SessionLine["commands"] | undefined {
		return this.#session?.commands;
	}

	/** Begins a conversation, in the place of the one before. */
	connect(source: SessionSource): void {
		if (this.#ended.signal.aborted) return;
		this.#session?.dispose();
		const toStage = new MessageChannel();
		const toPlayout = new MessageChannel();
		const ended = this.audio.attach(toPlayout.port1);
		this.stage.post({ type: "session", port: toStage.port1 }, [toStage.port1]);
		const { listeners, assets } = this.#options;
		const line = new SessionLine({
			source,
			assets,
			playout: toPlayout.port2,
			stage: toStage.port2,
			utterances: this.#utterances,
			// One that is still saying goodbye has no say in how its successor is.
			receive: (message) => {
				if (this.#session === undefined || this.#session === line) this.#fromSession(message);
			},
			failed: listeners.sessionFailed,
			ended,
		});
		this.#session = line;
	}

	/** Ends the conversation; sound, stage and avatar stay. */
	async disconnect(): Promise<void> {
		const session = this.#session;
		this.#session = undefined;
		await session?.close();
	}

	/** Starts sound and stage. Rejects if there is no sound to be had; a stage that cannot draw says so as a message. */
	static async open(options: PlayerThreadsOptions): Promise<PlayerThreads> {
		const { canvas, quality, adaptive, place, sprite, shared, assets, listeners } = options;
		const audio = await AudioOutput.open({ assets });
		const start = { size: canvasSize(canvas), quality, adaptive, shared };
		const stage = await createStageHost({ canvas, start, place, sprite, assets, receive: listeners.stage });
		return new PlayerThreads(audio, stage, options);
	}

	/** Ends them all. Idempotent. */
	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		this.#session?.dispose();
		this.stage.dispose();
		this.audio.dispose();
	}

	#fromSession(message: SessionToHost): void {
		if ("utterance" in message && message.utterance !== undefined)
			this.#utterances = Math.max(this.#utterances, message.utterance);
		this.#options.listeners.session(message);
	}
}
