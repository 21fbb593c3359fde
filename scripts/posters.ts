import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium } from "playwright";
import { defaultConfig } from "../src/gateway/config.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { startServices } from "./services.ts";

// Takes the posters of the default avatars, after a build: `tsx scripts/posters.ts`.

const SIZE = { width: 540, height: 720 };

/** Of WebP; a face has no text that would suffer. */
const QUALITY = 0.82;

const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" }, resolve("dist"));
const executablePath = findChromium();
const browser = await chromium.launch({
	args: [...CHROMIUM_ARGS],
	...(executablePath === undefined ? {} : { executablePath }),
});
try {
	const page = await browser.newPage({ viewport: SIZE, reducedMotion: "reduce", bypassCSP: true });
	await page.goto(`${services.gateway.url}/widget.html`);
	for (const name of ["mira", "leo", "lin"]) {
		await page.evaluate((look) => {
			document.body.innerHTML = `<facewire-avatar variant="bare" loading="eager" quality="high" src="avatars/${look}.vrm"></facewire-avatar>`;
			document.body.style.cssText = "margin:0;padding:0";
		}, name);
		await page.waitForSelector("facewire-avatar:state(revealed)", { timeout: 18000 });
		// Drawn in software, a face takes a while to come to rest.
		await page.waitForTimeout(8000);
		const webp = await page.evaluate((quality) => {
			const drawn = document.querySelector("facewire-avatar")?.shadowRoot?.querySelector("canvas");
			const copy = document.createElement("canvas");
			if (drawn == null) throw new Error("Nothing was drawn.");
			copy.width = drawn.clientWidth;
			copy.height = drawn.clientHeight;
			copy.getContext("2d")?.drawImage(drawn, 0, 0, copy.width, copy.height);
			return copy.toDataURL("image/webp", quality);
		}, QUALITY);
		await writeFile(
			`assets/public/avatars/${name}.webp`,
			Buffer.from(webp.slice(webp.indexOf(",") + 1), "base64"),
		);
	}
} finally {
	await browser.close();
	await services.dispose();
}
