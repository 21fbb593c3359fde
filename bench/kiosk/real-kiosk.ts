import { FAULTS } from "../../scripts/kiosk/faults.ts";
import { SupervisedKiosk } from "../../scripts/kiosk/supervised-kiosk.ts";
import type { BenchRow } from "../bench.ts";
import { pause } from "../support/pause.ts";
import { row } from "../support/rows.ts";
import { soak } from "./real-soak.ts";

/** Seconds over which processor time is taken, quick or not. */
const CPU_WINDOW = { quick: 5, full: 20 };
/** Long enough to be spoken throughout that. */
const LONG_TEXT = "This sentence is only here so that the host has something to say for a while. ".repeat(12);

/** Laid out as an upright screen of full HD is, in a quarter of its pixels: every one of them is processor time here. */
const UPRIGHT = { width: 540, height: 960 };

/** Seconds between two looks at the frames; the stage tells of them four times a second. */
const LOOK = 0.25;

/** Seconds after which a page that has just started is at rest. */
const SETTLED = 10;

/** Seconds of processor time that the browser and all its processes have taken so far. */
async function cpuTime(kiosk: SupervisedKiosk): Promise<number> {
	const { processInfo } = (await kiosk.supervisor.devtools("SystemInfo.getProcessInfo")) as {
		readonly processInfo: readonly { readonly cpuTime: number }[];
	};
	return processInfo.reduce((sum, { cpuTime: time }) => sum + time, 0);
}

/** What a kiosk does to its machine. */
interface Load {
	/** Cores. */
	readonly cpu: number;
	/** Drawn frames per second. */
	readonly frames: number;
}

async function loadOver(kiosk: SupervisedKiosk, window: number): Promise<Load> {
	const [before, begun] = [await cpuTime(kiosk), performance.now()];
	const rates: number[] = [];
	while (performance.now() - begun < 1000 * window) {
		await pause(LOOK);
		rates.push(Number(await kiosk.read("host.player.stats.value.framesPerSecond")));
	}
	const cpu = ((await cpuTime(kiosk)) - before) / ((performance.now() - begun) / 1000);
	return { cpu, frames: rates.reduce((sum, rate) => sum + rate, 0) / rates.length };
}

const inWords = ({ cpu, frames }: Load) =>
	`${(100 * cpu).toFixed(0)} % of a core and ${frames.toFixed(0)} frames a second`;

/** A kiosk in a real Chromium, without a window, under its supervisor. Needs built pages. */
export async function realKiosk(quick: boolean, minutes: number): Promise<BenchRow[]> {
	const kiosk = await SupervisedKiosk.start();
	const window = quick ? CPU_WINDOW.quick : CPU_WINDOW.full;
	try {
		await kiosk.phase("attract", 120);
		// The page lays itself on the disk, and its shaders are compiled: neither is what attracting costs.
		await kiosk.until("A kept version", () => kiosk.isKept(), 120);
		await pause(SETTLED);
		await kiosk.resize(UPRIGHT);
		await pause(1);
		const attract = await loadOver(kiosk, window);
		await kiosk.visit();
		await kiosk.supervisor.evaluate(`void globalThis.facewireKiosk.host.speak(${JSON.stringify(LONG_TEXT)})`);
		await kiosk.heard(30);
		const speaking = await loadOver(kiosk, window);
		await kiosk.supervisor.evaluate("void globalThis.facewireKiosk.host.hush()");
		await kiosk.silent(30);
		await kiosk.resize();
		const rows = [
			row(
				"attract.cpu",
				"share",
				{ ours: attract.cpu / speaking.cpu, limit: 1 / 3 },
				`${inWords(attract)} alone, ${inWords(speaking)} speaking`,
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
