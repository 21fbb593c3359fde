import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launchChromium, runScenario } from "../../scripts/run-scenario.ts";
import { startServices } from "../../scripts/services.ts";
import { PLAN_DEFAULTS } from "../../src/compare/model/comparison-plan.ts";
import { NO_PROFILE } from "../../src/compare/scenario/scenario.ts";
import { defaultConfig } from "../../src/gateway/config.ts";
import { seconds } from "../../src/util/time.ts";
import type { SkewEstimate } from "../skew.ts";
import { SKEW_SENTENCES } from "./skew-sentences.ts";

/** Milliseconds; one stream at a time. */
const SKEWS = [-300, -100, 0, 200] as const;

/** The built comparison page watches a stand-in's stream with each skew. */
export async function measureInBrowser(): Promise<readonly SkewEstimate[]> {
	const browser = await launchChromium();
	const folder = await mkdtemp(join(tmpdir(), "facewire-skew-"));
	const texts = SKEW_SENTENCES.map((text) => ({ text, language: "", interruptAfter: null }));
	const estimates: SkewEstimate[] = [];
	try {
		for (const planted of SKEWS) {
			const services = await startServices(
				{
					...defaultConfig(),
					port: 0,
					logLevel: "silent",
					vendors: "stand-in",
					standInSkews: { "tencent-cloud": seconds(planted / 1000) },
					vendorLeaseFile: join(folder, "leases.json"),
				},
				resolve("dist"),
			);
			try {
				const { results } = await runScenario(
					{
						title: "Skew",
						candidates: [{ name: "one", kind: "tencent-cloud", options: {} }],
						network: NO_PROFILE,
						standIns: true,
						plan: { ...PLAN_DEFAULTS, texts },
					},
					{ url: services.gateway.url, browser },
				);
				for (const { offset } of results)
					estimates.push({
						planted,
						estimate: offset.verdict === "measured" ? 1000 * offset.offset : undefined,
					});
			} finally {
				await services.dispose();
			}
		}
	} finally {
		await browser.close();
		await rm(folder, { recursive: true, force: true });
	}
	return estimates;
}
