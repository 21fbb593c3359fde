import { setFlagsFromString } from "node:v8";
import type { Bench, BenchRow } from "./bench.ts";
import { KioskDay } from "./kiosk/kiosk-day.ts";
import { realKiosk } from "./kiosk/real-kiosk.ts";
import { heapTrend } from "./soak.ts";
import { median } from "./support/percentile.ts";
import { row } from "./support/rows.ts";

/** Simulated hours, and of those the ones at the start that fill what is filled once. */
const FULL = { hours: 72, warm: 6 };
const QUICK = { hours: 6, warm: 1 };

/** What compilers make of hot code, and note about it, grows for days and says nothing of what a kiosk keeps. */
const WITHOUT_COMPILERS = ["--no-opt", "--no-maglev", "--no-sparkplug"];

/** Minutes of visits in a real Chromium: `KIOSK_SOAK_MINUTES=60 npm run bench -- kiosk`. */
const MINUTES = Number(process.env.KIOSK_SOAK_MINUTES ?? 0);

/** A kiosk over days: what it keeps, how soon it is back, what it costs while nobody is there. */
export const kiosk: Bench = {
	name: "kiosk",
	async run({ quick }): Promise<BenchRow[]> {
		const plan = quick ? QUICK : FULL;
		for (const flag of WITHOUT_COMPILERS) setFlagsFromString(flag);
		const day = new KioskDay();
		day.run(0.5);
		const atStart = median([...day.offsets]);
		const { slope, error } = heapTrend((hours) => day.run(hours), plan);
		const atEnd = median([...day.offsets]);
		return [
			row(
				"heap.slope",
				"kB/h",
				{ ours: slope },
				`± ${error.toFixed(2)} over ${plan.hours} simulated hours, ${day.visits} visits`,
			),
			row(
				"wipes.missing",
				"count",
				{ ours: day.visits - day.wipes, limit: 1 },
				"visits that were not wiped; one may be under way",
			),
			row(
				"offset.drift",
				"ms",
				{ ours: 1000 * (atEnd - atStart), limit: 1 },
				"median of the last visit minus the first",
			),
			...(await realKiosk(quick, MINUTES)),
		];
	},
};
