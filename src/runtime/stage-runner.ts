import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import type { AvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import { FaceDirector } from "../motion/face-director.ts";
import type { FromPlayout } from "../protocol/playout-messages.ts";
import type { SessionToStage } from "../protocol/stage-messages.ts";
import type { RenderContext } from "../renderer/render-context.ts";
import { Stage } from "../renderer/stage.ts";
import { seconds } from "../util/time.ts";
import { unreachable } from "../util/unreachable.ts";
import { absoluteTime } from "./absolute-time.ts";
import { AvatarMover } from "./avatar-mover.ts";
import { FaceTiming } from "./face-timing.ts";
import { FramePace } from "./frame-pace.ts";
import { FrameStats } from "./frame-stats.ts";
import { PictureFeed } from "./picture-feed.ts";
import { StageActions } from "./stage-actions.ts";
import type { HostToStage, StageStart, StageToHost } from "./stage-host-messages.ts";
import { StagePorts } from "./stage-ports.ts";
import { appearanceOf, VisibleChange } from "./visible-change.ts";

/** Milliseconds between two reports of how the stage is doing. */
const STATS_INTERVAL_MS = 250;

/** Each so many frames one is timed: every look at the clock makes a number that is garbage. */
const TIMED_FRAMES = 8;

/**
 * The animation loop: face timing says which moment is heard, the face director what the face does then, the stage draws
 * it. The same code on the main thread and in a worker.
 */
export class StageRunner {
	readonly #tell: (message: StageToHost, transfer?: readonly object[]) => void;
	readonly #canvas: HTMLCanvasElement | OffscreenCanvas;
	readonly #stage: Stage;
	readonly #mover = new AvatarMover();
	readonly #actions: StageActions;
	readonly #director = new FaceDirector({
		random: Math.random,
		onAction: (name) => {
			this.#mover.body.play(name);
			this.#tell({ type: "action", name });
		},
		onInterrupt: () => this.#mover.body.interrupt(),
	});
	readonly #timing = new FaceTiming();
	readonly #stats = new FrameStats();
	readonly #weights = new Float32Array(BLENDSHAPE_COUNT);
	readonly #ports = new StagePorts();
	#loading = new AbortController();
	#mapping: AvatarMapping | undefined;
	readonly #reports: ReturnType<typeof setInterval>;
	/** An avatar that has been loaded and is told of when it has been drawn. */
	#arrived: StageToHost | undefined;
	readonly #pace = new FramePace(this.#timing, (timestamp) => this.#onAnimationFrame(timestamp));
	#isHidden = false;
	#untimed = 0;
	readonly #change = new VisibleChange(appearanceOf(this.#mover, this.#director, this.#weights));
	/** When the frame timed last began to be moved, milliseconds, and what that has cost. */
	#movedSince = 0;
	#cost = seconds(0);
	#tracing = false;
	#pose: Float32Array | undefined;
	#pictures: PictureFeed | undefined;

	/**
	 * @param context shared with other stages, whose maker disposes it; by default one of its own
	 * @throws Error if the canvas gives no WebGL 2 context
	 */
	constructor(
		canvas: HTMLCanvasElement | OffscreenCanvas,
		{ size, quality, adaptive }: StageStart,
		tell: (message: StageToHost) => void,
		context?: RenderContext,
	) {
		this.#tell = tell;
		this.#canvas = canvas;
		this.#stage = new Stage(canvas, {
			...size,
			quality,
			adaptive,
			...(context === undefined ? {} : { context }),
		});
		this.#actions = new StageActions(this.#mover.body, (url, message) =>
			tell({ type: "problem", url, message }),
		);
		this.#stage.contextLost.subscribe((lost) => {
			this.#change.force();
			tell({ type: "context", lost });
		});
		this.#reports = setInterval(() => this.#report(), STATS_INTERVAL_MS);
		this.#pace.ask();
	}

	/** A message of the main thread. */
	handle(message: HostToStage): void {
		if (message.type !== "clock") this.#change.force();
		switch (message.type) {
			case "session":
				this.#ports.listen<SessionToStage>("session", message.port, (told) => this.#director.handle(told));
				return;
			case "playout":
				this.#ports.listen<FromPlayout>("playout", message.port, (report) => this.#timing.reported(report));
				return;
			case "resize":
				this.#stage.setSize(message.width, message.height, message.pixelRatio);
				return;
			case "visible":
				this.#stage.setVisible(message.visible);
				this.#setHidden(message.pageHidden);
				return;
			case "avatar":
				void this.#load(this.#suitable(message), message.bytes);
				return;
			case "mapping":
				this.#mapping = message.mapping;
				return;
			case "framing":
				this.#stage.setFraming(message.framing);
				return;
			case "mood":
				this.#director.mood = message.mood;
				return;
			case "action-names":
				this.#mover.body.addNames(message.map);
				return;
			case "action-file":
				void this.#actions.load(message.name, message.url, message.bytes);
				return;
			case "reduced-motion":
				this.#director.reducedMotion = message.reduced;
				this.#mover.body.reducedMotion = message.reduced;
				return;
			case "pointer":
				this.#look(message.point);
				return;
			case "trim":
				this.#timing.trim = message.trim;
				return;
			case "trace":
				this.#tracing = message.on;
				return;
			case "pose":
				this.#pose = message.weights;
				return;
			case "face-tuning":
				this.#director.smoothing = message.smoothing;
				this.#director.expressionStrength = message.expressionStrength;
				return;
			case "pictures":
				this.#pictures?.dispose();
				this.#pictures = new PictureFeed(message.port);
				return;
			case "quality":
				this.#stage.setQuality(message.quality);
				return;
			case "frame-limit":
				this.#pace.limit(message.framesPerSecond);
				this.#stage.leastDelta = this.#pace.leastDelta;
				this.#change.isWatching = message.changesOnly;
				return;
			case "clock":
				this.#timing.clock(message);
				return;
			case "dispose":
				this.dispose();
				return;
			default:
				unreachable(message);
		}
	}

	/** Stops drawing and frees everything. Idempotent. */
	dispose(): void {
		this.#pace.dispose();
		clearInterval(this.#reports);
		this.#loading.abort();
		this.#actions.dispose();
		this.#ports.close();
		this.#pictures?.dispose();
		this.#stage.dispose();
	}

	/** A worker is given frames in a hidden tab, too: nothing is moved that nobody sees. */
	#setHidden(isHidden: boolean): void {
		this.#isHidden = isHidden;
		if (isHidden) {
			this.#pace.pause();
			this.#tellArrival();
		} else this.#pace.resume();
	}

	#onAnimationFrame(timestamp: DOMHighResTimeStamp): void {
		this.#pace.ask();
		this.#timing.frameTime = absoluteTime(timestamp);
		this.#timing.begin();
		if (!this.#pace.isDue()) return;
		const { delta } = this.#pace;
		const isTimed = this.#tracing || ++this.#untimed >= TIMED_FRAMES;
		if (isTimed) this.#movedSince = performance.now();
		this.#move(delta);
		if (isTimed) this.#addCost();
		if (!this.#change.isWorthDrawing()) return;
		this.#stats.add(this.#timing);
		this.#stage.render(delta);
		this.#pictures?.offer(this.#canvas, this.#timing.presentationTime);
		this.#tellArrival();
		if (this.#tracing) this.#trace();
	}

	#addCost(): void {
		this.#untimed = 0;
		this.#cost = seconds((performance.now() - this.#movedSince) / 1000);
		this.#stats.addCost(this.#cost);
	}

	#move(delta: number): void {
		const { mediaTime, utterance } = this.#timing;
		this.#director.update(delta, mediaTime, utterance, this.#weights);
		if (this.#pose !== undefined) this.#weights.set(this.#pose);
		this.#mover.move(delta, this.#director, this.#weights, this.#stage.avatar);
	}

	/** After its first frame, for which shaders are made and which may take a second; at once where none is drawn. */
	#tellArrival(): void {
		if (this.#arrived === undefined) return;
		this.#tell(this.#arrived);
		this.#arrived = undefined;
	}

	#look(point: { readonly x: number; readonly y: number } | undefined): void {
		const { yaw, pitch } = point === undefined ? { yaw: 0, pitch: 0 } : this.#stage.gazeAt(point.x, point.y);
		this.#stage.avatar?.lookAt(yaw, pitch);
	}

	/** The lighter model where every pixel and vertex costs processor time. */
	#suitable({ url, light }: { readonly url: string; readonly light?: string }): string {
		const { value } = this.#stage.quality;
		return light !== undefined && (value === "low" || value === "minimal") ? light : url;
	}

	async #load(url: string, bytes: ArrayBuffer | undefined): Promise<void> {
		this.#loading.abort();
		this.#loading = new AbortController();
		const { signal } = this.#loading;
		try {
			const avatar = await this.#stage.load(bytes ?? url, {
				signal,
				name: url,
				...(this.#mapping === undefined ? {} : { mapping: this.#mapping }),
				onProgress: (loaded, total) => this.#tell({ type: "progress", loaded, total }),
			});
			const { coverage, licence } = avatar;
			this.#actions.fit(avatar);
			this.#arrived = { type: "avatar", url, coverage, licence };
			this.#change.force();
			if (this.#isHidden) this.#tellArrival();
		} catch (cause) {
			if (signal.aborted) return;
			this.#tell({ type: "problem", url, message: cause instanceof Error ? cause.message : String(cause) });
		}
	}

	#report(): void {
		const now = absoluteTime(performance.now());
		const { badWeights, unknownExpressions } = this.#director.stats;
		const unknownCues = [...unknownExpressions.keys(), ...this.#mover.body.stats.unknown.keys()];
		const quality = this.#stage.quality.value;
		this.#tell({ type: "stats", stats: { ...this.#stats.take(now), quality, badWeights, unknownCues } });
	}

	#trace(): void {
		const { frameTime, presentationTime, utterance, mediaTime, offset, interval } = this.#timing;
		const weights = this.#weights.slice();
		const cost = this.#cost;
		const moment = { frameTime, presentationTime, utterance, mediaTime, offset, interval, cost };
		this.#tell({ type: "trace", trace: { ...moment, weights } });
	}
}
