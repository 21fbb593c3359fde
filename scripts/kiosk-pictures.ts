import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium, type Page } from "playwright";
import { defaultConfig } from "../src/gateway/config.ts";
import type { KioskPage } from "../src/kiosk/page/kiosk-page.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { startServices } from "./services.ts";

// Takes the kiosk's pictures for README and docs/kiosk.md, after a build: `tsx scripts/kiosk-pictures.ts [NAME…]`.

declare global {
	interface Window {
		facewireKiosk: KioskPage;
	}
}

/** Of WebP; large screens of smooth colours. */
const QUALITY = 0.8;

/** Frames to wait for: each takes seconds where they are drawn in software. */
const FRAMES = 2;

/** In the page: resolves when so many frames have been drawn. */
function drawn(count: number): Promise<void> {
	return new Promise((resolve) => {
		let frames = 0;
		const { player } = window.facewireKiosk.host;
		player?.trace(() => {
			if (++frames < count) return;
			player.trace(undefined);
			resolve();
		});
	});
}

interface Picture {
	readonly name: string;
	readonly size: { readonly width: number; readonly height: number };
	/** Width of the picture on the glass, millimetres, and metres from the eye to it. */
	readonly screen: { readonly width: number; readonly distance: number };
	/** Brings the page to where it is to be shown. */
	prepare(page: Page): Promise<unknown>;
}

const PORTRAIT = { size: { width: 1080, height: 1920 }, screen: { width: 336, distance: 0.75 } };
const LANDSCAPE = { size: { width: 3840, height: 2160 }, screen: { width: 941, distance: 1 } };

const inPhase = (page: Page, phase: string) =>
	page.waitForFunction((wanted) => window.facewireKiosk.state.phase === wanted, phase);

async function ask(page: Page, chip: number, words: string): Promise<void> {
	await page.evaluate(() => window.facewireKiosk.active("touch"));
	await inPhase(page, "converse");
	await page.waitForFunction(() => window.facewireKiosk.host.state.value === "ready");
	await page.evaluate((index) => document.querySelectorAll<HTMLElement>(".chip")[index]?.click(), chip);
	await page.waitForFunction(
		(wanted) => window.facewireKiosk.host.caption.value?.text.includes(wanted),
		words,
	);
}

const PICTURES: readonly Picture[] = [
	{ name: "kiosk-portrait", ...PORTRAIT, prepare: async () => {} },
	{ name: "kiosk-answer", ...PORTRAIT, prepare: (page) => ask(page, 1, "Students") },
	{
		name: "kiosk-idle",
		...PORTRAIT,
		async prepare(page) {
			await ask(page, 1, "Students");
			await page.evaluate(() => {
				const kiosk = window.facewireKiosk;
				kiosk.timing = { ...kiosk.timing, idle: 0 };
				void kiosk.host.hush();
			});
			await inPhase(page, "confirm-idle");
		},
	},
	{ name: "kiosk-landscape", ...LANDSCAPE, prepare: async () => {} },
];

const wanted = process.argv.slice(2);
const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" }, resolve("dist"));
const executablePath = findChromium();
const browser = await chromium.launch({
	args: [...CHROMIUM_ARGS],
	...(executablePath === undefined ? {} : { executablePath }),
});

/** PNG → WebP, by the browser. */
async function webp(png: Buffer): Promise<Buffer> {
	const page = await browser.newPage();
	const url = `data:image/png;base64,${png.toString("base64")}`;
	const made = await page.evaluate(
		async ([source, quality]) => {
			const image = new Image();
			image.src = source;
			await image.decode();
			const canvas = document.createElement("canvas");
			canvas.width = image.naturalWidth;
			canvas.height = image.naturalHeight;
			canvas.getContext("2d")?.drawImage(image, 0, 0);
			return canvas.toDataURL("image/webp", quality);
		},
		[url, QUALITY] as const,
	);
	await page.close();
	return Buffer.from(made.slice(made.indexOf(",") + 1), "base64");
}

try {
	for (const { name, size, screen, prepare } of PICTURES) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const context = await browser.newContext({ viewport: size, serviceWorkers: "block" });
		const page = await context.newPage();
		page.setDefaultTimeout(120_000);
		// As on a machine with a graphics card.
		const settings = `screenWidth=${screen.width}&distance=${screen.distance}&idle=600&quality=high`;
		await page.goto(`${services.gateway.url}/kiosk.html?${settings}`);
		await page.waitForFunction(() => window.facewireKiosk?.state.phase === "attract");
		await page.evaluate(drawn, FRAMES);
		await prepare(page);
		const picture = await webp(await page.screenshot({ timeout: 60_000 }));
		await writeFile(`docs/${name}.webp`, picture);
		console.log(`docs/${name}.webp  ${Math.round(picture.length / 1000)} kB`);
		await context.close();
	}
} finally {
	await browser.close();
	await services.dispose();
}
