import { isMalformed, type PrintedSample, SAMPLES, type SampleDocument } from "../printed-samples.ts";
import { AKOOL_ROWS } from "./akool-rows.ts";
import { IFLYTEK_ROWS } from "./iflytek-rows.ts";
import type { SampleCheck, SampleRow } from "./sample-row.ts";
import { SOFTSUGAR_ROWS } from "./softsugar-rows.ts";
import { TENCENT_CLOUD_ROWS } from "./tencent-cloud-rows.ts";
import { TENCENT_SERVICES_ROWS } from "./tencent-services-rows.ts";

export const ROWS: Readonly<Record<SampleDocument, readonly SampleRow[]>> = {
	"tencent-server-api": [...TENCENT_SERVICES_ROWS, ...TENCENT_CLOUD_ROWS].sort((a, b) => a.line - b.line),
	"iflytek-realtime-avatar": IFLYTEK_ROWS,
	"softsugar-live-broadcasting": SOFTSUGAR_ROWS,
	"akool-realtime-avatar": AKOOL_ROWS,
};

/** A sample and what it leads to. */
export interface SampleCase {
	readonly sample: PrintedSample;
	readonly row: SampleRow;
}

/** What a check is about, with names for `it.each`. */
export function casesOf(check: SampleCheck): (readonly [name: string, SampleCase])[] {
	const documents = Object.keys(SAMPLES) as SampleDocument[];
	return documents.flatMap((document) =>
		ROWS[document]
			.filter((row) => row.check === check)
			.map((row) => {
				const sample = SAMPLES[document].find(({ line }) => line === row.line);
				if (sample === undefined) throw new Error(`${document} prints no sample at line ${row.line}`);
				return [`line ${row.line}, ${sample.section}`, { sample, row }] as const;
			}),
	);
}

/** Those that nobody's parser takes. */
export const malformedOf = (check: SampleCheck) =>
	casesOf(check).filter(([, { sample }]) => isMalformed(sample));
