import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.ts";
import { DevToolsPipe } from "../../src/supervisor/devtools-pipe.ts";

/** Milliseconds between two looks at what is waited for. */
const LOOK_MS = 50;

/**
 * One window of Chromium whose tabs hide each other, as a person's do. Playwright keeps every page visible and awake,
 * whatever lies before it, so this one is steered by the DevTools protocol itself.
 */
export class Tabs {
	readonly #browser: ChildProcess;
	readonly #pipe: DevToolsPipe;
	readonly #profile: string;

	private constructor(browser: ChildProcess, profile: string) {
		this.#browser = browser;
		this.#profile = profile;
		const [, , , to, from] = browser.stdio;
		this.#pipe = new DevToolsPipe(to as Writable, from as Readable, () => undefined);
	}

	static async launch(): Promise<Tabs> {
		const profile = await mkdtemp(join(tmpdir(), "facewire-tabs-"));
		const flags = ["--headless=new", "--remote-debugging-pipe", `--user-data-dir=${profile}`];
		const browser = spawn(findChromium() ?? "chromium", [...CHROMIUM_ARGS, ...flags, "about:blank"], {
			stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
		});
		return new Tabs(browser, profile);
	}

	/** Opens a tab before all others. The page's policy against foreign scripts is lifted for the taps of tests. */
	async open(url: string): Promise<Tab> {
		const { targetId } = await this.#pipe.send("Target.createTarget", { url: "about:blank" });
		const { sessionId } = await this.#pipe.send("Target.attachToTarget", { targetId, flatten: true });
		const tab = new Tab(this.#pipe, String(targetId), String(sessionId));
		await tab.send("Page.enable");
		await tab.send("Page.setBypassCSP", { enabled: true });
		await tab.send("Page.navigate", { url });
		return tab;
	}

	async dispose(): Promise<void> {
		const ended = new Promise((resolve) => this.#browser.once("exit", resolve));
		await this.#pipe.send("Browser.close").catch(() => this.#browser.kill("SIGKILL"));
		await ended;
		this.#pipe.dispose();
		await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** A page, with what of Playwright's `Page` tests need of it. */
export class Tab {
	readonly #pipe: DevToolsPipe;
	readonly #target: string;
	readonly #session: string;

	constructor(pipe: DevToolsPipe, target: string, session: string) {
		this.#pipe = pipe;
		this.#target = target;
		this.#session = session;
	}

	send(method: string, params: object = {}): Promise<Record<string, unknown>> {
		return this.#pipe.send(method, params, { sessionId: this.#session, timeoutMs: 20_000 });
	}

	/** Brings it before all others. */
	async show(): Promise<void> {
		await this.#pipe.send("Target.activateTarget", { targetId: this.#target });
	}

	/** Runs a function in the page; it closes over nothing. @throws Error with what it throws there */
	async evaluate<R, A>(act: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
		const { result, exceptionDetails } = (await this.send("Runtime.evaluate", {
			expression: `(${act})(${JSON.stringify(argument)})`,
			awaitPromise: true,
			returnByValue: true,
		})) as {
			readonly result: { readonly value: R };
			readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
		};
		if (exceptionDetails !== undefined)
			throw new Error(exceptionDetails.exception?.description ?? "It threw.");
		return result.value;
	}

	/** Waits until a function answers with something true. */
	async waitForFunction(act: () => unknown): Promise<void> {
		while (!(await this.evaluate(act))) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
	}
}
