import { resolve } from "node:path";
import { chromium } from "playwright";
import { defaultConfig } from "../src/gateway/config.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { startServices } from "./services.ts";

// Takes the README's picture: `tsx scripts/picture.ts`, after a build.

const PICTURE = "docs/page.jpg";
const TEXT = "Hello! I am Mira. My lips follow what you hear.";

/** Seconds into the text at which the picture is taken: a wide vowel, with some of the caption to come. */
const MOMENT = 2.35;

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
