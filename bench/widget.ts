import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { FacewireAvatar } from "../src/widget/facewire-avatar.ts";
import { PACKAGE, WidgetSite } from "../test/support/widget-site.ts";
import type { Bench } from "./bench.ts";
import { launchBrowser } from "./support/browser.ts";
import { median } from "./support/percentile.ts";
import { row } from "./support/rows.ts";

/** The default avatar with its poster, as most pages show it. */
const TAG = '<facewire-avatar loading="interaction" gateway="/"></facewire-avatar>';

interface Visit {
	/** Bytes of code before the button is pressed, and when the first word has been heard; of the poster, of the model. */
	readonly codeBefore: number;
	readonly codeInAll: number;
	readonly posterBytes: number;
	readonly modelBytes: number;
	/** Milliseconds since the navigation began. */
	readonly poster: number;
	/** Milliseconds since the button was pressed. */
	readonly shown: number;
	readonly firstWord: number;
}

/** What was fetched of the package so far, each file once; code gzipped as a server would send it. Bytes. */
async function weight(requests: readonly string[], ending: string): Promise<number> {
	const files = new Set(requests.filter((path) => path.startsWith("/facewire/") && path.endsWith(ending)));
	const sizes = [...files].map(async (path) => {
		const body = await readFile(`${PACKAGE}/dist/${path.slice("/facewire/".length)}`);
		return ending === ".js" ? gzipSync(body, { level: 9 }).length : body.length;
	});
	return (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
}

/**
 * A visit to a page with the widget, as an auditor sees it: what comes before anybody touches it, when the poster
 * stands, and how long it takes from the press of the button to the first word. Makes the package first, of the code as
 * it is.
 */
export const widget: Bench = {
	name: "widget",
	async run({ quick }) {
		execFileSync("npm", ["run", "--silent", "package", "--", "--site"], { stdio: "inherit" });
		const site = await WidgetSite.start();
		const browser = await launchBrowser();
		const visits: Visit[] = [];
		try {
			for (let i = 0; i < (quick ? 3 : 10); i++) {
				const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
				const page = await context.newPage();
				site.requests.length = 0;
				await page.goto(site.page(TAG));
				await page.waitForSelector("button.start");
				const poster = await page.evaluate(async () => {
					const image = document.querySelector("facewire-avatar")?.shadowRoot?.querySelector("img");
					await image?.decode();
					return performance.now();
				});
				await page.waitForLoadState("networkidle");
				const codeBefore = await weight(site.requests, ".js");
				const posterBytes = await weight(site.requests, ".webp");
				const times = await page.evaluate(async () => {
					const avatar = document.querySelector("facewire-avatar") as FacewireAvatar;
					const told = ["poster-dismissed", "speechstart"].map(
						(type) =>
							new Promise<number>((resolve) =>
								avatar.addEventListener(type, () => resolve(performance.now()), { once: true }),
							),
					);
					const pressed = performance.now();
					avatar.shadowRoot?.querySelector<HTMLElement>("button.start")?.click();
					await avatar.speak("Hello.");
					const [shown = Number.NaN, firstWord = Number.NaN] = await Promise.all(told);
					return { shown: shown - pressed, firstWord: firstWord - pressed };
				});
				const [codeInAll, modelBytes] = [
					await weight(site.requests, ".js"),
					await weight(site.requests, ".vrm"),
				];
				visits.push({ codeBefore, codeInAll, posterBytes, modelBytes, poster, ...times });
				await context.close();
			}
		} finally {
			await browser.close();
			await site.dispose();
		}
		const of = (pick: (visit: Visit) => number) => median(visits.map(pick));
		const spread = (pick: (visit: Visit) => number) => {
			const all = visits.map(pick);
			return `${Math.round(Math.min(...all))} … ${Math.round(Math.max(...all))}, ${all.length} visits`;
		};
		return [
			row(
				"beforeInteraction",
				"kB",
				{ ours: of(({ codeBefore }) => codeBefore) / 1000, limit: 15 },
				`code, gzipped; with it a poster of ${Math.round(of(({ posterBytes }) => posterBytes) / 1000)} kB`,
			),
			row(
				"inAll",
				"kB",
				{ ours: of(({ codeInAll }) => codeInAll) / 1000, limit: 200 },
				`code, gzipped, when the first word is heard; with it a model of ${Math.round(of(({ modelBytes }) => modelBytes) / 1000)} kB`,
			),
			row(
				"poster",
				"ms",
				{ ours: of(({ poster }) => poster) },
				`navigation → poster decoded; ${spread(({ poster }) => poster)}`,
			),
			row(
				"shown",
				"ms",
				{ ours: of(({ shown }) => shown) },
				`button → avatar drawn; ${spread(({ shown }) => shown)}`,
			),
			row(
				"firstWord",
				"ms",
				{ ours: of(({ firstWord }) => firstWord) },
				`button → first word heard, all loaded in between; ${spread(({ firstWord }) => firstWord)}`,
			),
		];
	},
};
