import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ComparisonReport } from "../../src/compare/report/comparison-report.ts";
import { ChildProgram } from "../support/child-program.ts";

/** `npm run compare`, and where it writes to. */
async function compare(scenario: string) {
	const folder = await mkdtemp(join(tmpdir(), "facewire-unattended-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const file = join(folder, "scenario.json");
	await writeFile(file, scenario);
	const leases = { VENDOR_LEASE_FILE: join(folder, "leases.json") };
	return {
		program: new ChildProgram("scripts/compare.ts", [file, "--out", join(folder, "out")], leases),
		folder,
	};
}

describe("npm run compare", () => {
	it("runs a scenario by itself, with a progress line, and writes a report that can be read by itself", async () => {
		const { program, folder } = await compare(`{
			"title": "One video",
			"standIns": true,
			"candidates": ["tencent-produced"],
			"texts": ["Good morning."],
			"order": "alone"
		}`);
		expect(await program.exit()).toBe(0);
		expect(program.stdout + program.stderr).toContain("1/1 Tencent produced video: Good morning.");
		const read = (name: string) => readFile(join(folder, "out", name), "utf8");
		const { results } = JSON.parse(await read("report.json")) as ComparisonReport;
		expect(results.map(({ outcome }) => outcome)).toEqual(["finished"]);
		const html = await read("report.html");
		expect(html).toContain("<h1>One video</h1>");
		// Stills and charts are inside, and nothing is fetched.
		expect(html).toContain('src="data:image/jpeg;base64,');
		expect(html).not.toMatch(/<script|<link|https?:\/\//);
		expect(await read("report.csv")).toContain("Tencent produced video,Good morning.,,1,finished");
	}, 120_000);

	it("names the line of a key that it does not know, and starts nothing", async () => {
		const { program } = await compare('{\n\t"candidates": ["facewire"],\n\t"text": ["Hello."]\n}');
		expect(await program.exit()).toBe(2);
		expect(program.stderr).toContain("line 3");
	}, 60_000);
});
