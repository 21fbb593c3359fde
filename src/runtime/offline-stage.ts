import type { FaceDirector } from "../motion/face-director.ts";
import type { Background } from "../renderer/background.ts";
import type { Framing } from "../renderer/framing.ts";
import type { QualityName } from "../renderer/quality.ts";
import { Stage } from "../renderer/stage.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { AvatarMover } from "./avatar-mover.ts";

export interface OfflineStageOptions {
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** The model: its address, absolute, or what is in its file. */
	readonly avatar: string | ArrayBuffer;
	/** Default "head". */
	readonly framing?: Framing | undefined;
	readonly background?: Background | undefined;
	/** Default "high": nobody waits for a frame. */
	readonly quality?: QualityName | undefined;
}

/** Frames in which hair and cloth come to rest before the first one is taken, and their length in seconds. */
const SETTLING_FRAMES = 30;
const SETTLING_STEP = 1 / 30;

/** A stage without a clock: every frame is drawn when it is asked for, on an imagined time. In a worker, or on main. */
export class OfflineStage {
	readonly canvas: OffscreenCanvas;
	readonly #stage: Stage;
	readonly #mover = new AvatarMover();
	#delta = seconds(0);

	private constructor(canvas: OffscreenCanvas, stage: Stage) {
		this.canvas = canvas;
		this.#stage = stage;
	}

	/** @throws {AssetError} if the model cannot be loaded; Error if there is no WebGL 2 */
	static async open(options: OfflineStageOptions): Promise<OfflineStage> {
		const { width, height, avatar, framing = "head", background, quality = "high" } = options;
		const canvas = new OffscreenCanvas(width, height);
		const stage = new Stage(canvas, {
			framing,
			quality,
			adaptive: false,
			...(background === undefined ? {} : { background }),
		});
		try {
			const loaded = await stage.load(avatar, typeof avatar === "string" ? { name: avatar } : {});
			for (let frame = 0; frame < SETTLING_FRAMES; frame++) loaded.update(seconds(SETTLING_STEP));
		} catch (cause) {
			stage.dispose();
			throw cause;
		}
		return new OfflineStage(canvas, stage);
	}

	/** An action begins. */
	play(name: string): void {
		this.#mover.body.play(name);
	}

	/** What was said is over before its end: its actions are, too. */
	interrupt(): void {
		this.#mover.body.interrupt();
	}

	/** Moves the avatar on by `delta` seconds to the face `weights`, and to the director's head, breath and actions. */
	move(delta: Seconds, director: FaceDirector, weights: Float32Array): void {
		this.#mover.move(delta, director, weights, this.#stage.avatar);
		this.#delta = delta;
	}

	/** Draws what was moved last; else {@link pass} has to be called, so that hair and cloth move on, too. */
	draw(): void {
		this.#stage.render(this.#delta);
	}

	/** Lets a frame go by that nobody is to see. */
	pass(): void {
		this.#stage.avatar?.update(this.#delta);
	}

	dispose(): void {
		this.#stage.dispose();
	}
}
