import { type Browser, chromium, type Page } from "playwright";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.ts";
import { nameFrames } from "./main-thread-cost.ts";

/** Beside the usual flags: a page that nobody looks at runs at full rate, and memory is told to the byte. */
const BENCH_ARGS = [
	"--disable-background-timer-throttling",
	"--disable-backgrounding-occluded-windows",
	"--disable-renderer-backgrounding",
	"--enable-precise-memory-info",
];

/** Small, so that software rendering keeps up with the display. */
const VIEWPORT = { width: 240, height: 240 };

export async function launchBrowser(): Promise<Browser> {
	const executablePath = findChromium();
	return chromium.launch({
		args: [...CHROMIUM_ARGS, ...BENCH_ARGS],
		...(executablePath === undefined ? {} : { executablePath }),
	});
}

export interface PageOptions {
	/** Forces the rate of every audio context that does not ask for one, hertz. */
	readonly contextRate?: number;
	/** Gives animation frame callbacks a name that profiles show. */
	readonly namedFrames?: boolean;
}

/** An empty page that lets probes in. */
export async function openPage(
	browser: Browser,
	{ contextRate, namedFrames = false }: PageOptions = {},
): Promise<Page> {
	const context = await browser.newContext({ viewport: VIEWPORT, bypassCSP: true });
	const page = await context.newPage();
	if (contextRate !== undefined)
		await page.addInitScript((sampleRate) => {
			const Native = window.AudioContext;
			window.AudioContext = class extends Native {
				constructor(options: AudioContextOptions = {}) {
					super({ sampleRate, ...options });
				}
			};
		}, contextRate);
	if (namedFrames) await nameFrames(page);
	page.on("pageerror", (error) => console.error(`In the page: ${error.message}`));
	return page;
}
