import { readFile } from "node:fs/promises";
import type { SupervisedKiosk } from "../../scripts/kiosk/supervised-kiosk.ts";
import type { BenchRow } from "../bench.ts";
import { pause } from "../support/pause.ts";
import { median } from "../support/percentile.ts";
import { row } from "../support/rows.ts";
import { trendOf } from "../support/trend.ts";
import { type HeapCensus, heapCensus } from "./heap-census.ts";

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

/** Heap snapshots in a soak. They stop the page for a second: few. */
const CENSUSES = 12;

/** Visit after visit for so many minutes: what the page keeps of them, as slopes over the hours. */
export async function soak(kiosk: SupervisedKiosk, minutes: number): Promise<BenchRow[]> {
	await visitAndWipe(kiosk);
	const begun = performance.now();
	const hours = () => (performance.now() - begun) / 3.6e6;
	const points: Point[] = [];
	const censuses: (HeapCensus & { readonly x: number })[] = [];
	let failed = 0;
	while (hours() * 60 < minutes) {
		try {
			const offset = await visitAndWipe(kiosk);
			const memory = await memoryOf(kiosk).catch(() => Number.NaN);
			points.push({ x: hours(), seen: await handles(kiosk), memory, offset });
			if (hours() * 60 >= (minutes * censuses.length) / CENSUSES)
				censuses.push({ x: hours(), ...heapCensus(await kiosk.heapSnapshot()) });
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
	const kept = (["objects", "engine"] as const).map((part) => {
		const steadily = censuses.filter(({ x }) => x * 60 >= WARM * minutes);
		const { slope, error } = trendOf(steadily.map((census) => ({ x: census.x, y: census[part] })));
		const [first, last] = [censuses[0]?.[part], censuses.at(-1)?.[part]];
		const what = part === "objects" ? "what scripts have made" : "compiled code, its notes, shapes";
		const note = `± ${error.toFixed(1)}, ${what}, of ${steadily.length} heap snapshots; ${Math.round(first ?? 0)} at first, ${Math.round(last ?? 0)} at the end`;
		return row(`real.${part}.slope`, "kB/h", { ours: slope }, note);
	});
	const memory = trendOf(steady.map(({ x, memory: y }) => ({ x, y })));
	const offsets = (part: readonly Point[]) =>
		median(part.map(({ offset }) => offset).filter(Number.isFinite));
	const tenth = Math.ceil(points.length / 10);
	const drift = offsets(points.slice(-tenth)) - offsets(points.slice(0, tenth));
	return [
		row("real.visits.failed", "count", { ours: failed, limit: 0 }, `of ${points.length + failed}`),
		...kept,
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
