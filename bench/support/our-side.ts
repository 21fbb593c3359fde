import type { Browser, Page } from "playwright";
import { startTestGateway, type TestGateway } from "../../test/support/test-gateway.ts";
import { launchBrowser, openPage, type PageOptions } from "./browser.ts";
import { buildProduct, bundleModule } from "./bundle.ts";
import type { ScheduledFeed } from "./feed-schedule.ts";
import { type Disturbance, FeedRun, type Played, playOn, type Side } from "./side.ts";

export interface OurSideOptions extends PageOptions {
	/** Where the stage runs; by default in a worker. */
	readonly stage?: "worker" | "main";
}

/** The built product: gateway, page, session worker, worklet, stage; only the driver behind the gateway is ours to time. */
export class OurSide implements Side {
	readonly page: Page;
	readonly #browser: Browser;
	readonly #gateway: TestGateway;
	readonly #driver: FedDriver;

	readonly #probe: string;

	private constructor(page: Page, browser: Browser, gateway: TestGateway, driver: FedDriver, probe: string) {
		this.page = page;
		this.#browser = browser;
		this.#gateway = gateway;
		this.#driver = driver;
		this.#probe = probe;
	}

	static async open({ stage = "worker", ...options }: OurSideOptions = {}): Promise<OurSide> {
		const [pages, probe] = await Promise.all([buildProduct(), bundleModule("./page/our-probe.ts")]);
		const driver = new FedDriver();
		const gateway = await startTestGateway({
			pages,
			upstream: {
				answer: ({ Payload }, socket) => driver.answer(Payload.ReqId, (frame) => socket.send(frame)),
			},
		});
		const browser = await launchBrowser();
		const page = await openPage(browser, options);
		const side = new OurSide(page, browser, gateway, driver, probe);
		await page.goto(`${gateway.gateway.url}/?avatar=avatars/light-head.glb&framing=head&stage=${stage}`);
		await side.#prepare();
		return side;
	}

	async renew(): Promise<void> {
		await this.page.reload();
		await this.#prepare();
	}

	async begin(scheduled: ScheduledFeed): Promise<FeedRun> {
		const run = this.#driver.next(scheduled);
		await this.page.evaluate(() => window.benchPage.begin());
		return run;
	}

	play(scheduled: ScheduledFeed, disturbances: readonly Disturbance[] = []): Promise<Played> {
		return playOn(this, scheduled, disturbances);
	}

	async dispose(): Promise<void> {
		await this.#browser.close();
		await this.#gateway.dispose();
	}

	async #prepare(): Promise<void> {
		const { page } = this;
		await page.waitForFunction(() => "facewire" in window);
		await page.waitForFunction(() => document.querySelector<HTMLElement>("#loading")?.hidden === true);
		// A picture of stamp size: what software rendering draws at the display's rate on a busy machine.
		await page.addStyleTag({ content: "#canvas { width: 64px !important; height: 64px !important }" });
		await page.addScriptTag({ type: "module", content: this.#probe });
		await page.waitForFunction(() => "benchPage" in window && window.benchPage.isOver());
	}
}

/** Answers the next request with the feed that was laid out for it; requests without one get nothing. */
export class FedDriver {
	#waiting: { readonly scheduled: ScheduledFeed; readonly begun: (run: FeedRun) => void } | undefined;

	next(scheduled: ScheduledFeed): Promise<FeedRun> {
		return new Promise((begun) => {
			this.#waiting = { scheduled, begun };
		});
	}

	answer(requestId: string, send: (frame: string) => void): void {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		waiting?.begun(new FeedRun(waiting.scheduled, requestId, send));
	}
}
