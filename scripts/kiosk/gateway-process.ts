import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** Milliseconds that a gateway has to leave when it is asked to. */
const LEAVE_MS = 3000;

/** The product, as `npm start` runs it, in a process of its own: it can be killed as kernels kill. Needs built pages. */
export class GatewayProcess {
	readonly port: number;
	readonly #child: ChildProcess;

	private constructor(child: ChildProcess, port: number) {
		this.#child = child;
		this.port = port;
	}

	/**
	 * Resolves when it listens. @param port 0 for a free one. @param origin of pages that come by another way, besides its
	 * own. @throws Error with what it printed if it does not start
	 */
	static async start(port: number, origin: string): Promise<GatewayProcess> {
		const settings = ["--port", String(port), "--origin", origin, "--log-level", "error"];
		// `node --import tsx` is one process: a signal reaches the gateway itself.
		const args = ["--import", "tsx", "scripts/start.ts", ...settings];
		const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
		let complaint = "";
		child.stderr.on("data", (chunk) => {
			complaint += String(chunk);
		});
		const listening = once(child.stdout, "data").then(([chunk]) => String(chunk).split("\n")[0] ?? "");
		const ended = once(child, "exit").then(() => Promise.reject(new Error(`No gateway: ${complaint}`)));
		const address = await Promise.race([listening, ended]);
		ended.catch(() => undefined);
		return new GatewayProcess(child, Number(new URL(address).port));
	}

	/** Ends it at once; nobody is told. */
	async kill(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		const ended = once(this.#child, "exit");
		this.#child.kill("SIGKILL");
		await ended;
	}

	/** Lets it leave; kills it if it does not. Idempotent. */
	async dispose(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		const ended = once(this.#child, "exit");
		this.#child.kill("SIGTERM");
		const timer = setTimeout(() => void this.kill(), LEAVE_MS);
		await ended;
		clearTimeout(timer);
	}
}
