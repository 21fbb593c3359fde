import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.ts";
import { type Services, startServices } from "../../scripts/services.ts";
import { defaultConfig, type GatewayConfig } from "../../src/gateway/config.ts";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

/** A small picture and the light head: what software rendering draws at the display's rate. */
const VIEWPORT = { width: 360, height: 420 };
export const LIGHT_HEAD = "avatar=avatars/light-head.glb";

/** The product as `npm start` runs it, on a free port, and a Chromium to visit it with. */
export class Product {
	readonly url: string;
	readonly #services: Services;
	readonly #browser: Browser;

	private constructor(services: Services, browser: Browser) {
		this.#services = services;
		this.#browser = browser;
		this.url = services.gateway.url;
	}

	static async start(config: Partial<GatewayConfig> = {}): Promise<Product> {
		const settings = { ...defaultConfig(), port: 0, logLevel: "silent", ...config } as GatewayConfig;
		const services = await startServices(settings, DIST);
		const executablePath = findChromium();
		const browser = await chromium.launch({
			args: [...CHROMIUM_ARGS],
			...(executablePath === undefined ? {} : { executablePath }),
		});
		return new Product(services, browser);
	}

	/**
	 * Opens the page and waits until it is connected and has its avatar. The policy against foreign scripts is lifted for
	 * the taps that tests put in; `test/pages/policy.test.ts` visits the page with it.
	 */
	async open(query: string = LIGHT_HEAD, page = "index.html"): Promise<Page> {
		const context = await this.#browser.newContext({ viewport: VIEWPORT, bypassCSP: true });
		const opened = await context.newPage();
		await opened.goto(`${this.url}/${page}?${query}`);
		await opened.waitForFunction(() => window.facewire?.state.value === "ready");
		await opened.waitForFunction(() => document.querySelector<HTMLElement>("#loading")?.hidden === true);
		return opened;
	}

	get browser(): Browser {
		return this.#browser;
	}

	async dispose(): Promise<void> {
		await this.#browser.close();
		await this.#services.dispose();
	}
}
