import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { createServer } from "vite";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.ts";
import type { ActionSheet } from "./action-page.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Renders a sheet of actions in a headless browser; gives the bytes of a WebP file. */
export async function photographActions(sheet: ActionSheet): Promise<Buffer> {
	const server = await createServer({
		configFile: false,
		root: ROOT,
		logLevel: "error",
		server: { port: 0, host: "127.0.0.1", hmr: false, watch: null },
		cacheDir: "node_modules/.cache/vite-actions",
	});
	const path = findChromium();
	const browser = await chromium.launch({
		args: [...CHROMIUM_ARGS],
		...(path === undefined ? {} : { executablePath: path }),
	});
	try {
		await server.listen();
		const address = server.httpServer?.address();
		if (typeof address !== "object" || address === null) throw new TypeError("No port.");
		const page = await browser.newPage();
		page.on("pageerror", (error) => process.stderr.write(`${error.message}\n`));
		await page.goto(`http://127.0.0.1:${address.port}/assets/sheet/actions.html`);
		await page.waitForFunction(() => "actionSheet" in window);
		const url = await page.evaluate((wanted) => window.actionSheet(wanted), sheet);
		return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
	} finally {
		await browser.close();
		await server.close();
	}
}
