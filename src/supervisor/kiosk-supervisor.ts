import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { millisecondsToSeconds, type Seconds } from "../util/time.ts";
import { chromiumArguments } from "./chromium-flags.ts";
import { type DevToolsEvent, DevToolsPipe } from "./devtools-pipe.ts";
import { Supervision, type SupervisorAction } from "./supervision.ts";
import { SupervisorCounters } from "./supervisor-counters.ts";

export interface SupervisorOptions {
	/** Path of Chromium. */
	readonly chromium: string;
	/** Absolute address of the kiosk's page. */
	readonly url: string;
	/** Chromium's profile; the counters lie in it, too. Absolute. */
	readonly dataDir: string;
	readonly isHeadless?: boolean;
	/** Further flags for Chromium. */
	readonly extra?: readonly string[];
	readonly random?: () => number;
	/** A line for the journal. */
	readonly log?: (line: string) => void;
	/** For tools: hears every event of the DevTools protocol. */
	readonly onDevTools?: (event: DevToolsEvent) => void;
}

/** Milliseconds between two looks at the page, and that it has to answer. */
const LOOK_MS = 1000;
const ANSWER_MS = 3000;
/** Milliseconds that Chromium has to end before it is made to. */
const END_MS = 3000;

const now = (): Seconds => millisecondsToSeconds(performance.now());

/**
 * Keeps a kiosk's browser running from outside: nothing inside a page sees its own crash. Starts Chromium, asks its page
 * every second if it lives, loads it anew when it has crashed or fallen silent, and starts the browser anew when that is
 * gone or does not help.
 */
export class KioskSupervisor {
	readonly counters: SupervisorCounters;
	readonly #options: SupervisorOptions;
	#child: ChildProcess | undefined;
	#pipe: DevToolsPipe | undefined;
	/** DevTools session of the page, and its target. */
	#page: string | undefined;
	#target: string | undefined;
	#supervision: Supervision;
	readonly #timer: ReturnType<typeof setInterval>;
	/** Both of DevTools' notices of a crash come; one counts. */
	#isCrashed = false;
	#isLooking = false;
	#isEnding = false;

	constructor(options: SupervisorOptions) {
		this.#options = options;
		mkdirSync(options.dataDir, { recursive: true });
		this.counters = new SupervisorCounters(join(options.dataDir, "facewire-supervisor.json"));
		this.#supervision = new Supervision(now(), options.random ?? Math.random);
		this.#launch();
		this.#timer = setInterval(() => void this.#look(), LOOK_MS);
	}

	/** The browser's process. */
	get pid(): number | undefined {
		return this.#child?.pid;
	}

	/** For tools: what the page's script makes of `expression`. @throws if it does not answer */
	async evaluate(expression: string, timeoutMs = ANSWER_MS): Promise<unknown> {
		if (this.#page === undefined) throw new Error("There is no page.");
		const answer = await this.#send(
			"Runtime.evaluate",
			{ expression, returnByValue: true, awaitPromise: true },
			timeoutMs,
		);
		const { result, exceptionDetails } = answer as {
			readonly result?: { readonly value?: unknown };
			readonly exceptionDetails?: { readonly text?: string };
		};
		if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
		return result?.value;
	}

	/** For tools: a call of the DevTools protocol, to the browser or to its page. */
	devtools(
		method: string,
		params: object = {},
		to: "browser" | "page" = "browser",
		timeoutMs = ANSWER_MS,
	): Promise<Record<string, unknown>> {
		if (to === "page") return this.#send(method, params, timeoutMs);
		return this.#pipe?.send(method, params) ?? Promise.reject(new Error("There is no browser."));
	}

