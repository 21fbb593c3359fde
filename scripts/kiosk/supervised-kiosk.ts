import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DevToolsEvent } from "../../src/supervisor/devtools-pipe.ts";
import { KioskSupervisor } from "../../src/supervisor/kiosk-supervisor.ts";
import { CHROMIUM_ARGS, findChromium } from "../chromium.ts";
import { CuttableLine } from "./cuttable-line.ts";
import { GatewayProcess } from "./gateway-process.ts";

/** The light head in a small picture: what software rendering draws at the display's rate. */
const PAGE = "kiosk.html?avatar=avatars/light-head.glb&quality=low&idle=600&languages=en";

/** What shows everything that is touched, and little of the host. */
const SMALL = { width: 360, height: 640 };

/** In the page: loudness of what is being played, of whatever player there is now. */
const LISTEN = `(() => {
	const output = globalThis.facewireKiosk?.host.player?.audio;
	if (output === undefined) return 0;
	if (globalThis.heardOutput !== output) {
		globalThis.heardOutput = output;
		globalThis.heardBy = output.context.createAnalyser();
		globalThis.heardBy.fftSize = 4096;
		output.node.connect(globalThis.heardBy);
	}
	const samples = new Float32Array(4096);
	globalThis.heardBy.getFloatTimeDomainData(samples);
	return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
})()`;

/** Milliseconds that a picture of the heap may take. */
const SNAPSHOT_MS = 60_000;

/** Who hears what DevTools tell. */
interface DevToolsNews {
	listener: ((event: DevToolsEvent) => void) | undefined;
}

/** A V8 heap snapshot, of which this much is read. */
export interface HeapSnapshot {
	readonly snapshot: {
		readonly meta: {
			readonly node_fields: readonly string[];
			readonly node_types: readonly [readonly string[]];
		};
	};
	/** One node after the other, a number for each field. */
	readonly nodes: readonly number[];
	readonly strings: readonly string[];
}

/** Louder than this is speech. */
const AUDIBLE = 0.004;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Gateway, driver, a line that can be cut, and a kiosk under its supervisor: everything real, without a window. */
export class SupervisedKiosk {
	readonly supervisor: KioskSupervisor;
	readonly line: CuttableLine;
	readonly #folder: string;
	readonly #news: DevToolsNews;
	#gateway: GatewayProcess;

	private constructor(
		supervisor: KioskSupervisor,
		news: DevToolsNews,
		line: CuttableLine,
		folder: string,
		gateway: GatewayProcess,
	) {
		this.supervisor = supervisor;
		this.#news = news;
		this.line = line;
		this.#folder = folder;
		this.#gateway = gateway;
	}

	/** @param page address of the page, relative to the gateway. Needs built pages. */
	static async start({
		page = PAGE,
		log = (_line: string): void => undefined,
	} = {}): Promise<SupervisedKiosk> {
		const chromium = findChromium();
		if (chromium === undefined) throw new Error("There is no Chromium.");
		const folder = await mkdtemp(join(tmpdir(), "facewire-kiosk-"));
		// The page comes by the line: its origin is the line's, and has to be known to the gateway.
		const line = await CuttableLine.open();
		const gateway = await GatewayProcess.start(0, originOf(line));
		line.to = gateway.port;
		const news: DevToolsNews = { listener: undefined };
		const supervisor = new KioskSupervisor({
			chromium,
			url: `${originOf(line)}/${page}`,
			dataDir: profileIn(folder),
			isHeadless: true,
			extra: [...CHROMIUM_ARGS, `--window-size=${SMALL.width},${SMALL.height}`],
			log,
			onDevTools: (event) => news.listener?.(event),
		});
		return new SupervisedKiosk(supervisor, news, line, folder, gateway);
	}

	/** A field of the kiosk's page, by its path behind `facewireKiosk`; undefined while there is no page. */
	async read(path: string): Promise<unknown> {
		return this.supervisor.evaluate(`globalThis.facewireKiosk?.${path}`).catch(() => undefined);
	}

	/** Waits until `isSo`; returns the seconds that it took. @throws Error after `limit` seconds */
	async until(what: string, isSo: () => Promise<boolean>, limit: number): Promise<number> {
		const begun = performance.now();
		for (;;) {
			if (await isSo().catch(() => false)) return (performance.now() - begun) / 1000;
			if (performance.now() - begun > limit * 1000)
				throw new Error(`${what} did not come within ${limit} s.`);
			await pause(40);
		}
	}

	phase(name: string, limit = 60): Promise<number> {
		return this.until(name, async () => (await this.read("state.phase")) === name, limit);
	}

