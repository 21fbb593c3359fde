import { FAULTS } from "../../scripts/kiosk/faults.ts";
import { SupervisedKiosk } from "../../scripts/kiosk/supervised-kiosk.ts";
import type { BenchRow } from "../bench.ts";
import { row } from "../support/rows.ts";
import { trendOf } from "../support/trend.ts";

/** Seconds over which processor time is taken, quick or not. */
const CPU_WINDOW = { quick: 5, full: 20 };
/** Long enough to be spoken throughout that. */
const LONG_TEXT = "This sentence is only here so that the host has something to say for a while. ".repeat(12);

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

interface Handles {
	readonly heap: number;
	readonly listeners: number;
	readonly nodes: number;
}

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

/** What lives on in the page after a collection. */
async function handles(kiosk: SupervisedKiosk): Promise<Handles> {
	await kiosk.supervisor.devtools("HeapProfiler.collectGarbage", {}, "page");
	await kiosk.supervisor.devtools("Performance.enable", {}, "page");
	const { metrics } = (await kiosk.supervisor.devtools("Performance.getMetrics", {}, "page")) as {
		readonly metrics: readonly { readonly name: string; readonly value: number }[];
	};
	const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
	return { heap: of("JSHeapUsedSize") / 1024, listeners: of("JSEventListeners"), nodes: of("Nodes") };
}

async function visitAndWipe(kiosk: SupervisedKiosk): Promise<void> {
	await kiosk.visit();
	await kiosk.ask(40);
	await kiosk.supervisor.evaluate('globalThis.facewireKiosk.dispatch({ type: "leave" })');
	await kiosk.phase("attract");
}

/** Visit after visit for so many minutes: what the page keeps of them, as slopes over the hours. */
async function soak(kiosk: SupervisedKiosk, minutes: number): Promise<BenchRow[]> {
	await visitAndWipe(kiosk);
	const begun = performance.now();
	const hours = () => (performance.now() - begun) / 3.6e6;
	const points: { x: number; seen: Handles; offset: number }[] = [];
	while (hours() * 60 < minutes) {
		await visitAndWipe(kiosk);
		const offset = Number(await kiosk.read("host.player.stats.value.offset")) * 1000;
		points.push({ x: hours(), seen: await handles(kiosk), offset });
	}
	const slope = (of: (point: (typeof points)[number]) => number) =>
		trendOf(points.map((point) => ({ x: point.x, y: of(point) })));
	const note = (error: number) =>
		`± ${error.toFixed(1)} over ${minutes} real minutes, ${points.length} visits`;
	const [heap, listeners, nodes] = [
		slope(({ seen }) => seen.heap),
		slope(({ seen }) => seen.listeners),
		slope(({ seen }) => seen.nodes),
	];
	const drift = (points.at(-1)?.offset ?? Number.NaN) - (points[0]?.offset ?? Number.NaN);
	return [
		row("real.heap.slope", "kB/h", { ours: heap.slope }, note(heap.error)),
		row("real.listeners.slope", "per h", { ours: listeners.slope }, note(listeners.error)),
		row("real.nodes.slope", "per h", { ours: nodes.slope }, note(nodes.error)),
		row("real.offset.drift", "ms", { ours: drift }, "last visit minus first"),
	];
}

/** A kiosk in a real Chromium, without a window, under its supervisor. Needs built pages. */
export async function realKiosk(quick: boolean, minutes: number): Promise<BenchRow[]> {
	const kiosk = await SupervisedKiosk.start();
	const window = quick ? CPU_WINDOW.quick : CPU_WINDOW.full;
	try {
		await kiosk.phase("attract", 120);
		await pause(3);
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
