import { expose, type Remote, transfer, wrap } from "comlink";
import { typedPort } from "../util/typed-port.ts";
import type { RemoteSource, SessionCommands, SessionSource, SessionToHost } from "./session-host-messages.ts";
import { startWorker } from "./start-worker.ts";
import { workerFile } from "./worker-files.ts";

/** Commands are answered also if the worker is gone: as refused. */
type AsyncCommands = Omit<Remote<SessionCommands>, "connect">;

export interface SessionLineOptions {
	readonly source: SessionSource;
	/** Absolute folder of the worker's file, for hosts that serve it themselves. */
	readonly assets?: string | undefined;
	/** Ports to the playout worklet and to the stage; transferred. */
	readonly playout: MessagePort;
	readonly stage: MessagePort;
	/** Utterances that these two know already. */
	readonly utterances: number;
	readonly receive: (message: SessionToHost) => void;
	/** The worker did not load or has died: no command will be answered any more. */
	readonly failed: (message: string) => void;
	/** The worker has been ended: nobody is at the other end of `playout` any more. Once. */
	readonly ended: () => void;
}

/** Main thread: the session worker and the two ports to it, one for commands, one for what happens. */
export class SessionLine {
	readonly commands: AsyncCommands;
	readonly #worker: Worker;
	/** This end of the ports to the worker. One that listens is kept alive, and what it tells with it. */
	readonly #ports: MessagePort[];
	#ended: (() => void) | undefined;

	constructor(options: SessionLineOptions) {
		this.#worker = startWorker(workerFile("session", options.assets));
		this.#ended = options.ended;
		const gone = new AbortController();
		this.#worker.addEventListener("error", ({ message }) => {
			const reason = message || "It did not load.";
			gone.abort(reason);
			options.failed(reason);
		});
		const events = new MessageChannel();
		const commands = new MessageChannel();
		this.#ports = [events.port1, commands.port1];
		typedPort<never, SessionToHost>(events.port1).listen(options.receive);
		const ports = { events: events.port2, commands: commands.port2 };
		this.#worker.postMessage(ports, [events.port2, commands.port2]);
		const remote = wrap<SessionCommands>(commands.port1);
		this.commands = refusedWhenGone(remote, gone.signal);
		const { source, playout, stage, utterances } = options;
		const [crossing, carried] = remoteSource(source, this.#ports);
		void remote.connect(
			transfer(crossing, carried),
			transfer(playout, [playout]),
			transfer(stage, [stage]),
			utterances,
		);
	}

	/** Falls silent, lets the line go, and ends. What becomes of the utterances is told before. */
	async close(): Promise<void> {
		await this.commands.disconnect();
		this.dispose();
	}

	/** Ends the worker and with it the conversation. Idempotent. */
	dispose(): void {
		for (const port of this.#ports) port.close();
		this.#worker.terminate();
		this.#ended?.();
		this.#ended = undefined;
	}
}

/**
 * Comlink leaves its callers waiting for ever where the worker did not load or has died; these hear that they are
 * refused, by an answer that suits every command.
 */
function refusedWhenGone(remote: Remote<SessionCommands>, gone: AbortSignal): AsyncCommands {
	const answered = (command: Promise<unknown>) =>
		new Promise((resolve, reject) => {
			const refuse = () => resolve({ accepted: false, interrupted: false, reason: String(gone.reason) });
			if (gone.aborted) refuse();
			gone.addEventListener("abort", refuse, { once: true });
			command.then(resolve, reject).finally(() => gone.removeEventListener("abort", refuse));
		});
	return new Proxy({} as AsyncCommands, {
		get: (_, name: keyof AsyncCommands) => {
			const call = remote[name] as (...values: unknown[]) => Promise<unknown>;
			return (...values: unknown[]) => answered(call(...values));
		},
	});
}

/** A function cannot cross; a port to it can. */
function remoteSource(
	source: SessionSource,
	ports: MessagePort[],
): [source: RemoteSource, transferred: Transferable[]] {
	if (source.type !== "provided") return [source, []];
	const { port1, port2 } = new MessageChannel();
	expose(source.provide, port1);
	ports.push(port1);
	return [{ ...source, provide: port2 }, [port2]];
}
