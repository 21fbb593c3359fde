import { expose } from "comlink";
import { SessionHost } from "../src/runtime/session-host.ts";
import type { SessionToHost } from "../src/runtime/session-host-messages.ts";

// The main thread introduces itself with one message: a port for what happens here, and one for its commands.
addEventListener(
	"message",
	({ data }: MessageEvent<{ readonly events: MessagePort; readonly commands: MessagePort }>) => {
		const host = new SessionHost((message: SessionToHost) => data.events.postMessage(message));
		expose(host, data.commands);
	},
	{ once: true },
);
