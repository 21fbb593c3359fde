import { Scene, Texture } from "three";
import { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import type { Avatar } from "./avatar.ts";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import { type Background, backgroundOf, coverWith } from "./background.ts";
import type { Framing } from "./framing.ts";
import { type LoadAvatarOptions, loadAvatar } from "./load-avatar.ts";
import { pixelRatioAt, QUALITY_STEPS, type QualityName, qualityStep, startingQuality } from "./quality.ts";
import { QualityGovernor } from "./quality-governor.ts";
import { type PictureContext, RenderContext } from "./render-context.ts";
import { StageCamera } from "./stage-camera.ts";
import { StageLights } from "./stage-lights.ts";

export interface StageOptions {
	/** CSS pixels; default the canvas's own size. */
	readonly width?: number;
	readonly height?: number;
	/** Device pixels per CSS pixel; capped by quality. Default 1. */
	readonly pixelRatio?: number;
	/** Default transparent. */
	readonly background?: Background;
	/** Default "bust". */
	readonly framing?: Framing;
	/** Where the quality starts; "auto" (the default) is high with a graphics card and low without. */
	readonly quality?: QualityName | "auto";
	/** Whether slow frames lower the quality; default true. */
	readonly adaptive?: boolean;
	/** A context that several stages share and that its maker disposes; the canvas then only takes the pictures. */
	readonly context?: RenderContext;
}

/** What the stage has drawn, and what its context holds. */
export interface StageStats {
	readonly frames: number;
	readonly drawCalls: number;
	readonly triangles: number;
	readonly geometries: number;
	readonly textures: number;
	readonly contextLosses: number;
}

const NOBODY: AvatarAnchors = {
	crown: 1,
	chin: 0,
	ground: -1,
	waist: -1,
	x: 0,
	front: 0.5,
	headWidth: 0.8,
	width: 1.6,
};

/**
 * Scene, camera and lights for one avatar on one canvas, on the thread that owns it: touches neither `document` nor
 * `window`. Sizes, visibility and pointer come by method call; the caller owns the animation loop.
 */
export class Stage {
	readonly quality: Signal<QualityName>;
	/** True between the loss of the graphics context and its return; nothing is drawn then. */
	readonly contextLost: Signal<boolean>;
	readonly #canvas: HTMLCanvasElement | OffscreenCanvas;
	readonly #context: RenderContext;
	/** Present if the context is shared: what takes the pictures. */
	readonly #picture: PictureContext | undefined;
	readonly #scene = new Scene();
	readonly #camera = new StageCamera();
	readonly #lights = new StageLights();
	readonly #governor = new QualityGovernor();
	readonly #adaptive: boolean;
	readonly #ignoreContext: () => void;
	#avatar: Avatar | undefined;
	#framing: Framing;
	#orbit = { yaw: 0, pitch: 0 };
	#width: number;
	#height: number;
	#pixelRatio: number;
	#resized = true;
	#visible = true;
	#frames = 0;
	#disposed = false;

	/** @throws Error if the canvas gives no WebGL 2 context, or no 2D context where a shared one draws */
	constructor(canvas: HTMLCanvasElement | OffscreenCanvas, options: StageOptions = {}) {
		const { quality = "auto", framing = "bust", adaptive = true, context } = options;
		const antialias = quality === "auto" || qualityStep(quality).step.antialias;
		this.#canvas = canvas;
		this.#context = context ?? new RenderContext(canvas, { antialias });
		this.#picture = context === undefined ? undefined : pictureContext(canvas);
		this.contextLost = this.#context.contextLost;
		this.quality = new Signal(quality === "auto" ? startingQuality(this.#context.name) : quality);
		this.#adaptive = adaptive;
		this.#framing = framing;
		this.#width = options.width ?? canvas.width;
		this.#height = options.height ?? canvas.height;
		this.#pixelRatio = options.pixelRatio ?? 1;
		this.#scene.add(this.#lights.object);
		this.setBackground(options.background ?? { type: "transparent" });
		// Now, and when a lost context has come back without its image-based light.
		this.#ignoreContext = this.contextLost.subscribe((lost) => {
			if (!lost) this.setQuality(this.quality.value);
		});
	}

	get avatar(): Avatar | undefined {
		return this.#avatar;
	}

	get stats(): StageStats {
		const { memory, render } = this.#context.renderer.info;
		return {
			frames: this.#frames,
			drawCalls: render.calls,
			triangles: render.triangles,
			geometries: memory.geometries,
			textures: memory.textures,
			contextLosses: this.#context.losses,
		};
	}

	/** Loads an avatar and shows it from the next frame on; on failure the one before stays. */
	async load(
		source: string | ArrayBuffer,
		options: Omit<LoadAvatarOptions, "renderer"> = {},
	): Promise<Avatar> {
		const avatar = await loadAvatar(source, { ...options, renderer: this.#context.renderer });
		if (this.#disposed || options.signal?.aborted === true) {
			avatar.dispose();
			options.signal?.throwIfAborted();
			throw new DOMException("The stage has been disposed.", "AbortError");
		}
		this.setAvatar(avatar);
		return avatar;
	}

	/** Shows an avatar from the next frame on. The stage owns it: it disposes the one before, and this one in the end. */
	setAvatar(avatar: Avatar | undefined): void {
		if (avatar === this.#avatar) return;
		this.#avatar?.dispose();
		this.#avatar = avatar;
		if (avatar !== undefined) this.#scene.add(avatar.object);
		this.#lights.aimAt(avatar?.anchors ?? NOBODY);
		this.#governor.reset();
		this.#placeCamera();
	}

	/** CSS pixels and device pixels per CSS pixel; taken up by the next frame. */
	setSize(width: number, height: number, pixelRatio: number = this.#pixelRatio): void {
		this.#width = width;
		this.#height = height;
		this.#pixelRatio = pixelRatio;
		this.#resized = true;
		this.#placeCamera();
	}

	setFraming(framing: Framing): void {
		this.#framing = framing;
		this.#placeCamera();
	}

	/** Walks the camera around the head: radians, yaw > 0 shows the character's left side, pitch > 0 looks down on it. */
	setOrbit(yaw: number, pitch: number): void {
		this.#orbit = { yaw, pitch };
		this.#placeCamera();
	}

	setBackground(background: Background): void {
		const before = this.#scene.background;
		this.#scene.background = backgroundOf(background);
		if (before instanceof Texture) before.dispose();
		this.#fitBackground();
	}

	/** While hidden, {@link render} does nothing. */
	setVisible(visible: boolean): void {
		this.#visible = visible;
		this.#governor.reset();
	}

	/** Seconds between two calls of {@link render} at least: frames that are not asked for are not slow. */
	set leastDelta(leastDelta: number) {
		this.#governor.leastDelta = leastDelta;
		this.#governor.reset();
	}

	/** Sets the quality now; slow frames may lower it later. */
	setQuality(name: QualityName): void {
		const { step } = qualityStep(name);
		this.quality.value = name;
		this.#governor.reset();
		this.#lights.setQuality(step);
		this.#scene.environment = step.environment ? this.#context.environment : null;
		this.setSize(this.#width, this.#height, this.#pixelRatio);
	}

	/**
	 * Where the avatar has to look to look at a point of the picture, radians for `Avatar.lookAt`.
	 * @param x −1 … 1 from the left edge to the right
	 * @param y −1 … 1 from the lower edge to the upper
	 */
	gazeAt(x: number, y: number): { readonly yaw: number; readonly pitch: number } {
		return this.#camera.gazeAt(x, y);
	}

	/** Advances the avatar by `delta` and draws one frame. Call once per animation frame; allocates nothing of its own. */
	render(delta: Seconds): void {
		if (this.#disposed || this.contextLost.value || !this.#visible) return;
		if (!(this.#width > 0 && this.#height > 0)) return;
		if (this.#adaptive && this.#governor.observe(delta)) this.#stepDown();
		if (this.#resized) this.#resizeCanvas();
		this.#avatar?.update(delta);
		this.#draw();
		this.#frames++;
	}

	/** Frees everything, the avatar and a graphics context of its own included. Idempotent. */
	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#ignoreContext();
		this.setAvatar(undefined);
		this.setBackground({ type: "transparent" });
		this.#lights.dispose();
		if (this.#picture === undefined) this.#context.dispose();
	}

	/** Only just before drawing: a canvas that is resized is empty, and would be seen so. */
	#resizeCanvas(): void {
		this.#resized = false;
		const { step } = qualityStep(this.quality.value);
		const ratio = pixelRatioAt(step, this.#width, this.#height, this.#pixelRatio);
		if (this.#picture === undefined) {
			this.#context.renderer.setPixelRatio(ratio);
			this.#context.renderer.setSize(this.#width, this.#height, false);
		} else {
			this.#canvas.width = Math.max(1, Math.floor(this.#width * ratio));
			this.#canvas.height = Math.max(1, Math.floor(this.#height * ratio));
		}
	}

	#draw(): void {
		const { object: camera } = this.#camera;
		if (this.#picture === undefined) this.#context.renderer.render(this.#scene, camera);
		else this.#context.drawInto(this.#picture, this.#scene, camera, this.#canvas.width, this.#canvas.height);
	}

	#stepDown(): void {
		const next = QUALITY_STEPS[qualityStep(this.quality.value).number + 1];
		if (next !== undefined) this.setQuality(next.name);
	}

	#placeCamera(): void {
		const aspect = this.#width > 0 && this.#height > 0 ? this.#width / this.#height : 1;
		this.#camera.place(this.#avatar?.anchors ?? NOBODY, this.#framing, aspect, this.#orbit);
		this.#fitBackground();
	}

	#fitBackground(): void {
		const { background } = this.#scene;
		if (background instanceof Texture && this.#height > 0) {
			if (!("isDataTexture" in background)) coverWith(background, this.#width / this.#height);
		}
	}
}

function pictureContext(canvas: HTMLCanvasElement | OffscreenCanvas): PictureContext {
	// The two kinds of canvas have overloads that do not unite.
	const context = (canvas as HTMLCanvasElement).getContext("2d");
	if (context === null) throw new Error("The canvas gives no 2D context.");
	return context;
}
