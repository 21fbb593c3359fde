import { RenderContext } from "../renderer/render-context.ts";
import type { HostToStage, StageStart, StageToHost } from "./stage-host-messages.ts";
import { StageRunner } from "./stage-runner.ts";

/** One stage of a {@link StagePool}. */
export interface PooledStage {
	handle(message: HostToStage): void;
	/** Stops drawing and frees what the stage holds. Idempotent. */
	dispose(): void;
}

/**
 * The stages of one thread. Those that are asked to share draw with one graphics context, whose pictures are copied to
 * their canvases; it lives as long as one of them.
 */
export class StagePool {
	#shared: RenderContext | undefined;
	#sharing = 0;

	/** @throws Error if there is no WebGL 2 context to be had */
	open(
		canvas: HTMLCanvasElement | OffscreenCanvas,
		start: StageStart,
		tell: (message: StageToHost) => void,
	): PooledStage {
		if (!start.shared) return new StageRunner(canvas, start, tell);
		this.#shared ??= new RenderContext(blankCanvas());
		this.#sharing++;
		return this.#sharer(new StageRunner(canvas, start, tell, this.#shared));
	}

	#sharer(runner: StageRunner): PooledStage {
		let disposed = false;
		return {
			handle: (message) => runner.handle(message),
			dispose: () => {
				if (disposed) return;
				disposed = true;
				runner.dispose();
				this.#left();
			},
		};
	}

	#left(): void {
		if (--this.#sharing > 0) return;
		this.#shared?.dispose();
		this.#shared = undefined;
	}
}

/** Grows with the largest picture that is drawn. */
const blankCanvas = (): HTMLCanvasElement | OffscreenCanvas =>
	typeof OffscreenCanvas === "undefined" ? document.createElement("canvas") : new OffscreenCanvas(1, 1);
