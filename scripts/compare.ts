import { mkdir, readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { reportJson } from "../src/compare/report/comparison-report.ts";
import { reportCsv } from "../src/compare/report/report-csv.ts";
import { reportHtml } from "../src/compare/report/report-html.ts";
import { readScenario } from "../src/compare/scenario/read-scenario.ts";
import type { Scenario } from "../src/compare/scenario/scenario.ts";
import { ScenarioError } from "../src/compare/scenario/scenario-error.ts";
import { parseConfig } from "../src/gateway/config.ts";
import { pageAddresses } from "./pages.ts";

const HELP = `npm run compare -- scenario.json [--out FOLDER] [--screenshot]

Runs a scenario in headless Chromium and writes report.html, report.json and report.csv to a folder (comparison by
default). Accounts come from the environment, as for npm start; "standIns": true in the scenario needs none.
docs/compare.md says what a scenario may hold.`;

const EXIT = { failed: 1, usage: 2 } as const;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		out: { type: "string", default: "comparison" },
		screenshot: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});

const fail = (message: string, code: number): never => {
	console.error(message);
	process.exit(code);
};

async function scenarioOf(file: string): Promise<Scenario> {
	try {
		return readScenario(await readFile(file, "utf8"));
	} catch (error) {
		const where = error instanceof ScenarioError ? `${file}, ` : "";
		return fail(`${where}${(error as Error).message}`, EXIT.usage);
	}
}

/** The gateway's settings, with one session a candidate, on a free port. */
function settingsFor({ standIns, candidates }: Scenario) {
	const result = parseConfig([], process.env);
	if ("problems" in result) return fail(result.problems.join("\n"), EXIT.usage);
	return {
		...result.config,
		port: 0,
		host: "127.0.0.1",
		logLevel: "silent",
		vendorSessions: candidates.length,
		...(standIns ? ({ vendors: "stand-in" } as const) : {}),
	};
}

async function run(scenario: Scenario, out: string): Promise<void> {
	const pages = resolve("dist");
	if ((await pageAddresses(pages, "")).length === 0)
		fail("There are no built pages; npm run build makes them.", EXIT.usage);
	// Only now: what is wrong with a scenario is told at once, not after all that it takes to run one.
	const { startServices } = await import("./services.ts");
	const { launchChromium, runScenario } = await import("./run-scenario.ts");
	const services = await startServices(settingsFor(scenario) as never, pages);
	const browser = await launchChromium();
	const bar = new SingleBar({ format: "{bar} {value}/{total} {line}", hideCursor: true, noTTYOutput: true });
	bar.start(1, 0, { line: "connecting" });
	try {
		const [load = 0] = loadavg();
		const report = await runScenario(scenario, {
			url: services.gateway.url,
			browser,
			progress: (line, done, total) => {
				bar.setTotal(total);
				bar.update(done, { line: line.slice(0, 60) });
			},
			notes: [
				...(scenario.standIns
					? ["The vendors are stand-ins on this machine: their figures say nothing of the vendors."]
					: []),
				`Load of the machine at the start: ${load.toFixed(1)}.`,
			],
			...(values.screenshot
				? {
						finished: async (page) =>
							void (await page.screenshot({ path: join(out, "page.png"), fullPage: true })),
					}
				: {}),
		});
		bar.stop();
		await writeFile(join(out, "report.html"), reportHtml(report));
		await writeFile(join(out, "report.json"), reportJson(report));
		await writeFile(join(out, "report.csv"), reportCsv(report));
		for (const { name, phase, reason } of report.candidates)
			if (phase === "failed") console.error(`${name}: ${reason}`);
		console.log(join(out, "report.html"));
	} finally {
		bar.stop();
		await browser.close();
		await services.dispose();
	}
}

const [file] = positionals;
if (values.help || file === undefined) {
	console.log(HELP);
	process.exit(values.help ? 0 : EXIT.usage);
}
await mkdir(values.out, { recursive: true });
try {
	await run(await scenarioOf(file), values.out);
	process.exit();
} catch (error) {
	fail((error as Error).message, EXIT.failed);
}
