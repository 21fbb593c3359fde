import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join, normalize } from "node:path";
import type { Browser, Page } from "playwright";
import { WebSocketServer } from "ws";
import { launchBrowser, openPage, type PageOptions } from "./browser.ts";
import { bundleModule } from "./bundle.ts";
import type { ScheduledFeed } from "./feed-schedule.ts";
import { writeMixamoHead } from "./mixamo-head.ts";
import { FedDriver } from "./our-side.ts";
import { type Disturbance, type FeedRun, type Played, playOn, type Side } from "./side.ts";

export const PEER = "TalkingHead 1.7.0";

const require = createRequire(import.meta.url);
const TALKING_HEAD = dirname(require.resolve("@met4citizen/talkinghead/package.json"));
/** Its own three, which may be another version than ours; the entry lies in a folder of the package. */
const THREE = dirname(dirname(createRequire(join(TALKING_HEAD, "package.json")).resolve("three")));

const PAGE = `<!doctype html><meta charset="utf-8"><title>TalkingHead</title>
<script type="importmap">{"imports": {
	"talkinghead": "/talkinghead/modules/talkinghead.mjs",
	"three": "/three/build/three.module.js",
	"three/addons/": "/three/examples/jsm/"
}}</script>
<div id="head" style="width: 64px; height: 64px"></div>
<script type="module" src="/page.js"></script>`;

const TYPES: Readonly<Record<string, string>> = {
	".js": "text/javascript",
	".mjs": "text/javascript",
	".glb": "model/gltf-binary",
};

/** TalkingHead as its package ships it, fed the same bytes by a socket of its own; its page reads them on the main thread, as its users do. */
export class PeerSide implements Side {
	readonly page: Page;
	readonly #browser: Browser;
	readonly #server: PeerServer;

	private constructor(page: Page, browser: Browser, server: PeerServer) {
		this.page = page;
		this.#browser = browser;
		this.#server = server;
	}

	static async open(options: PageOptions = {}): Promise<PeerSide> {
		const server = await PeerServer.start();
		const browser = await launchBrowser();
		const page = await openPage(browser, options);
		await page.goto(server.url);
		await page.waitForFunction(() => "benchPage" in window);
		return new PeerSide(page, browser, server);
	}

	async renew(): Promise<void> {
		await this.page.reload();
		await this.page.waitForFunction(() => "benchPage" in window);
	}

	async begin(scheduled: ScheduledFeed): Promise<FeedRun> {
		const run = this.#server.driver.next(scheduled);
		await this.page.evaluate(() => window.benchPage.begin());
		return run;
	}

	play(scheduled: ScheduledFeed, disturbances: readonly Disturbance[] = []): Promise<Played> {
		return playOn(this, scheduled, disturbances);
	}

	async dispose(): Promise<void> {
		await this.#browser.close();
		await this.#server.dispose();
	}
}

/** Serves the peer's page, its package, the head, and the feed. */
class PeerServer {
	readonly driver = new FedDriver();
	readonly #server: Server;
	readonly #sockets: WebSocketServer;

	private constructor(page: string, head: Uint8Array) {
		this.#server = createServer(async ({ url = "/" }, response) => {
			const made: Readonly<Record<string, string | Uint8Array>> = {
				"/": PAGE,
				"/page.js": page,
				"/head.glb": head,
			};
			const body = made[url] ?? (await packaged(url));
			const type = url === "/" ? "text/html" : TYPES[extname(url)];
			if (body === undefined) response.writeHead(404).end();
			else response.writeHead(200, { "Content-Type": type ?? "application/octet-stream" }).end(body);
		});
		this.#sockets = new WebSocketServer({ server: this.#server, path: "/feed" });
		this.#sockets.on("connection", (socket) => {
			socket.on("message", () => this.driver.answer("bench", (frame) => socket.send(frame)));
		});
	}

	static async start(): Promise<PeerServer> {
		const [page, head] = await Promise.all([
			bundleModule("./page/peer-page.ts", ["talkinghead"]),
			writeMixamoHead(),
		]);
		const server = new PeerServer(page, head);
		await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
	}

	async dispose(): Promise<void> {
		for (const socket of this.#sockets.clients) socket.terminate();
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}

/** A file of the peer's package or of the three that it was made for. */
async function packaged(url: string): Promise<Uint8Array | undefined> {
	const path = normalize(url.split("?")[0] ?? "");
	const roots: Readonly<Record<string, string>> = { "/talkinghead/": TALKING_HEAD, "/three/": THREE };
	for (const [prefix, root] of Object.entries(roots))
		if (path.startsWith(prefix))
			return readFile(join(root, path.slice(prefix.length))).catch(() => undefined);
	return undefined;
}
