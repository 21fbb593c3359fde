import { readFile } from "node:fs/promises";
import { FAULTS } from "../../scripts/kiosk/faults.ts";
import { SupervisedKiosk } from "../../scripts/kiosk/supervised-kiosk.ts";
import type { BenchRow } from "../bench.ts";
import { median } from "../support/percentile.ts";
import { row } from "../support/rows.ts";
import { trendOf } from "../support/trend.ts";

/** Seconds over which processor time is taken, quick or not. */
const CPU_WINDOW = { quick: 5, full: 20 };
/** Long enough to be spoken throughout that. */
const LONG_TEXT = "This sentence is only here so that the host has something to say for a while. ".repeat(12);

/** Seconds after which a page that has just started is at rest. */
const SETTLED = 10;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** What must not grow, by DevTools' names for it. */
const HANDLES = {
	heap: "JSHeapUsedSize",
	listeners: "JSEventListeners",
	nodes: "Nodes",
	workers: "WorkerGlobalScopes",
	worklets: "AudioWorkletProcessors",
	observers: "ContextLifecycleStateObservers",
	buffers: "ArrayBufferContents",
} as const;
type Handle = keyof typeof HANDLES;

/** What is known after a visit. */
interface Point {
	/** Hours since the soak began. */
	readonly x: number;
	readonly seen: Readonly<Record<Handle, number>>;
	/** Megabytes of the page's process, its workers included. */
	readonly memory: number;
	/** Milliseconds. */
	readonly offset: number;
}

/** Share of a soak in which the engine warms up: its compiler's own tables fill in the first quarter of an hour. */
const WARM = 0.25;

/** Seconds of processor time that the browser and all its processes have taken so far. */
async function cpuTime(kiosk: SupervisedKiosk): Promise<number> {
	const { processInfo } = (await kiosk.supervisor.devtools("SystemInfo.getProcessInfo")) as {
		readonly processInfo: readonly { readonly cpuTime: number }[];
	};
	return processInfo.reduce((sum, { cpuTime: time }) => sum + time, 0);
}

async function cpuShare(kiosk: SupervisedKiosk, window: number): Promise<number> {
	const [before, begun] = [await cpuTime(kiosk), performance.now()];
	await pause(window);
	return ((await cpuTime(kiosk)) - before) / ((performance.now() - begun) / 1000);
}

/** What lives on in the page after a collection; the heap in kilobytes. */
async function handles(kiosk: SupervisedKiosk): Promise<Point["seen"]> {
	await kiosk.supervisor.devtools("HeapProfiler.collectGarbage", {}, "page");
	await kiosk.supervisor.devtools("Performance.enable", {}, "page");
	const { metrics } = (await kiosk.supervisor.devtools("Performance.getMetrics", {}, "page")) as {
		readonly metrics: readonly { readonly name: string; readonly value: number }[];
	};
	const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
	const seen = Object.entries(HANDLES).map(([handle, name]) => [handle, of(name)]);
	const counts = Object.fromEntries(seen) as Record<Handle, number>;
	return { ...counts, heap: counts.heap / 1024 };
}

/** Megabytes that the browser's renderers have for themselves: the heaps of workers are in it. Linux only. */
async function memoryOf(kiosk: SupervisedKiosk): Promise<number> {
	const { processInfo } = (await kiosk.supervisor.devtools("SystemInfo.getProcessInfo")) as {
		readonly processInfo: readonly { readonly type: string; readonly id: number }[];
	};
	const sizes = processInfo
		.filter(({ type }) => type === "renderer")
		.map(async ({ id }) => /^RssAnon:\s+(\d+)/m.exec(await readFile(`/proc/${id}/status`, "utf8"))?.[1]);
	return (await Promise.all(sizes)).reduce((sum, size) => sum + Number(size), 0) / 1024;
}

/** Seconds of an answer that are listened to. */
const LISTENED = 2;

/** One visit, with lips against sound in the middle of its answer, milliseconds. */
async function visitAndWipe(kiosk: SupervisedKiosk): Promise<number> {
	await kiosk.visit();
	await kiosk.ask(40);
	await pause(LISTENED);
	const offset = Number(await kiosk.read("host.player.stats.value.offset")) * 1000;
	await kiosk.supervisor.evaluate('globalThis.facewireKiosk.dispatch({ type: "leave" })');
	await kiosk.phase("attract");
	return offset;
}

