import { resolve } from "node:path";
import { chromium } from "playwright";
import { defaultConfig } from "../src/gateway/config.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { startServices } from "./services.ts";

// Takes the README's picture: `tsx scripts/picture.ts`, after a build.

const PICTURE = "docs/page.jpg";
/** Long enough that she still speaks when the picture comes. */
const TEXT =
	"Hello! I am Mira. Whatever you write here, I say aloud, and my lips follow what you hear, on any network, after anything. 你好！";

/** Seconds of sound before the picture is asked for; drawn in software, it comes a second later. */
const MOMENT = 1;

/** Frames to wait for: the first ones take seconds where shaders are compiled in software. */
const FRAMES = 8;

/** In the page: resolves when so many frames have been drawn. */
function drawn(count: number): Promise<void> {
	return new Promise((resolve) => {
		let frames = 0;
		window.facewire.trace(() => {
			if (++frames < count) return;
			window.facewire.trace(undefined);
			resolve();
		});
	});
}

const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" }, resolve("dist"));
const executablePath = findChromium();
const browser = await chromium.launch({
	args: [...CHROMIUM_ARGS],
	...(executablePath === undefined ? {} : { executablePath }),
});
try {
	const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
	await page.goto(`${services.gateway.url}/?quality=high&avatar=avatars/mira.vrm`);
	await page.waitForFunction(() => document.querySelector<HTMLElement>("#loading")?.hidden === true);
	await page.evaluate(drawn, FRAMES);
	await page.fill("#text", TEXT);
	await page.press("#text", "Enter");
	await page.waitForFunction(() => window.facewire.state.value === "speaking");
	await page.waitForTimeout(MOMENT * 1000);
	// Without the measurements: they would be those of a machine that draws in software.
	const clip = { x: 0, y: 0, width: 1280, height: 712 };
	await page.screenshot({ path: PICTURE, type: "jpeg", quality: 86, clip });
} finally {
	await browser.close();
	await services.dispose();
}
