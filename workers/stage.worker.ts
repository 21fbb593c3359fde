import type { HostToStage, StageToHost, ToStageWorker } from "../src/runtime/stage-host-messages.ts";
import { StagePool } from "../src/runtime/stage-pool.ts";
import { typedPort } from "../src/util/typed-port.ts";

const pool = new StagePool();

// Every message to the worker itself introduces a stage, with a port of its own.
addEventListener("message", ({ data }: MessageEvent<ToStageWorker>) => {
	const port = typedPort<StageToHost, HostToStage>(data.port);
	try {
		const stage = pool.open(data.canvas, data.start, port.post);
		port.listen((message) => {
			stage.handle(message);
			if (message.type === "dispose") data.port.close();
		});
	} catch (cause) {
		port.post({ type: "failed", message: cause instanceof Error ? cause.message : String(cause) });
	}
});
