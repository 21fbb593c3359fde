import { typedPort } from "../util/typed-port.ts";
import type { StageHost, StageHostOptions } from "./stage-host.ts";
import type { HostToStage, StageToHost, ToStageWorker } from "./stage-host-messages.ts";
import { startWorker } from "./start-worker.ts";
import { workerFile } from "./worker-files.ts";

/**
 * Main thread: one worker for all stages of the page, so that they can share a graphics context and the code that draws.
 * It begins with the first stage and ends with the last.
 */
class StageWorker {
	readonly #worker: Worker;
	readonly #stages = new Set<(message: StageToHost) => void>();
	readonly #ended: () => void;

	constructor(url: string, ended: () => void) {
		this.#ended = ended;
		this.#worker = startWorker(url);
		this.#worker.addEventListener("error", ({ message }) => {
			for (const receive of this.#stages) receive({ type: "failed", message: message || "It did not load" });
		});
	}

	open({ canvas, start, receive }: StageHostOptions): StageHost {
		this.#stages.add(receive);
		const channel = new MessageChannel();
		const port = typedPort<HostToStage, StageToHost>(channel.port1);
		port.listen(receive);
		const offscreen = canvas.transferControlToOffscreen();
		const first: ToStageWorker = { canvas: offscreen, port: channel.port2, start };
		this.#worker.postMessage(first, [offscreen, channel.port2]);
		return {
			place: "worker",
			post: port.post,
			dispose: () => {
				if (!this.#stages.delete(receive)) return;
				port.post({ type: "dispose" });
				// A port that listens is kept alive, and what it tells with it.
				channel.port1.close();
				if (this.#stages.size === 0) this.#end();
			},
		};
	}

	#end(): void {
		this.#ended();
		this.#worker.terminate();
	}
}

const workers = new Map<string, StageWorker>();

/** Opens a stage in the page's stage worker. @param options.assets see {@link workerFile} */
export function openWorkerStage(options: StageHostOptions): StageHost {
	const url = workerFile("stage", options.assets);
	let worker = workers.get(url);
	if (worker === undefined) {
		worker = new StageWorker(url, () => void workers.delete(url));
		workers.set(url, worker);
	}
	return worker.open(options);
}