	/** Seconds until speech is heard; with `words`, until it is a sentence of these by its caption. */
	heard(limit: number, words?: string): Promise<number> {
		const isSpoken = async () => Number(await this.supervisor.evaluate(LISTEN)) > AUDIBLE;
		const isCaption = async () => {
			const caption = await this.read("host.caption.value.text");
			return typeof caption === "string" && caption.trim() !== "" && words?.includes(caption.trim()) === true;
		};
		return this.until(
			words === undefined ? "Speech" : `"${words}"`,
			async () => (await isSpoken()) && (words === undefined || (await isCaption())),
			limit,
		);
	}

	/** Seconds until nothing is heard or said any more. */
	silent(limit: number): Promise<number> {
		return this.until(
			"Silence",
			async () =>
				(await this.read("host.state.value")) !== "speaking" &&
				Number(await this.supervisor.evaluate(LISTEN)) < AUDIBLE,
			limit,
		);
	}

	/** Lays the page out anew; CSS pixels, by default as it began. */
	async resize({ width, height } = SMALL): Promise<void> {
		const metrics = { width, height, deviceScaleFactor: 0, mobile: false };
		await this.supervisor.devtools("Emulation.setDeviceMetricsOverride", metrics, "page");
	}

	/** A visitor comes. */
	async visit(): Promise<void> {
		await this.supervisor.evaluate('globalThis.facewireKiosk.active("touch")');
		await this.phase("converse");
		await this.until("A session", async () => (await this.read("host.state.value")) === "ready", 30);
	}

	/** A visitor asks; resolves when the answer is heard, with the seconds that it took. */
	async ask(limit = 20): Promise<number> {
		await this.supervisor.evaluate('document.querySelector(".chip").click()');
		return this.heard(limit);
	}

	/** A visitor writes a question of his own, and sends it. */
	async write(question: string): Promise<void> {
		await this.supervisor.evaluate('document.querySelector(".write").click()');
		await this.until("The keys", async () => this.#sees(".hg-button-enter"), 20);
		await this.supervisor.devtools("Input.insertText", { text: question }, "page");
		await this.supervisor.evaluate('document.querySelector(".send").click()');
	}

	/** Everything that the page's script holds, as DevTools write it. */
	async heapSnapshot(): Promise<HeapSnapshot> {
		const chunks: string[] = [];
		this.#news.listener = ({ method, params }) => {
			if (method === "HeapProfiler.addHeapSnapshotChunk") chunks.push(String(params.chunk));
		};
		await this.supervisor.devtools("HeapProfiler.collectGarbage", {}, "page");
		await this.supervisor.devtools("HeapProfiler.takeHeapSnapshot", {}, "page", SNAPSHOT_MS);
		this.#news.listener = undefined;
		return JSON.parse(chunks.join("")) as HeapSnapshot;
	}

	/** Kills the browser's process of that type as the kernel does when memory runs out. */
	async kill(type: "renderer" | "GPU"): Promise<void> {
		const { processInfo } = (await this.supervisor.devtools("SystemInfo.getProcessInfo")) as {
			readonly processInfo: readonly { readonly type: string; readonly id: number }[];
		};
		const found = processInfo.filter((process) => process.type === type);
		if (found.length === 0) throw new Error(`There is no ${type} process.`);
		for (const { id } of found) process.kill(id, "SIGKILL");
	}

	/** Kills the browser, as a power cut would. */
	killBrowser(): void {
		const { pid } = this.supervisor;
		if (pid !== undefined) process.kill(pid, "SIGKILL");
	}

	/** Whether all that the page needs to start lies on the kiosk. */
	async isKept(): Promise<boolean> {
		const look = "navigator.serviceWorker.getRegistration().then((found) => found?.active != null)";
		return (await this.supervisor.evaluate(look)) === true;
	}

	/** Kills the gateway; {@link restartGateway} starts another on the same port. */
	killGateway(): Promise<void> {
		return this.#gateway.kill();
	}

	/** Resolves when it listens. */
	async restartGateway(): Promise<void> {
		this.#gateway = await GatewayProcess.start(this.#gateway.port, originOf(this.line));
	}

	/** The browser's folder. */
	get profile(): string {
		return profileIn(this.#folder);
	}

	async dispose(): Promise<void> {
		await this.supervisor.dispose();
		await this.line.dispose();
		await this.#gateway.dispose();
		await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	}

	async #sees(selector: string): Promise<boolean> {
		const look = `document.querySelector(${JSON.stringify(selector)})?.checkVisibility() === true`;
		return (await this.supervisor.evaluate(look)) === true;
	}
}

const originOf = ({ port }: CuttableLine) => `http://localhost:${port}`;
const profileIn = (folder: string) => join(folder, "profile");
