import {
	type Camera,
	NeutralToneMapping,
	PCFShadowMap,
	type Scene,
	type Texture,
	WebGLRenderer,
} from "three";
import { Signal } from "../util/signal.ts";
import { StudioEnvironment } from "./studio-environment.ts";

/** What a shared context copies its pictures to. */
export type PictureContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/**
 * One WebGL context with its renderer. A stage makes its own, or several stages of a page share one that is made on a
 * canvas of its own (`new OffscreenCanvas(1, 1)`): a browser gives a page about 16, and each holds its own shaders.
 */
export class RenderContext {
	readonly renderer: WebGLRenderer;
	/** True between the loss of the graphics context and its return; nothing can be drawn then. */
	readonly contextLost = new Signal(false);
	readonly #canvas: HTMLCanvasElement | OffscreenCanvas;
	#environment: StudioEnvironment | undefined;
	#losses = 0;
	#disposed = false;

	/** @throws Error if the canvas gives no WebGL 2 context */
	constructor(
		canvas: HTMLCanvasElement | OffscreenCanvas,
		{ antialias = true }: { antialias?: boolean } = {},
	) {
		this.#canvas = canvas;
		this.renderer = new WebGLRenderer({
			canvas,
			alpha: true,
			antialias,
			powerPreference: "high-performance",
		});
		this.renderer.toneMapping = NeutralToneMapping;
		this.renderer.shadowMap.enabled = true;
		this.renderer.shadowMap.type = PCFShadowMap;
		// After the renderer's own listeners: when these run it has mended itself.
		canvas.addEventListener("webglcontextlost", this.#onLost);
		canvas.addEventListener("webglcontextrestored", this.#onRestored);
	}

	/** What the browser calls the graphics card. */
	get name(): string {
		const context = this.renderer.getContext();
		const names = context.getExtension("WEBGL_debug_renderer_info");
		return String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
	}

	/** How often the context has been lost. */
	get losses(): number {
		return this.#losses;
	}

	/** The studio's image-based light; made when it is first asked for and after each loss. */
	get environment(): Texture {
		this.#environment ??= new StudioEnvironment(this.renderer);
		return this.#environment.texture;
	}

	/** Draws a scene of `width` × `height` pixels and copies it to `target`, for stages that share this context. */
	drawInto(target: PictureContext, scene: Scene, camera: Camera, width: number, height: number): void {
		const canvas = this.#canvas;
		if (canvas.width < width || canvas.height < height) {
			this.renderer.setSize(Math.max(canvas.width, width), Math.max(canvas.height, height), false);
		}
		this.renderer.setViewport(0, 0, width, height);
		this.renderer.setScissor(0, 0, width, height);
		this.renderer.setScissorTest(true);
		this.renderer.render(scene, camera);
		target.clearRect(0, 0, width, height);
		// WebGL counts rows from below.
		target.drawImage(canvas, 0, canvas.height - height, width, height, 0, 0, width, height);
	}

	/** Gives the context back. Idempotent. */
	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#canvas.removeEventListener("webglcontextlost", this.#onLost);
		this.#canvas.removeEventListener("webglcontextrestored", this.#onRestored);
		this.#environment?.dispose();
		this.renderer.dispose();
		// A context that waits for the garbage collector takes the place of another.
		this.renderer.forceContextLoss();
	}

	readonly #onLost = (event: Event): void => {
		// Without this the browser never gives the context back.
		event.preventDefault();
		this.#losses++;
		this.contextLost.value = true;
	};

	readonly #onRestored = (): void => {
		// Geometries and pictures are uploaded again by three; what was rendered into textures is gone.
		this.#environment?.dispose();
		this.#environment = undefined;
		this.contextLost.value = false;
	};
}
