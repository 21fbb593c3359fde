import type { HostToStage, StageStart, StageToHost } from "./stage-host-messages.ts";
import type { StagePool } from "./stage-pool.ts";
import { openWorkerStage } from "./stage-worker.ts";

/** The stage as the main thread sees it, wherever it runs. */
export interface StageHost {
	readonly place: "worker" | "main" | "sprite" | "none";
	/** Hands a message to the stage; the objects in `transfer` change hands if it lives in a worker. */
	post(message: HostToStage, transfer?: readonly object[]): void;
	/** Stops drawing and frees what the stage holds. Idempotent. */
	dispose(): void;
}

export interface StageHostOptions {
	readonly canvas: HTMLCanvasElement;
	readonly start: StageStart;
	/** Forces a place, or none: nothing is drawn then. By default a worker where the browser can draw in one. */
	readonly place: StageHost["place"] | undefined;
	/** Absolute address of a sheet of pictures, for the place "sprite". */
	readonly sprite?: string | undefined;
	/** Absolute folder of the worker's file, for hosts that serve it themselves. */
	readonly assets?: string | undefined;
	readonly receive: (message: StageToHost) => void;
}

/** Main thread: puts the stage into a worker if the browser can draw there, else on this thread. The one place that chooses. */
export async function createStageHost(options: StageHostOptions): Promise<StageHost> {
	const place = options.place ?? (canDrawInWorker() ? "worker" : "main");
	if (place === "none") return NO_STAGE;
	if (place === "sprite") return await spriteStage(options);
	return place === "worker" ? openWorkerStage(options) : await mainStage(options);
}

/** Nothing is drawn; what is said is heard and captioned all the same. */
const NO_STAGE: StageHost = { place: "none", post: () => {}, dispose: () => {} };

function canDrawInWorker(): boolean {
	if (
		typeof OffscreenCanvas === "undefined" ||
		!("transferControlToOffscreen" in HTMLCanvasElement.prototype)
	)
		return false;
	const context = new OffscreenCanvas(1, 1).getContext("webgl2");
	context?.getExtension("WEBGL_lose_context")?.loseContext();
	return context !== null;
}

/** Pictures in two dimensions: for browsers that draw no more. */
async function spriteStage({ canvas, start, sprite, receive }: StageHostOptions): Promise<StageHost> {
	if (sprite === undefined) throw new TypeError('The stage "sprite" needs the address of its pictures.');
	const { SpriteStage } = await import("./sprite-stage.ts");
	const stage = new SpriteStage(canvas, start, sprite, receive);
	return { place: "sprite", post: (message) => stage.handle(message), dispose: () => stage.dispose() };
}

/** The stages that are drawn on this thread. */
let pool: StagePool | undefined;

/** Three and the loaders come with the runner; a page whose stage lives in a worker never loads them here. */
async function mainStage({ canvas, start, receive }: StageHostOptions): Promise<StageHost> {
	try {
		const { StagePool } = await import("./stage-pool.ts");
		pool ??= new StagePool();
		const stage = pool.open(canvas, start, receive);
		return { place: "main", post: (message) => stage.handle(message), dispose: () => stage.dispose() };
	} catch (cause) {
		receive({ type: "failed", message: cause instanceof Error ? cause.message : String(cause) });
		return NO_STAGE;
	}
}
