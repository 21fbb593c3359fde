import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { watchLog } from "./log-watch.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Settings whose value nobody may read in a log. */
const SECRET_NAME = /TOKEN|KEY|SECRET|AUTH/;

/** A TypeScript program of this repository in a process of its own, with what it prints. */
export class ChildProgram {
	stdout = "";
	stderr = "";
	readonly #child: ChildProcess;
	readonly #exit: Promise<number | null>;

	constructor(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
		// `node --import tsx` is one process: a signal reaches the program itself.
		this.#child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
			cwd: ROOT,
			env: { ...process.env, ...env },
			stdio: ["ignore", "pipe", "pipe"],
		});
		this.#child.stdout?.on("data", (chunk) => {
			this.stdout += String(chunk);
		});
		this.#child.stderr?.on("data", (chunk) => {
			this.stderr += String(chunk);
		});
		const secrets = Object.entries(env).flatMap(([name, value]) => (SECRET_NAME.test(name) ? [value] : []));
		watchLog(script, () => this.stdout + this.stderr, secrets);
		this.#exit = new Promise((resolve) => this.#child.once("close", resolve));
	}

	/** The first `count` lines of its standard output; waits for them. @throws if it ends before. */
	async lines(count: number): Promise<string[]> {
		for (;;) {
			const lines = this.stdout.split("\n").slice(0, -1);
			if (lines.length >= count) return lines;
			const ended = await Promise.race([
				this.#exit.then(() => true),
				new Promise<boolean>((resolve) => this.#child.stdout?.once("data", () => resolve(false))),
			]);
			if (ended) throw new Error(`Ended after ${lines.length} lines: ${this.stderr}`);
		}
	}

	/** Its exit code. */
	exit(): Promise<number | null> {
		return this.#exit;
	}

	signal(name: NodeJS.Signals): void {
		this.#child.kill(name);
	}
}
