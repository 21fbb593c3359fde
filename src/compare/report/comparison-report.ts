import type { CandidateKind } from "../model/candidate.ts";
import type { SentenceResult } from "../model/sentence-result.ts";

/** How a candidate came to be seen. Seconds; `null`: it never was. */
export interface CandidateReport {
	readonly name: string;
	readonly kind: CandidateKind;
	/** From the request to its first frame, and until it took commands. */
	readonly firstPicture: number | null;
	readonly connected: number | null;
	/** Where it stood at the end, and why. */
	readonly phase: string;
	readonly reason: string;
	/** What its stream lacks. */
	readonly missing: readonly string[];
	/** How it was transported: `whep`, `agora`; `canvas` for ours. */
	readonly transport: string;
}

/** Where it was measured. */
export interface ReportEnvironment {
	readonly browser: string;
	readonly cores: number;
	/** Load, network, and what else moves the figures; one sentence each. */
	readonly notes: readonly string[];
}

/** A whole comparison: what the JSON export holds, and every other form is made of. */
export interface ComparisonReport {
	readonly format: "facewire-comparison";
	readonly version: 1;
	readonly title: string;
	/** ISO 8601. */
	readonly date: string;
	readonly environment: ReportEnvironment;
	readonly candidates: readonly CandidateReport[];
	readonly results: readonly SentenceResult[];
}

/** The report as it is exported: readable, and the same again when it is read. */
export const reportJson = (report: ComparisonReport): string => `${JSON.stringify(report, null, "\t")}\n`;
