import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { FacewireAvatar } from "../src/widget/facewire-avatar.ts";
import { PACKAGE, WidgetSite } from "../test/support/widget-site.ts";
import type { Bench } from "./bench.ts";
import { launchBrowser } from "./support/browser.ts";
import { median } from "./support/percentile.ts";
import { row } from "./support/rows.ts";

const TAG = `<facewire-avatar loading="interaction" gateway="/" src="/avatars/light-head.glb" poster="/avatars/mira.webp"></facewire-avatar>`;

interface Visit {
	readonly bytes: number;
	/** Milliseconds since the navigation began. */
	readonly poster: number;
	/** Milliseconds since the button was pressed. */
	readonly shown: number;
	readonly firstWord: number;
}

/** Gzipped as a server would send it; pictures are compressed already. */
async function weight(path: string): Promise<number> {
	if (!path.startsWith("/facewire/")) return 0;
	const body = await readFile(`${PACKAGE}/dist/${path.slice("/facewire/".length)}`);
	return path.endsWith(".js") ? gzipSync(body, { level: 9 }).length : body.length;
}

/**
 * A visit to a page with the widget, as an auditor sees it: what comes before anybody touches it, when the poster
 * stands, and how long it takes from the press of the button to the first word. Needs `npm run package -- --site`.
 */
export const widget: Bench = {
	name: "widget",
	async run({ quick }) {
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
				const bytes = (await Promise.all(site.requests.map(weight))).reduce((sum, one) => sum + one, 0);
				const times = await page.evaluate(async () => {
					const avatar = document.querySelector("facewire-avatar") as FacewireAvatar;
					const at = (type: string) =>
						new Promise<number>((resolve) =>
							avatar.addEventListener(type, () => resolve(performance.now()), { once: true }),
						);
					const [shown, firstWord] = [at("poster-dismissed"), at("speechstart")];
					const pressed = performance.now();
					avatar.shadowRoot?.querySelector<HTMLElement>("button.start")?.click();
					await avatar.speak("Hello.");
					return { shown: (await shown) - pressed, firstWord: (await firstWord) - pressed };
				});
				visits.push({ bytes, poster, ...times });
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
				{ ours: of(({ bytes }) => bytes) / 1000, limit: 15 },
				"gzipped code; the poster is the page's",
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
