import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type Services, startServices } from "../../scripts/services.ts";
import { defaultConfig } from "../../src/gateway/config.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The folder in which `npm run package -- --site` has installed the packed tarball, as an application would. */
export const SITE = `${ROOT}node_modules/.cache/facewire/site`;

/** The installed package. */
export const PACKAGE = `${SITE}/node_modules/facewire`;

const NO_LIMITS = { sessionsPerMinute: 10_000, connectionsPerMinute: 10_000, sessionsPerAddress: 1000 };

/** The policy that the widget is made for, as docs/csp.md states it. */
export const STRICT_POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"connect-src 'self' wss:",
	"img-src 'self' data: blob:",
	"style-src 'self'",
	"require-trusted-types-for 'script'",
	"trusted-types facewire facewire-reply",
	"report-uri /csp-report",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript",
	".css": "text/css",
	".json": "application/json",
	".webp": "image/webp",
	".wasm": "application/wasm",
	".vrm": "model/gltf-binary",
	".glb": "model/gltf-binary",
};

/**
 * A customer's web server: pages, the installed package under `/facewire/`, a strict policy on everything, and a gateway
 * with the local driver behind `/v1/`.
 */
export class WidgetSite {
	readonly url: string;
	/** Pages by path, beside the folders' files. */
	readonly pages = new Map<string, string>();
	/** Reports of violations of the policy. */
	readonly violations: string[] = [];
	/** Paths that were asked for, in order. */
	readonly requests: string[] = [];
	/** The policy of every answer; empty for none. */
	policy = STRICT_POLICY;
	readonly #server: Server;
	readonly #services: Services;
	readonly #folders: Readonly<Record<string, string>>;

	private constructor(server: Server, services: Services, folders: Readonly<Record<string, string>>) {
		this.#server = server;
		this.#services = services;
		this.#folders = folders;
		this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
	}

	/** @param folders served beside the package, by the path that they lie under */
	static async start(folders: Readonly<Record<string, string>> = {}): Promise<WidgetSite> {
		if (!existsSync(PACKAGE)) throw new Error("The package is not installed: npm run package -- --site");
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
		const publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
		const services = await startServices({
			...defaultConfig(),
			port: 0,
			logLevel: "silent",
			publicUrl,
			// One visitor opens what a crowd would.
			...NO_LIMITS,
		});
		const site = new WidgetSite(server, services, {
			"/facewire/": `${PACKAGE}/dist/`,
			"/avatars/": `${ROOT}assets/public/avatars/`,
			"/recordings/": `${ROOT}assets/public/recordings/`,
			...folders,
		});
		server.on("request", (incoming, answer) => void site.#answer(incoming, answer));
		server.on("upgrade", (incoming, socket, head) => site.#tunnel(incoming, socket, head));
		return site;
	}

	/** Makes a page of `body`, with the element's module in its head, and gives its address. */
	page(body: string, head = '<script type="module" src="/facewire/element.js"></script>'): string {
		const path = `/page-${this.pages.size}.html`;
		const icon = '<link rel="icon" href="data:,">';
		this.pages.set(
			path,
			`<!doctype html><html lang="en"><head><title>A page</title>${icon}${head}</head><body>${body}</body></html>`,
		);
		return this.url + path;
	}

	async dispose(): Promise<void> {
		await this.#services.dispose();
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	async #answer(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
		const path = new URL(incoming.url ?? "/", this.url).pathname;
		this.requests.push(path);
		if (path.startsWith("/v1/")) return this.#forward(incoming, answer);
		if (path === "/csp-report") {
			for await (const chunk of incoming) this.violations.push(String(chunk));
			answer.writeHead(204).end();
			return;
		}
		const body = this.pages.get(path) ?? (await this.#file(path));
		const type = TYPES[extname(path)] ?? "application/octet-stream";
		const policy = this.policy === "" ? {} : { "content-security-policy": this.policy };
		answer.writeHead(body === undefined ? 404 : 200, { "content-type": type, ...policy }).end(body ?? "");
	}

	async #file(path: string): Promise<Buffer | undefined> {
		const served = Object.entries(this.#folders).find(([prefix]) => path.startsWith(prefix));
		if (served === undefined) return undefined;
		const [prefix, folder] = served;
		return readFile(join(folder, normalize(path.slice(prefix.length)))).catch(() => undefined);
	}

	#forward(incoming: IncomingMessage, answer: ServerResponse): void {
		const { port } = new URL(this.#services.gateway.url);
		const { url, method, headers } = incoming;
		const onward = request({ host: "localhost", port, path: url, method, headers }, (from) => {
			answer.writeHead(from.statusCode ?? 502, from.headers);
			from.pipe(answer);
		});
		onward.on("error", () => answer.writeHead(502).end());
		incoming.pipe(onward);
	}

	#tunnel({ url, headers }: IncomingMessage, socket: NodeJS.ReadWriteStream, head: Buffer): void {
		const onward = connect(Number(new URL(this.#services.gateway.url).port), "localhost", () => {
			const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
			onward.write(`GET ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
			onward.write(head);
			onward.pipe(socket as never);
			socket.pipe(onward);
		});
		onward.on("error", () => socket.end());
		socket.on("error", () => onward.destroy());
	}
}
