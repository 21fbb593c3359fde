import type { HostToStage, StageToHost } from "../src/runtime/stage-host-messages.ts";
import { StageRunner } from "../src/runtime/stage-runner.ts";
import { type Endpoint, typedPort } from "../src/util/typed-port.ts";

// The compiler takes `self` for a window here, whose postMessage has other arguments.
const port = typedPort<StageToHost, HostToStage>(self as unknown as Endpoint);
let runner: StageRunner | undefined;

port.listen((message) => {
	if (message.type === "start") runner = new StageRunner(message.canvas, message, port.post);
	else runner?.handle(message);
});
