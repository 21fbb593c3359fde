import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright";
import { launchChromium, runScenario } from "../../scripts/run-scenario.ts";
import { startServices } from "../../scripts/services.ts";
import { PLAN_DEFAULTS } from "../../src/compare/model/comparison-plan.ts";
import { NO_PROFILE } from "../../src/compare/scenario/scenario.ts";
import type { SpokenPhrase } from "../../src/driver/spoken-phrase.ts";
import type { StandInVoice } from "../../src/driver/vendors/stand-in-voice.ts";
import { startStandIns } from "../../src/driver/vendors/start-stand-ins.ts";
import { defaultConfig } from "../../src/gateway/config.ts";
import { seconds } from "../../src/util/time.ts";
import type { SkewEstimate } from "../skew.ts";
import { type Curve, playedSkew } from "./played-skew.ts";
import { SKEW_SENTENCES } from "./skew-sentences.ts";

/** Milliseconds; one stream at a time. */
const SKEWS = [-300, -100, 0, 200] as const;

/** Pixels of a picture's longer side: encoding and decoding share the processor with everything else. */
const LARGEST = 160;

/**
 * Said first and not counted: a browser sets sound and picture of WebRTC together only when the sender has told both
 * their clocks, which takes five seconds and more.
 */
const WARM_UP = "One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve.";

/** An estimate of a stream: what was planted, and what the page really played. Milliseconds. */
export interface StreamedEstimate extends SkewEstimate {
	/** `undefined` if the stream came too broken to tell. */
	readonly played: number | undefined;
}

export interface BrowserMeasurement {
	readonly voice: StandInVoice;
	/** What each of {@link SKEW_SENTENCES} is. */
	readonly phrases: readonly (readonly SpokenPhrase[])[];
}

/** The built comparison page watches a stand-in's stream with each skew. */
export async function measureInBrowser(
	measurement: BrowserMeasurement,
): Promise<readonly StreamedEstimate[]> {
	const browser = await launchChromium();
	const folder = await mkdtemp(join(tmpdir(), "facewire-skew-"));
	const estimates: StreamedEstimate[] = [];
	try {
		for (const planted of SKEWS)
			estimates.push(...(await measureOne(planted, browser, join(folder, "leases.json"), measurement)));
	} finally {
		await browser.close();
		await rm(folder, { recursive: true, force: true });
	}
	return estimates;
}

async function measureOne(
	planted: number,
	browser: Browser,
	vendorLeaseFile: string,
	{ voice, phrases }: BrowserMeasurement,
): Promise<readonly StreamedEstimate[]> {
	const skews = { "tencent-cloud": seconds(planted / 1000) };
	const standIns = await startStandIns({ voice, skews, largest: LARGEST });
	const settings = { ...defaultConfig(), port: 0, logLevel: "silent", ...standIns.settings } as const;
	const services = await startServices({ ...settings, vendorLeaseFile }, resolve("dist"));
	const played: (number | undefined)[] = [];
	const texts = [WARM_UP, ...SKEW_SENTENCES].map((text) => ({ text, language: "", interruptAfter: null }));
	try {
		const { results } = await runScenario(
			{
				title: "Skew",
				candidates: [{ name: "one", kind: "tencent-cloud", options: {} }],
				network: NO_PROFILE,
				standIns: true,
				plan: { ...PLAN_DEFAULTS, warmUp: false, texts },
			},
			{
				url: services.gateway.url,
				browser,
				finished: async (page) => {
					const { sound, mouth } = await watched(page);
					for (const sentence of phrases) played.push(playedSkew(sentence, sound, mouth));
				},
			},
		);
		return results.slice(1).map(({ offset }, at) => {
			const skew = played[at];
			return {
				planted,
				estimate: offset.verdict === "measured" ? 1000 * offset.offset : undefined,
				played: skew === undefined ? undefined : 1000 * skew,
			};
		});
	} finally {
		await services.dispose();
		await standIns.dispose();
	}
}

/** All that the page has heard, and how dark the middle of the stand-in's mouth was: it is where its drawing has it. */
const watched = (page: Page): Promise<{ readonly sound: Curve; readonly mouth: Curve }> =>
	page.evaluate(() => {
		const watch = window.facewireCompare.comparison.pane("one")?.candidate?.watch;
		if (watch === undefined) throw new TypeError("The pane is gone.");
		const { levels, pictures } = watch;
		const { columns } = pictures.grid;
		const sound = Array.from(
			{ length: levels.length },
			(_, at) => [levels.time(at), levels.value(at)] as const,
		);
		const mouth = Array.from({ length: pictures.length }, (_, frame) => {
			let dark = 0;
			for (let row = 18; row <= 21; row++)
				for (let column = 10; column <= 13; column++) dark -= pictures.cell(frame, row * columns + column);
			return [pictures.time(frame), dark] as const;
		});
		return { sound, mouth };
	});
