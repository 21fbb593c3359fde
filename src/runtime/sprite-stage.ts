import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../lipsync/blendshapes.ts";
import { FaceDirector } from "../motion/face-director.ts";
import type { FromPlayout } from "../protocol/playout-messages.ts";
import type { SessionToStage } from "../protocol/stage-messages.ts";
import { drawSprite, loadSpriteSheet, nearestMouth, type SpriteSheet } from "../renderer/sprite-sheet.ts";
import type { Seconds } from "../util/time.ts";
import { absoluteTime } from "./absolute-time.ts";
import { FaceTiming } from "./face-timing.ts";
import { FrameStats } from "./frame-stats.ts";
import type { HostToStage, StageStart, StageToHost } from "./stage-host-messages.ts";
import { StagePorts } from "./stage-ports.ts";

/** Milliseconds between two reports of how the stage is doing. */
const STATS_INTERVAL_MS = 250;
/** Seconds between two pictures: lips need no more, and the machine that this is for has none to give. */
const LEAST_DELTA = 1 / 30;
const LONGEST_DELTA = 0.1;
/** Weight of a blink from which on the eyes are closed. */
const CLOSED = 0.55;

/**
 * The stage of machines that cannot draw three dimensions: pictures of the face, the one whose mouth is most like what is
 * heard. The same clock and the same face as the other stage; no body. Main thread.
 */
export class SpriteStage {
	readonly #canvas: HTMLCanvasElement;
	readonly #context: CanvasRenderingContext2D;
	readonly #tell: (message: StageToHost) => void;
	readonly #director = new FaceDirector({ random: Math.random, onAction: () => {}, onInterrupt: () => {} });
	readonly #timing = new FaceTiming();
	readonly #stats = new FrameStats();
	readonly #weights = new Float32Array(BLENDSHAPE_COUNT);
	readonly #ports = new StagePorts();
	readonly #reports: ReturnType<typeof setInterval>;
	#sheet: SpriteSheet | undefined;
	#shown = -1;
	#isVisible = true;
	#elapsed = 0;
	#frame = 0;

	/** @param sheet absolute address of a sheet's description. @throws Error if the canvas gives no 2D context */
	constructor(
		canvas: HTMLCanvasElement,
		{ size }: StageStart,
		sheet: string,
		tell: (message: StageToHost) => void,
	) {
		const context = canvas.getContext("2d");
		if (context === null) throw new Error("The canvas gives no 2D context.");
		this.#canvas = canvas;
		this.#context = context;
		this.#tell = tell;
		this.#resize(size.width, size.height, size.pixelRatio);
		this.#reports = setInterval(() => this.#report(), STATS_INTERVAL_MS);
		this.#frame = requestAnimationFrame(this.#onAnimationFrame);
		void this.#load(sheet);
	}

	/** A message of the main thread. What is for three dimensions alone is passed over. */
	handle(message: HostToStage): void {
		switch (message.type) {
			case "session":
				this.#ports.listen<SessionToStage>("session", message.port, (told) => this.#director.handle(told));
				return;
			case "playout":
				this.#ports.listen<FromPlayout>("playout", message.port, (report) => this.#timing.reported(report));
				return;
			case "resize":
				this.#resize(message.width, message.height, message.pixelRatio);
				return;
			case "visible":
				this.#isVisible = message.visible;
				return;
			case "mood":
				this.#director.mood = message.mood;
				return;
			case "reduced-motion":
				this.#director.reducedMotion = message.reduced;
				return;
			case "trim":
				this.#timing.trim = message.trim;
				return;
			case "clock":
				this.#timing.clock(message);
				return;
			case "dispose":
				this.dispose();
				return;
			default:
		}
	}

	/** Idempotent. */
	dispose(): void {
		cancelAnimationFrame(this.#frame);
		clearInterval(this.#reports);
		this.#ports.close();
		this.#sheet?.image.close();
		this.#sheet = undefined;
	}

	#resize(width: number, height: number, pixelRatio: number): void {
		this.#canvas.width = Math.max(1, Math.round(width * pixelRatio));
		this.#canvas.height = Math.max(1, Math.round(height * pixelRatio));
		this.#shown = -1;
	}

	async #load(url: string): Promise<void> {
		try {
			this.#sheet = await loadSpriteSheet(url);
			this.#tell({ type: "drawn-flat", url });
		} catch (cause) {
			this.#tell({ type: "failed", message: cause instanceof Error ? cause.message : String(cause) });
		}
	}

	readonly #onAnimationFrame = (timestamp: DOMHighResTimeStamp): void => {
		this.#frame = requestAnimationFrame(this.#onAnimationFrame);
		this.#timing.frameTime = absoluteTime(timestamp);
		this.#timing.begin();
		this.#elapsed += this.#timing.delta;
		if (this.#elapsed + this.#timing.interval / 2 < LEAST_DELTA) return;
		this.#stats.add(this.#timing);
		const { mediaTime, utterance } = this.#timing;
		this.#director.update(Math.min(this.#elapsed, LONGEST_DELTA), mediaTime, utterance, this.#weights);
		this.#elapsed = 0;
		if (this.#sheet !== undefined && this.#isVisible) this.#draw(this.#sheet);
	};

	/** Only when it has changed: a face at rest costs nothing. */
	#draw(sheet: SpriteSheet): void {
		const mouth = nearestMouth(sheet, this.#weights);
		const isClosed = (this.#weights[BLENDSHAPE_INDEX.eyeBlinkLeft] ?? 0) > CLOSED;
		const picture = 2 * mouth + Number(isClosed);
		if (picture === this.#shown) return;
		this.#shown = picture;
		drawSprite(this.#context, sheet, mouth, isClosed);
	}

	#report(): void {
		const now: Seconds = absoluteTime(performance.now());
		const summary = { ...this.#stats.take(now), quality: "minimal" as const, badWeights: 0, unknownCues: [] };
		this.#tell({ type: "stats", stats: summary });
	}
}
