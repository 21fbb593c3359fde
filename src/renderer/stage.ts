import {
	NeutralToneMapping,
	PCFShadowMap,
	PerspectiveCamera,
	Scene,
	Texture,
	Vector3,
	WebGLRenderer,
} from "three";
import { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import type { Avatar } from "./avatar.ts";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import { type Background, backgroundOf, coverWith } from "./background.ts";
import { FIELD_OF_VIEW, type Framing, placeCamera } from "./framing.ts";
import { type LoadAvatarOptions, loadAvatar } from "./load-avatar.ts";
import { pixelRatioAt, QUALITY_STEPS, type QualityName, qualityStep, startingQuality } from "./quality.ts";
import { QualityGovernor } from "./quality-governor.ts";
import { StageLights } from "./stage-lights.ts";
import { StudioEnvironment } from "./studio-environment.ts";

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
}

/** What the stage has drawn and holds. */
export interface StageStats {
	readonly frames: number;
	readonly drawCalls: number;
	readonly triangles: number;
	readonly geometries: number;
	readonly textures: number;
	readonly contextLosses: number;
}

const UNKNOWN_AVATAR: AvatarAnchors = {
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
 * Renderer, scene, camera and lights for one avatar on one canvas, on the thread that owns it: touches neither
 * `document` nor `window`. Sizes, visibility and pointer come by method call; the caller owns the animation loop.
 */
export class Stage {
	readonly quality: Signal<QualityName>;
	/** True between the loss of the graphics context and its return; nothing is drawn then. */
	readonly contextLost = new Signal(false);
	readonly #canvas: HTMLCanvasElement | OffscreenCanvas;
	readonly #renderer: WebGLRenderer;
	readonly #scene = new Scene();
	readonly #camera = new PerspectiveCamera(FIELD_OF_VIEW, 1);
	readonly #lights = new StageLights();
	readonly #governor = new QualityGovernor();
	readonly #adaptive: boolean;
	readonly #target = new Vector3();
	#environment: StudioEnvironment | undefined;
	#avatar: Avatar | undefined;
	#framing: Framing;
	#orbit = { yaw: 0, pitch: 0 };
	#width: number;
	#height: number;
	#pixelRatio: number;
	#visible = true;
	#frames = 0;
	#contextLosses = 0;
	#disposed = false;

	/** @throws Error if the canvas gives no WebGL 2 context */
	constructor(canvas: HTMLCanvasElement | OffscreenCanvas, options: StageOptions = {}) {
		const { quality = "auto", framing = "bust", adaptive = true } = options;
		this.#canvas = canvas;
		this.#renderer = new WebGLRenderer({
			canvas,
			alpha: true,
			antialias: quality === "auto" || qualityStep(quality).step.antialias,
			powerPreference: "high-performance",
		});
		this.#renderer.toneMapping = NeutralToneMapping;
		this.#renderer.shadowMap.enabled = true;
		this.#renderer.shadowMap.type = PCFShadowMap;
		this.#scene.add(this.#lights.object);
		const start = quality === "auto" ? startingQuality(rendererName(this.#renderer)) : quality;
		this.quality = new Signal<QualityName>(start);
		this.#adaptive = adaptive;
		this.#framing = framing;
		this.#width = options.width ?? canvas.width;
		this.#height = options.height ?? canvas.height;
		this.#pixelRatio = options.pixelRatio ?? 1;
		canvas.addEventListener("webglcontextlost", this.#onContextLost);
		canvas.addEventListener("webglcontextrestored", this.#onContextRestored);
		this.setBackground(options.background ?? { type: "transparent" });
		this.setQuality(start);
	}

	get avatar(): Avatar | undefined {
		return this.#avatar;
	}

	get stats(): StageStats {
		const { memory, render } = this.#renderer.info;
		return {
			frames: this.#frames,
			drawCalls: render.calls,
			triangles: render.triangles,
			geometries: memory.geometries,
			textures: memory.textures,
			contextLosses: this.#contextLosses,
		};
	}

	/** Loads an avatar and shows it from the next frame on; on failure the one before stays. */
	async load(
		source: string | ArrayBuffer,
		options: Omit<LoadAvatarOptions, "renderer"> = {},
	): Promise<Avatar> {
		const avatar = await loadAvatar(source, { ...options, renderer: this.#renderer });
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
		this.#lights.aimAt(avatar?.anchors ?? UNKNOWN_AVATAR);
		this.#governor.reset();
		this.#placeCamera();
	}

	/** CSS pixels and device pixels per CSS pixel. */
	setSize(width: number, height: number, pixelRatio: number = this.#pixelRatio): void {
		this.#width = width;
		this.#height = height;
		this.#pixelRatio = pixelRatio;
		if (!(width > 0 && height > 0)) return;
		const { step } = qualityStep(this.quality.value);
		this.#renderer.setPixelRatio(pixelRatioAt(step, width, height, pixelRatio));
		this.#renderer.setSize(width, height, false);
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

	/** Sets the quality now; slow frames may lower it later. */
	setQuality(name: QualityName): void {
		const { step } = qualityStep(name);
		this.quality.value = name;
		this.#governor.reset();
		this.#lights.setQuality(step);
		if (step.environment) this.#environment ??= new StudioEnvironment(this.#renderer);
		this.#scene.environment = step.environment ? (this.#environment?.texture ?? null) : null;
		this.setSize(this.#width, this.#height, this.#pixelRatio);
	}

	/**
	 * Where the avatar has to look to look at a point of the picture, radians for `Avatar.lookAt`.
	 * @param x −1 … 1 from the left edge to the right
	 * @param y −1 … 1 from the lower edge to the upper
	 */
	gazeAt(x: number, y: number): { readonly yaw: number; readonly pitch: number } {
		const { crown, chin } = this.#avatar?.anchors ?? UNKNOWN_AVATAR;
		const eyes = chin + 0.55 * (crown - chin);
		const half = this.#camera.position.distanceTo(this.#target) * Math.tan((FIELD_OF_VIEW * Math.PI) / 360);
		const depth = this.#camera.position.distanceTo(this.#target);
		return {
			yaw: Math.atan2(x * half * this.#camera.aspect, depth) + this.#orbit.yaw,
			pitch: Math.atan2(eyes - (this.#target.y + y * half), depth),
		};
	}

	/** Advances the avatar by `delta` and draws one frame. Call once per animation frame; allocates nothing of its own. */
	render(delta: Seconds): void {
		if (this.#disposed || this.contextLost.value || !this.#visible) return;
		if (!(this.#width > 0 && this.#height > 0)) return;
		this.#avatar?.update(delta);
		this.#renderer.render(this.#scene, this.#camera);
		this.#frames++;
		if (this.#adaptive && this.#governor.observe(delta)) this.#stepDown();
	}

	/** Frees everything, the avatar and the graphics context included. Idempotent. */
	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.setAvatar(undefined);
		this.setBackground({ type: "transparent" });
		this.#canvas.removeEventListener("webglcontextlost", this.#onContextLost);
		this.#canvas.removeEventListener("webglcontextrestored", this.#onContextRestored);
		this.#environment?.dispose();
		this.#lights.dispose();
		this.#renderer.dispose();
		// A page has about 16 contexts: one that waits for the garbage collector takes another's place.
		this.#renderer.forceContextLoss();
	}

	#stepDown(): void {
		const next = QUALITY_STEPS[qualityStep(this.quality.value).number + 1];
		if (next !== undefined) this.setQuality(next.name);
	}

	#placeCamera(): void {
		const aspect = this.#width > 0 && this.#height > 0 ? this.#width / this.#height : 1;
		const place = placeCamera(this.#avatar?.anchors ?? UNKNOWN_AVATAR, this.#framing, aspect);
		const { yaw, pitch } = this.#orbit;
		this.#target.set(place.x, place.y, place.targetZ);
		this.#camera.position
			.set(Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch))
			.multiplyScalar(place.distance)
			.add(this.#target);
		this.#camera.aspect = aspect;
		this.#camera.near = place.distance / 20;
		this.#camera.far = place.distance * 20;
		this.#camera.lookAt(this.#target);
		this.#camera.updateProjectionMatrix();
		this.#fitBackground();
	}

	#fitBackground(): void {
		const { background } = this.#scene;
		if (background instanceof Texture && this.#height > 0) {
			if (!("isDataTexture" in background)) coverWith(background, this.#width / this.#height);
		}
	}

	readonly #onContextLost = (event: Event): void => {
		// Without this the browser never gives the context back.
		event.preventDefault();
		this.#contextLosses++;
		this.contextLost.value = true;
	};

	readonly #onContextRestored = (): void => {
		// Geometries and pictures are uploaded again by three; what was rendered into textures is gone.
		this.#environment?.dispose();
		this.#environment = undefined;
		this.contextLost.value = false;
		this.setQuality(this.quality.value);
	};
}

/** What the browser calls the graphics card. */
function rendererName(renderer: WebGLRenderer): string {
	const context = renderer.getContext();
	const names = context.getExtension("WEBGL_debug_renderer_info");
	return String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
}
