import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A process of this benchmark, asked and answered by messages. */
export class Child<Ready> {
	readonly ready: Ready;
	readonly #process: ChildProcess;

	private constructor(child: ChildProcess, ready: Ready) {
		this.#process = child;
		this.ready = ready;
	}

	/** Starts `file` of this folder and waits for its first message. */
	static async start<Ready>(file: string, args: readonly string[] = []): Promise<Child<Ready>> {
		const path = fileURLToPath(new URL(file, import.meta.url));
		const child = fork(path, [...args], { execArgv: ["--expose-gc", "--import", "tsx"] });
		const ready = await answer<Ready>(child);
		return new Child(child, ready);
	}

	/** Sends a message and waits for the next one back. */
	async ask<Answer>(message: string | object): Promise<Answer> {
		const answered = answer<Answer>(this.#process);
		this.#process.send(message);
		return answered;
	}

	dispose(): void {
		this.#process.kill();
	}
}

function answer<Answer>(child: ChildProcess): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const ended = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
		child.once("exit", ended);
		child.once("message", (message) => {
			child.off("exit", ended);
			resolve(message as Answer);
		});
	});
}
