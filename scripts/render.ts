import { existsSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { SingleBar } from "cli-progress";
import { Command } from "commander";
import { chromium, type Page } from "playwright";
import { defaultConfig } from "../src/gateway/config.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { startServices } from "./services.ts";

// Films a recording: `npm run render -- recording.ndjson out.mp4`. A headless Chromium draws and encodes every frame.

/** Shares of the bar. */
const STEPS = 1000;

/** Between two looks at how far the page is. Milliseconds. */
const POLL_MS = 250;

const command = new Command("render")
	.description("Draws a recording frame by frame and writes it, with its sound, as an MP4 or WebM.")
	.argument("<recording>", "what scripts/record.ts, the gateway or the debug view has written (.ndjson)")
	.argument("<video>", "file to write; its ending says the format: .mp4 or .webm")
	.option("--avatar <path>", "model among the built pages, or an address", "avatars/mira.vrm")
	.option("--width <pixels>", "even", "540")
	.option("--height <pixels>", "even", "720")
	.option("--fps <number>", "frames per second", "30")
	.option(
		"--quality <name>",
		"high, medium, low or minimal: low is far faster without a graphics card",
		"high",
	)
	.option("--framing <name>", "head, bust or half", "head")
	.option("--background <colour>", "CSS colour", "#e9edf2")
	.option("--from <seconds>", "where the video begins in the recording", "0")
	.option("--to <seconds>", "where it ends; by default at the end")
	.parse();

const [recording = "", video = ""] = command.args;
const container = extname(video).slice(1).toLowerCase();
if (!["mp4", "webm"].includes(container))
	command.error(`${video}: expected a name that ends in .mp4 or .webm`);
if (!existsSync(recording) || !statSync(recording).isFile())
	command.error(`${recording}: there is no such file`);
if (!existsSync("dist/render.html")) command.error("The pages are not built yet: run `npm run build` first.");

/** Waits until the page has filmed it, with a bar; returns what it tells. @throws Error with the page's reason */
async function filmed(page: Page): Promise<string> {
	const bar = new SingleBar({ format: "{bar} {percentage} % | {told}", hideCursor: true });
	bar.start(STEPS, 0, { told: "" });
	try {
		for (;;) {
			const { state, told, share } = await page.evaluate(() => {
				const output = document.querySelector<HTMLOutputElement>("#told");
				const progress = document.querySelector<HTMLProgressElement>("#progress");
				return { state: output?.dataset.state, told: output?.value ?? "", share: progress?.value ?? 0 };
			});
			bar.update(Math.round(share * STEPS), { told });
			if (state === "failed") throw new Error(told);
			if (state === "done") return told;
			await page.waitForTimeout(POLL_MS);
		}
	} finally {
		bar.stop();
	}
}

const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" }, resolve("dist"));
const executablePath = findChromium();
const browser = await chromium.launch({
	args: [...CHROMIUM_ARGS],
	...(executablePath === undefined ? {} : { executablePath }),
});
try {
	const page = await browser.newPage();
	const query = new URLSearchParams({ format: container, ...command.opts<Record<string, string>>() });
	await page.goto(`${services.gateway.url}/render.html?${query}`);
	await page.setInputFiles("#recording", recording);
	const told = await filmed(page);
	const download = page.waitForEvent("download");
	await page.click("#video");
	await (await download).saveAs(video);
	console.log(`${video}: ${told}`);
} catch (cause) {
	console.error(cause instanceof Error ? cause.message : String(cause));
	process.exitCode = 1;
} finally {
	await browser.close();
	await services.dispose();
}
