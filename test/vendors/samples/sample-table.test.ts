import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { isMalformed, meantOf, SAMPLES, type SampleDocument } from "../../support/vendors/printed-samples.ts";
import { renderSampleTable } from "../../support/vendors/sample-table/render-sample-table.ts";
import { SAMPLE_CHECKS, type SampleCheck } from "../../support/vendors/sample-table/sample-row.ts";
import { ROWS } from "../../support/vendors/sample-table/sample-table.ts";

/** Counted in the documents: all samples, and those that are no JSON. */
const COUNTS: Readonly<Record<SampleDocument, readonly [all: number, malformed: number]>> = {
	"tencent-server-api": [97, 50],
	"iflytek-realtime-avatar": [17, 13],
	"softsugar-live-broadcasting": [43, 0],
	"akool-realtime-avatar": [3, 2],
};

const documents = Object.keys(SAMPLES) as SampleDocument[];
const parses = (text: string) => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};
/** Names of fields, in order. */
const namesIn = (text: string) => [...text.matchAll(/"?([A-Za-z_]\w*) ?"?\s*:/g)].map(([, name]) => name);

describe.each(documents)("the samples of %s", (document) => {
	it("are all there", () => {
		const [all, malformed] = COUNTS[document];
		expect(SAMPLES[document]).toHaveLength(all);
		expect(SAMPLES[document].filter(isMalformed)).toHaveLength(malformed);
	});

	it("have a row each, and no row is without one", () => {
		expect(ROWS[document].map(({ line }) => line)).toEqual(SAMPLES[document].map(({ line }) => line));
	});

	it("are no JSON exactly where something is said to be odd in them", () => {
		for (const sample of SAMPLES[document])
			expect([sample.line, parses(sample.printed)]).toEqual([sample.line, !isMalformed(sample)]);
	});

	it("are repaired without a field more or less", () => {
		for (const sample of SAMPLES[document].filter(isMalformed)) {
			const printed = new Set(namesIn(sample.printed));
			for (const name of namesIn(JSON.stringify(meantOf(sample))))
				expect([sample.line, printed.has(name)]).toEqual([sample.line, true]);
		}
	});
});

describe("the table of samples", () => {
	it("names checks that the tests run", async () => {
		for (const check of Object.keys(SAMPLE_CHECKS) as SampleCheck[])
			expect(await readFile(SAMPLE_CHECKS[check].test, "utf8")).toContain(`casesOf("${check}")`);
	});

	it("is written down in docs/vendor-samples.md", async () => {
		await expect(renderSampleTable()).toMatchFileSnapshot("../../../docs/vendor-samples.md");
	});
});
