import type { Page } from "playwright";
import { startServices } from "../scripts/services.ts";
import { defaultConfig } from "../src/gateway/config.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { launchBrowser } from "./support/browser.ts";
import { buildProduct, bundleModule } from "./support/bundle.ts";
import type {} from "./support/page/long-trace.ts";
import { percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";

/** A display frame at 60 Hz, milliseconds. */
const FRAME = 1000 / 60;

/** Seconds in the trace. */
const LENGTH = 600;

/** Windows: a usual one, and one that shows every lane at once. */
const WINDOWS = [
	["", { width: 1920, height: 1080 }],
	["tall.", { width: 1920, height: 2200 }],
] as const;

/** What is done with the view, frame by frame: `t` is 0 … 1. */
const MOVES = ["pan", "zoom", "follow"] as const;
type Move = (typeof MOVES)[number];

interface Frames {
	/** Time of the main thread to draw each frame, and between two animation frames; milliseconds. */
	readonly costs: readonly number[];
	readonly intervals: readonly number[];
	readonly lanes: number;
}

/** Moves the view in every animation frame for `seconds`, and notes what each frame cost. */
function drive(page: Page, move: Move, seconds: number): Promise<Frames> {
	return page.evaluate(
		async ([kind, duration]) => {
			const { timeline, trace } = window.facewireDebug;
			const { viewport } = timeline;
			const intervals: number[] = [];
			viewport.show(kind === "zoom" ? 0 : 60, kind === "zoom" ? trace.end : 80);
			// Still, so that what is measured is the move and not what came before it.
			await new Promise((resolve) => setTimeout(resolve, 1500));
			// The view keeps what its last frames cost.
			timeline.costs.length = 0;
			const begun = performance.now();
			let last = begun;
			let edge = trace.end;
			for (;;) {
				const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
				const share = (performance.now() - begun) / (1000 * duration);
				if (share > 1) break;
				intervals.push(now - last);
				last = now;
				if (kind === "pan") viewport.pan(12);
				else if (kind === "zoom") viewport.zoom(share < 0.5 ? 1.03 : 1 / 1.03, viewport.width / 2);
				else {
					edge += 1 / 60;
					window.appendTrace(trace, edge, 1 / 60);
					viewport.place(edge, 0.82);
				}
				timeline.redraw();
			}
			return {
				costs: [...timeline.costs],
				intervals: intervals.slice(2),
				lanes: timeline.canvas.rows.filter(({ lane }) => lane !== undefined).length,
			};
		},
		[move, seconds] as const,
	);
}

/** Drawing ten minutes of every lane, in Chromium: what a frame costs the main thread while the view moves. */
export const timeline: Bench = {
	name: "timeline",
	async run({ quick }) {
		const services = await startServices(
			{ ...defaultConfig(), port: 0, logLevel: "silent" },
			await buildProduct(),
		);
		const browser = await launchBrowser();
		const rows: BenchRow[] = [];
		try {
			for (const [prefix, viewport] of WINDOWS) {
				const context = await browser.newContext({ viewport, bypassCSP: true });
				const page = await context.newPage();
				await page.goto(`${services.gateway.url}/debug.html?avatar=avatars/light-head.glb#folded=none`);
				await page.waitForFunction(() => "facewireDebug" in window);
				await page.addScriptTag({ type: "module", content: await bundleModule("./page/long-trace.ts") });
				await page.waitForFunction(() => "fillTrace" in window);
				await page.evaluate((seconds) => window.fillTrace(seconds), LENGTH);
				for (const move of MOVES) {
					const frames = await drive(page, move, quick ? 2 : 6);
					const cost = (p: number) => percentile(frames.costs, p);
					const fps = 1000 / percentile(frames.intervals, 0.5);
					const note = `${frames.costs.length} frames, ${frames.lanes} lanes, 10 min; ${fps.toFixed(0)} fps shown here, drawn in software`;
					rows.push(row(`${prefix}${move}.p50`, "ms", { ours: cost(0.5), limit: FRAME }, note));
					rows.push(row(`${prefix}${move}.p95`, "ms", { ours: cost(0.95), limit: FRAME }));
				}
				await context.close();
			}
			return rows;
		} finally {
			await browser.close();
			await services.dispose();
		}
	},
};
