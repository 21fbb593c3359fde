import { type Remote, transfer, wrap } from "comlink";
import { typedPort } from "../util/typed-port.ts";
import type { SessionCommands, SessionSource, SessionToHost } from "./session-host-messages.ts";

/** What comlink leaves waiting for ever if the worker is gone. */
type AsyncCommands = Omit<Remote<SessionCommands>, "connect">;

export interface SessionLineOptions {
	readonly source: SessionSource;
	/** Ports to the playout worklet and to the stage; transferred. */
	readonly playout: MessagePort;
	readonly stage: MessagePort;
	readonly receive: (message: SessionToHost) => void;
	/** The worker did not load or has died: no command will be answered any more. */
	readonly failed: (message: string) => void;
}

/** Main thread: the session worker and the two ports to it, one for commands, one for what happens. */
export class SessionLine {
	readonly commands: AsyncCommands;
	readonly #worker: Worker;
	readonly #events: MessagePort;

	constructor(options: SessionLineOptions) {
		this.#worker = new Worker(new URL("../../workers/session.worker.ts", import.meta.url), {
			type: "module",
		});
		this.#worker.addEventListener("error", ({ message }) => options.failed(message || "It did not load."));
		const events = new MessageChannel();
		const commands = new MessageChannel();
		this.#events = events.port1;
		typedPort<never, SessionToHost>(events.port1).listen(options.receive);
		const ports = { events: events.port2, commands: commands.port2 };
		this.#worker.postMessage(ports, [events.port2, commands.port2]);
		const remote = wrap<SessionCommands>(commands.port1);
		this.commands = remote;
		const { source, playout, stage } = options;
		void remote.connect(source, transfer(playout, [playout]), transfer(stage, [stage]));
	}

	/** Ends the worker and with it the conversation. */
	dispose(): void {
		this.#events.close();
		this.#worker.terminate();
	}
}