	/** Ends the browser, and supervision with it. Idempotent. */
	async dispose(): Promise<void> {
		if (this.#isEnding) return;
		this.#isEnding = true;
		clearInterval(this.#timer);
		await this.#end();
	}

	#launch(): void {
		const { chromium, url, dataDir, isHeadless = false, extra = [] } = this.#options;
		this.counters.add("launches");
		const child = spawn(chromium, chromiumArguments({ url, dataDir, isHeadless, extra }), {
			stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
		});
		this.#child = child;
		this.#page = undefined;
		this.#target = undefined;
		this.#isCrashed = false;
		this.#pipe = new DevToolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable, (event) => {
			if (event.method === "Inspector.targetCrashed" && event.sessionId === this.#page) this.#crashed();
			if (event.method === "Target.targetCrashed" && event.params.targetId === this.#target) this.#crashed();
			this.#options.onDevTools?.(event);
		});
		child.once("error", (error) => this.#exited(child, error.message));
		child.once("exit", (code, signal) => this.#exited(child, String(signal ?? code)));
		this.#log(`Chromium was started as process ${child.pid}.`);
	}

	#exited(child: ChildProcess, how: string): void {
		if (child !== this.#child || this.#isEnding) return;
		this.#child = undefined;
		this.#page = undefined;
		this.#pipe?.dispose();
		this.counters.add("exits");
		this.#log(`Chromium has ended (${how}).`);
		void this.#report("the browser ended");
		this.#act(this.#supervision.observe("exited", now()));
	}

	#crashed(): void {
		if (this.#isEnding || this.#isCrashed) return;
		this.#isCrashed = true;
		this.counters.add("crashes");
		this.#log("The page has crashed.");
		void this.#report("the page crashed");
		this.#act(this.#supervision.observe("crashed", now()));
	}

	async #look(): Promise<void> {
		if (this.#isLooking || this.#isEnding) return;
		this.#isLooking = true;
		try {
			if (this.#child !== undefined && (await this.#isAlive())) this.#supervision.observe("beat", now());
		} catch {
			// Silence is what supervision sees.
		}
		this.#isLooking = false;
		const action = this.#supervision.observe("tick", now());
		if (action !== undefined && !this.#isCrashed && action !== "launch") this.counters.add("silences");
		this.#act(action);
	}

	/** Asks the page; it is told what is counted here, and passes it on with its own health. */
	async #isAlive(): Promise<boolean> {
		await this.#attach();
		if (this.#isCrashed) return false;
		const counted = JSON.stringify(this.counters.value);
		return (await this.evaluate(`globalThis.facewireKiosk?.supervised(${counted}) === true`)) === true;
	}

	async #attach(): Promise<void> {
		if (this.#page !== undefined || this.#pipe === undefined) return;
		await this.#pipe.send("Target.setDiscoverTargets", { discover: true });
		const { targetInfos } = (await this.#pipe.send("Target.getTargets")) as {
			readonly targetInfos: readonly { readonly type: string; readonly targetId: string }[];
		};
		const target = targetInfos.find(({ type }) => type === "page");
		if (target === undefined) return;
		const { sessionId } = await this.#pipe.send("Target.attachToTarget", {
			targetId: target.targetId,
			flatten: true,
		});
		this.#target = target.targetId;
		this.#page = String(sessionId);
		await this.#send("Inspector.enable");
		await this.#send("Page.enable");
	}

	#act(action: SupervisorAction | undefined): void {
		if (action === undefined || this.#isEnding) return;
		if (action === "load") void this.#load();
		else if (action === "kill") void this.#end();
		else this.#launch();
	}

	async #load(): Promise<void> {
		this.counters.add("loads");
		this.#isCrashed = false;
		this.#log("The page is loaded anew.");
		try {
			await this.#send("Page.navigate", { url: this.#options.url }, ANSWER_MS);
		} catch {
			// A browser that cannot even do that is started anew, by the silence that follows.
		}
	}

	async #end(): Promise<void> {
		const child = this.#child;
		if (child === undefined) return;
		const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
		child.kill("SIGTERM");
		const timer = setTimeout(() => child.kill("SIGKILL"), END_MS);
		await ended;
		clearTimeout(timer);
	}

	#send(method: string, params: object = {}, timeoutMs = ANSWER_MS): Promise<Record<string, unknown>> {
		if (this.#pipe === undefined || this.#page === undefined)
			return Promise.reject(new Error("There is no page."));
		return this.#pipe.send(method, params, { sessionId: this.#page, timeoutMs });
	}

	/** Where browsers report, the supervisor does, too. A gateway that is gone learns it from the page's counters later. */
	async #report(reason: string): Promise<void> {
		const { url } = this.#options;
		const report = { type: "crash", age: 0, url, body: { reason, ...this.counters.value } };
		await fetch(new URL("/v1/reports", url), {
			method: "POST",
			headers: { "content-type": "application/reports+json" },
			body: JSON.stringify([report]),
			signal: AbortSignal.timeout(ANSWER_MS),
		}).catch(() => undefined);
	}

	#log(line: string): void {
		this.#options.log?.(line);
	}
}
