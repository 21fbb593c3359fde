import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNginx } from "../../scripts/server-program.ts";

/** Around the servers of `deploy/nginx.conf`, which an image of nginx includes in its own. */
const around = (servers: string) => `
daemon off;
worker_processes 1;
error_log stderr;
pid nginx.pid;
events {}
http {
	client_body_temp_path body;
	proxy_temp_path proxy;
	fastcgi_temp_path fastcgi;
	uwsgi_temp_path uwsgi;
	scgi_temp_path scgi;
	${servers}
}`;

const answers = (port: number) =>
	new Promise<boolean>((resolve) => {
		const socket = connect(port, "127.0.0.1");
		const tell = (there: boolean) => {
			socket.destroy();
			resolve(there);
		};
		socket.once("connect", () => tell(true)).once("error", () => tell(false));
	});

/** A real nginx, in a process and a folder of its own. */
export class Nginx {
	readonly #child: ChildProcess;
	readonly #folder: string;

	private constructor(child: ChildProcess, folder: string) {
		this.#child = child;
		this.#folder = folder;
	}

	/** Starts it with these servers, one of which listens on `port`. @throws with what nginx says if it does not start. */
	static async start(servers: string, port: number): Promise<Nginx> {
		const program = findNginx();
		if (program === undefined) throw new Error("There is no nginx; npm test provides one.");
		const folder = mkdtempSync(join(tmpdir(), "facewire-nginx-"));
		writeFileSync(join(folder, "nginx.conf"), around(servers));
		const args = ["-p", folder, "-c", "nginx.conf", "-e", "stderr"];
		const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
		let said = "";
		child.stderr?.on("data", (chunk) => {
			said += String(chunk);
		});
		while (!(await answers(port))) {
			if (child.exitCode !== null) throw new Error(`nginx did not start: ${said}`);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		return new Nginx(child, folder);
	}

	async dispose(): Promise<void> {
		this.#child.kill("SIGTERM");
		if (this.#child.exitCode === null) await once(this.#child, "exit");
		rmSync(this.#folder, { recursive: true, force: true });
	}
}
