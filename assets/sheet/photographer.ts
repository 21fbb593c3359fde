import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { createServer, type ViteDevServer } from "vite";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.ts";
import type { Sheet, Shot, Stage } from "./shot.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A headless browser with the viewer page open. Dispose it. */
export class Photographer {
	readonly #server: ViteDevServer;
	readonly #browser: Browser;
	readonly #page: Page;

	private constructor(server: ViteDevServer, browser: Browser, page: Page) {
		this.#server = server;
		this.#browser = browser;
		this.#page = page;
	}

	static async open(stage: Stage): Promise<Photographer> {
		const server = await createServer({
			configFile: false,
			root: ROOT,
			logLevel: "error",
			server: { port: 0, host: "127.0.0.1", hmr: false, watch: null },
			optimizeDeps: {
				include: [
					"three",
					"@pixiv/three-vrm",
					"three/addons/loaders/GLTFLoader.js",
					"three/addons/environments/RoomEnvironment.js",
				],
			},
			cacheDir: "node_modules/.cache/vite-sheet",
		});
		await server.listen();
		const address = server.httpServer?.address();
		if (address === null || address === undefined || typeof address === "string")
			throw new TypeError("No port.");
		const path = findChromium();
		const browser = await chromium.launch({
			args: [...CHROMIUM_ARGS],
			...(path === undefined ? {} : { executablePath: path }),
		});
		const page = await browser.newPage({ viewport: { width: stage.width, height: stage.height } });
		page.on("pageerror", (error) => process.stderr.write(`${error.message}\n`));
		await page.goto(`http://127.0.0.1:${address.port}/assets/sheet/index.html`);
		await page.waitForFunction(() => "sheet" in window);
		await page.evaluate((s) => window.sheet.open(s), stage);
		return new Photographer(server, browser, page);
	}

	/** A WebP file of a whole sheet; files are given from the project's folder. */
	async compose(sheet: Sheet): Promise<Buffer> {
		const url = await this.#page.evaluate((s) => window.sheet.compose(s), sheet);
		return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
	}

	/** Loads `path`, given from the project's folder. */
	async load(path: string): Promise<void> {
		await this.#page.evaluate((url) => window.sheet.load(url), `/${path}?${Date.now()}`);
	}

	/** A PNG file of one shot. */
	async shoot(shot: Shot): Promise<Buffer> {
		const url = await this.#page.evaluate((s) => window.sheet.shoot(s), shot);
		return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
	}

	async dispose(): Promise<void> {
		await this.#browser.close();
		await this.#server.close();
	}
}
