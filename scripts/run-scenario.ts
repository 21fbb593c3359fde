import { type Browser, chromium, type Page } from "playwright";
import type { ComparePage } from "../src/compare/page/compare-page.ts";
import type { ComparisonReport } from "../src/compare/report/comparison-report.ts";
import { type NetworkProfile, NO_PROFILE, type Scenario } from "../src/compare/scenario/scenario.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";

declare global {
	interface Window {
		facewireCompare: ComparePage;
		/** The unattended run's progress. */
		comparisonProgress(line: string, done: number, total: number): void;
	}
}

/** CDP takes bytes a second. */
const BYTES_PER_KILOBIT = 125;

export interface RunOptions {
	/** Address of a gateway that serves the built pages. */
	readonly url: string;
	readonly browser: Browser;
	readonly progress?: (line: string, done: number, total: number) => void;
	/** What the report says of the circumstances. */
	readonly notes?: readonly string[];
	/** Called when all has been measured, while the page still stands: for its picture. */
	readonly finished?: (page: Page) => Promise<void>;
}

/** A Chromium as the comparison wants it: sound without a click, pictures without a graphics card. */
export function launchChromium(): Promise<Browser> {
	const executablePath = findChromium();
	return chromium.launch({
		args: [...CHROMIUM_ARGS],
		...(executablePath === undefined ? {} : { executablePath }),
	});
}

/** Runs a scenario in the comparison page and resolves to its report. The page, and with it every session, is closed. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ComparisonReport> {
	const { url, browser, progress = () => {}, notes = [], finished } = options;
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
	try {
		const page = await context.newPage();
		await page.exposeFunction("comparisonProgress", progress);
		await page.goto(`${url}/compare.html`);
		await page.waitForFunction(() => window.facewireCompare !== undefined);
		await shapeNetwork(page, scenario.network);
		await page.evaluate(
			(plan) =>
				window.facewireCompare.run(plan, (line, done, total) => window.comparisonProgress(line, done, total)),
			scenario,
		);
		await finished?.(page);
		const circumstances = [...notes, ...networkNotes(scenario.network)];
		return await page.evaluate((given) => window.facewireCompare.report(given), circumstances);
	} finally {
		// The page says goodbye to its vendors as it goes.
		await context.close({ reason: "The comparison is over." });
	}
}

const isPerfect = (profile: NetworkProfile) =>
	Object.entries(NO_PROFILE).every(([key, value]) => profile[key as keyof NetworkProfile] === value);

async function shapeNetwork(page: Page, profile: NetworkProfile): Promise<void> {
	if (isPerfect(profile)) return;
	const session = await page.context().newCDPSession(page);
	const unlimited = -1;
	const { latency, downlink, uplink, packetLoss } = profile;
	await session.send("Network.emulateNetworkConditions", {
		offline: false,
		latency,
		downloadThroughput: downlink === 0 ? unlimited : downlink * BYTES_PER_KILOBIT,
		uploadThroughput: uplink === 0 ? unlimited : uplink * BYTES_PER_KILOBIT,
		packetLoss,
	});
}

const networkNotes = (profile: NetworkProfile): readonly string[] =>
	isPerfect(profile)
		? []
		: [
				`Network as Chromium emulates it: ${profile.latency} ms, ${profile.downlink || "unlimited"} kbit/s down, ${profile.uplink || "unlimited"} up, ${profile.packetLoss} % of WebRTC's packets lost. Not every transport is touched by every part of it.`,
			];