/** Visit after visit for so many minutes: what the page keeps of them, as slopes over the hours. */
async function soak(kiosk: SupervisedKiosk, minutes: number): Promise<BenchRow[]> {
	await visitAndWipe(kiosk);
	const begun = performance.now();
	const hours = () => (performance.now() - begun) / 3.6e6;
	const points: Point[] = [];
	let failed = 0;
	while (hours() * 60 < minutes) {
		try {
			const offset = await visitAndWipe(kiosk);
			const memory = await memoryOf(kiosk).catch(() => Number.NaN);
			points.push({ x: hours(), seen: await handles(kiosk), memory, offset });
		} catch {
			failed++;
		}
	}
	const steady = points.filter(({ x }) => x * 60 >= WARM * minutes);
	const slopes = (Object.keys(HANDLES) as Handle[]).map((handle) => {
		const { slope, error } = trendOf(steady.map(({ x, seen }) => ({ x, y: seen[handle] })));
		const [first, last] = [points[0]?.seen[handle], points.at(-1)?.seen[handle]];
		const note = `± ${error.toFixed(1)} after the first quarter of ${minutes} minutes; ${Math.round(first ?? 0)} at first, ${Math.round(last ?? 0)} after ${points.length} visits`;
		return row(`real.${handle}.slope`, handle === "heap" ? "kB/h" : "per h", { ours: slope }, note);
	});
	const memory = trendOf(steady.map(({ x, memory: y }) => ({ x, y })));
	const offsets = (part: readonly Point[]) =>
		median(part.map(({ offset }) => offset).filter(Number.isFinite));
	const tenth = Math.ceil(points.length / 10);
	const drift = offsets(points.slice(-tenth)) - offsets(points.slice(0, tenth));
	return [
		row("real.visits.failed", "count", { ours: failed, limit: 0 }, `of ${points.length + failed}`),
		...slopes,
		row(
			"real.memory.slope",
			"MB/h",
			{ ours: memory.slope },
			`± ${memory.error.toFixed(1)}, the page's process with its workers`,
		),
		row(
			"real.offset.drift",
			"ms",
			{ ours: drift, limit: 1 },
			"median of the last tenth of visits minus the first",
		),
	];
}

/** A kiosk in a real Chromium, without a window, under its supervisor. Needs built pages. */
export async function realKiosk(quick: boolean, minutes: number): Promise<BenchRow[]> {
	const kiosk = await SupervisedKiosk.start();
	const window = quick ? CPU_WINDOW.quick : CPU_WINDOW.full;
	try {
		await kiosk.phase("attract", 120);
		// The page lays itself on the disk, and its shaders are compiled: neither is what attracting costs.
		await kiosk.until("A kept version", () => kiosk.isKept(), 120);
		await pause(SETTLED);
		const attract = await cpuShare(kiosk, window);
		await kiosk.visit();
		await kiosk.supervisor.evaluate(`void globalThis.facewireKiosk.host.speak(${JSON.stringify(LONG_TEXT)})`);
		await kiosk.heard(30);
		const speaking = await cpuShare(kiosk, window);
		await kiosk.supervisor.evaluate("void globalThis.facewireKiosk.host.hush()");
		await kiosk.silent(30);
		const rows = [
			row(
				"attract.cpu",
				"share",
				{ ours: attract / speaking, limit: 1 / 3 },
				`${(100 * attract).toFixed(0)} % of a core alone, ${(100 * speaking).toFixed(0)} % speaking`,
			),
		];
		for (const [metric, name] of [
			["crash.speaks", "renderer killed"],
			["cut.apologises", "network cut"],
			["mended.speaks", "network mended"],
		] as const) {
			const fault = FAULTS.find((candidate) => candidate.name.startsWith(name));
			if (fault === undefined) continue;
			const took = await fault.run(kiosk);
			await kiosk.silent(40);
			rows.push(row(metric, "s", { ours: took, limit: fault.limit }, fault.name));
		}
		if (minutes > 0) rows.push(...(await soak(kiosk, minutes)));
		return rows;
	} finally {
		await kiosk.dispose();
	}
}
