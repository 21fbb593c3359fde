import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNatsServer } from "../../scripts/server-program.ts";

/** A port of this machine that was free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	server.close();
	await once(server, "close");
	return port;
}

/** A real NATS server with JetStream, in a process and a folder of its own, that can be killed and started again. */
export class NatsServer {
	readonly port: number;
	readonly #folder = mkdtempSync(join(tmpdir(), "facewire-nats-"));
	#process: ChildProcess | null = null;

	private constructor(port: number) {
		this.port = port;
	}

	static async start(): Promise<NatsServer> {
		const server = new NatsServer(await freePort());
		await server.start();
		return server;
	}

	get url(): string {
		return `nats://127.0.0.1:${this.port}`;
	}

	async start(): Promise<void> {
		const program = findNatsServer();
		if (program === undefined) throw new Error("There is no nats-server; npm test provides one.");
		const args = ["-js", "-a", "127.0.0.1", "-p", String(this.port), "-sd", this.#folder];
		const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
		this.#process = child;
		let said = "";
		for await (const chunk of child.stderr ?? []) {
			said += String(chunk);
			if (said.includes("Server is ready")) break;
		}
		if (!said.includes("Server is ready")) throw new Error(`nats-server did not start: ${said}`);
	}

	/** Ends it; SIGKILL leaves it no time to say goodbye. */
	async stop(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
		const child = this.#process;
		this.#process = null;
		if (child === null || child.exitCode !== null) return;
		child.kill(signal);
		await once(child, "exit");
	}

	/** Takes everything from it that it has kept. Only while it is stopped. */
	loseDisk(): void {
		rmSync(this.#folder, { recursive: true, force: true });
	}

	async dispose(): Promise<void> {
		await this.stop();
		this.loseDisk();
	}
}
