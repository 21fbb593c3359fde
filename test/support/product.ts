import { fileURLToPath } from "node:url";
import {
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	chromium,
	type Page,
} from "playwright";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.ts";
import { type Services, startServices } from "../../scripts/services.ts";
import { defaultConfig, type GatewayConfig } from "../../src/gateway/config.ts";

/** The built pages. */
export const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

/** A small picture of few pixels and the light head: what software rendering draws at the display's rate. */
const VIEWPORT = { width: 360, height: 420 };
const DEVICE_SCALE = 0.25;
export const LIGHT_HEAD = "avatar=avatars/light-head.glb";

type Autoplay = "free" | "gesture";

/** Chromium takes a second and a half of processor time to start: the files of a process share one of each kind. */
const browsers = new Map<Autoplay, Promise<Browser>>();

/** A Chromium that visits the page. */
export class Visitor {
	readonly #browser: Browser;
	readonly #contexts: BrowserContext[] = [];

	private constructor(browser: Browser) {
		this.#browser = browser;
	}

	/** @param autoplay "gesture": sound waits for the viewer to touch the page, as it does outside of tests */
	static async launch(autoplay: Autoplay = "free"): Promise<Visitor> {
		const browser = browsers.get(autoplay) ?? Visitor.#start(autoplay);
		browsers.set(autoplay, browser);
		return new Visitor(await browser);
	}

	static #start(autoplay: Autoplay): Promise<Browser> {
		const executablePath = findChromium();
		const isFree = (arg: string) => arg.startsWith("--autoplay-policy");
		const args: string[] = CHROMIUM_ARGS.filter((arg) => autoplay === "free" || !isFree(arg));
		// What is drawn without a graphics card is put together without one as well.
		args.push("--disable-gpu-compositing");
		if (autoplay === "gesture") args.push("--autoplay-policy=document-user-activation-required");
		return chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
	}

	/** An empty page in a context of its own: nothing is shared with other visits. */
	async newPage(options: BrowserContextOptions = {}): Promise<Page> {
		const context = await this.#browser.newContext({
			viewport: VIEWPORT,
			deviceScaleFactor: DEVICE_SCALE,
			...options,
		});
		this.#contexts.push(context);
		return context.newPage();
	}

	/**
	 * Opens the page and waits until it is connected and has its avatar. The policy against foreign scripts is lifted for
	 * the taps that tests put in; `test/pages/policy.test.ts` visits with it.
	 */
	async open(origin: string, query: string = LIGHT_HEAD): Promise<Page> {
		const page = await this.newPage({ bypassCSP: true });
		await page.goto(`${origin}/?${query}`);
		await page.waitForFunction(() => window.facewire?.state.value === "ready");
		await page.waitForFunction(() => document.querySelector<HTMLElement>("#loading")?.hidden === true);
		return page;
	}

	/** Ends its visits; the browser ends with the process. */
	async dispose(): Promise<void> {
		await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
	}
}

/** The product as `npm start` runs it, on a free port, and a visitor. */
export class Product {
	readonly url: string;
	readonly visitor: Visitor;
	readonly #services: Services;

	private constructor(services: Services, visitor: Visitor) {
		this.#services = services;
		this.visitor = visitor;
		this.url = services.gateway.url;
	}

	static async start(config: Partial<GatewayConfig> = {}): Promise<Product> {
		const services = await startServices(
			{ ...defaultConfig(), port: 0, logLevel: "silent", ...config },
			DIST,
		);
		return new Product(services, await Visitor.launch());
	}

	open(query?: string): Promise<Page> {
		return this.visitor.open(this.url, query);
	}

	async dispose(): Promise<void> {
		await this.visitor.dispose();
		await this.#services.dispose();
	}
}
