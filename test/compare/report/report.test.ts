import { describe, expect, it } from "vitest";
import type { SentenceResult } from "../../../src/compare/model/sentence-result.ts";
import type { ComparisonReport } from "../../../src/compare/report/comparison-report.ts";
import { metricsOf, summariesOf, summaryText } from "../../../src/compare/report/metrics.ts";
import { reportCsv } from "../../../src/compare/report/report-csv.ts";
import { reportHtml } from "../../../src/compare/report/report-html.ts";
import { verdictOf } from "../../../src/compare/report/verdict.ts";

const result = (candidate: string, change: Partial<SentenceResult> = {}): SentenceResult => ({
	candidate,
	text: "Good morning.",
	language: "en",
	repetition: 0,
	ordered: null,
	ready: null,
	firstPicture: null,
	outcome: "finished",
	reason: "",
	firstSound: 0.4,
	firstWord: 0.45,
	spoken: 2,
	offset: {
		verdict: "measured",
		offset: 0.031,
		error: 0.004,
		confidence: 0.7,
		region: { x: 0, y: 0, width: 0.1, height: 0.1 },
	},
	silence: null,
	mouthClosed: null,
	bytesPerSecond: 40_000,
	frameRate: 25,
	stalls: 0,
	busy: 0.1,
	still: "data:image/jpeg;base64,AAAA",
	...change,
});

const candidate = (name: string, change: Partial<ComparisonReport["candidates"][number]> = {}) => ({
	name,
	kind: "akool" as const,
	connected: 1.2,
	firstPicture: 1.1,
	phase: "ready",
	reason: "",
	missing: [],
	transport: "whep",
	...change,
});

const REPORT: ComparisonReport = {
	format: "facewire-comparison",
	version: 1,
	title: "One & <two>",
	date: "2026-11-26T12:00:00.000Z",
	environment: { browser: "Chrome 156", cores: 2, notes: ["A note."] },
	candidates: [
		candidate("One"),
		candidate("<Two>", { phase: "failed", reason: "It hung up." }),
		candidate("Three"),
	],
	results: [
		result("One"),
		result("One", { repetition: 1, firstWord: 0.55 }),
		result("<Two>", {
			firstWord: 0.2,
			text: '=cmd("x"), or\nso',
			offset: { verdict: "not-sure", doubt: "unrelated" },
		}),
	],
};

describe("a report", () => {
	it("sums up with median and spread, and leaves out what was not measured", () => {
		const [one, two, three] = REPORT.candidates.map((side) =>
			Object.fromEntries(
				summariesOf(REPORT, side).map((summary) => [summary.metric.key, summaryText(summary)]),
			),
		);
		expect(one).toMatchObject({
			firstWord: "500 (475 … 525)",
			offset: "31 (31 … 31)",
			bytes: "40 (40 … 40)",
		});
		expect(two).toMatchObject({ firstWord: "200", offset: "–", silence: "–" });
		expect(three).toMatchObject({ connected: "1200", firstWord: "–" });
	});

	it("says of whom a figure is none, and leaves out what applies to nobody", () => {
		const made = candidate("Made", { connected: null, firstPicture: null });
		const report: ComparisonReport = {
			...REPORT,
			candidates: [candidate("One"), { ...made, kind: "tencent-produced" }],
			results: [result("One"), result("Made", { ordered: 0.2, ready: 41, firstPicture: 41.3 })],
		};
		const [one, other] = report.candidates.map((side) =>
			Object.fromEntries(
				summariesOf(report, side).map((summary) => [summary.metric.key, summaryText(summary)]),
			),
		);
		expect(one).toMatchObject({ connected: "1200", firstPicture: "1100", ordered: "live", ready: "live" });
		expect(other).toMatchObject({
			connected: "not live",
			firstPicture: "41300",
			ordered: "200",
			ready: "41000",
			silence: "not live",
		});
		expect(verdictOf(report).join()).toContain(
			"Made makes a video of each text before it says it, in 41.0 s",
		);
		expect(reportHtml(report)).toContain('<td class="besides">not live</td>');
		expect(metricsOf(REPORT).map(({ key }) => key)).not.toContain("ready");
	});

	it("as CSV has a line a sentence, and no text that a spreadsheet would run", () => {
		const [head, first, , ...rest] = reportCsv(REPORT).split("\r\n");
		expect(head?.split(",").slice(0, 3)).toEqual(["candidate", "text", "language"]);
		expect(first).toBe("One,Good morning.,en,1,finished,,400,450,2000,31,4,0.7,,,,40000,25,0,,,,0.1");
		expect(rest.join("|")).toContain(`<Two>,"'=cmd(""x""), or\nso",en,1,finished`);
	});

	it("as HTML is one file without script or foreign address, and escapes what people wrote", () => {
		const html = reportHtml(REPORT);
		expect(html).not.toMatch(/<script|<link|https?:\/\//);
		expect(html).toContain("One &amp; &lt;two&gt;");
		expect(html).not.toContain("<Two>");
		expect(html).toContain('src="data:image/jpeg;base64,AAAA"');
		expect(html).toContain("It hung up.");
		expect(html).toContain("not sure: no part of the picture moves with the sound");
	});

	it("draws conclusions from figures alone, and warns of those that few sentences carry", () => {
		const lines = verdictOf(REPORT);
		expect(lines[0]).toBe("The first word comes soonest from <Two> (200 ms); then One (500 ms).");
		expect(lines).toContain("<Two> did not come to the end: It hung up.");
		expect(lines.at(-1)).toContain("The lips could be told in few sentences of <Two> (0 of 1)");
		expect(lines.join()).not.toContain("nearest");
	});
});
