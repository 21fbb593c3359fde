import { typedPort } from "../util/typed-port.ts";
import type { HostToStage, StageStart, StageToHost } from "./stage-host-messages.ts";

/** The stage as the main thread sees it, wherever it runs. */
export interface StageHost {
	readonly place: "worker" | "main";
	/** Hands a message to the stage; the objects in `transfer` change hands if it lives in a worker. */
	post(message: HostToStage, transfer?: readonly object[]): void;
	/** Stops drawing and frees what the stage holds. Idempotent. */
	dispose(): void;
}

export interface StageHostOptions {
	readonly canvas: HTMLCanvasElement;
	readonly start: StageStart;
	/** Forces a place; by default a worker where the browser can draw in one. */
	readonly place: "worker" | "main" | undefined;
	readonly receive: (message: StageToHost) => void;
}

/** Main thread: puts the stage into a worker if the browser can draw there, else on this thread. The one place that chooses. */
export async function createStageHost(options: StageHostOptions): Promise<StageHost> {
	const place = options.place ?? (canDrawInWorker() ? "worker" : "main");
	return place === "worker" ? workerStage(options) : await mainStage(options);
}

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

function workerStage({ canvas, start, receive }: StageHostOptions): StageHost {
	const worker = new Worker(new URL("../../workers/stage.worker.ts", import.meta.url), { type: "module" });
	const port = typedPort<HostToStage, StageToHost>(worker);
	port.listen(receive);
	worker.addEventListener("error", ({ message }) => receive({ type: "failed", message }));
	const offscreen = canvas.transferControlToOffscreen();
	port.post({ type: "start", canvas: offscreen, ...start }, [offscreen]);
	return { place: "worker", post: port.post, dispose: () => worker.terminate() };
}

/** Three and the loaders come with the runner; a page whose stage lives in a worker never loads them here. */
async function mainStage({ canvas, start, receive }: StageHostOptions): Promise<StageHost> {
	try {
		const { StageRunner } = await import("./stage-runner.ts");
		const runner = new StageRunner(canvas, start, receive);
		return { place: "main", post: (message) => runner.handle(message), dispose: () => runner.dispose() };
	} catch (cause) {
		receive({ type: "failed", message: cause instanceof Error ? cause.message : String(cause) });
		// Nothing can be drawn; what is said is heard and captioned all the same.
		return { place: "main", post: () => {}, dispose: () => {} };
	}
}
