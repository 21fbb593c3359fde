import { isLive } from "../model/candidate.ts";
import type { CandidateReport, ComparisonReport } from "./comparison-report.ts";
import { figureText, type MetricSummary, summariesOf, sureOf } from "./metrics.ts";

/** What the figures say, in sentences; nothing that they do not. */
export function verdictOf(report: ComparisonReport): readonly string[] {
	const failed = report.candidates.filter(({ phase }) => phase === "failed");
	return [
		...ranking(report, "firstWord", "The first word comes soonest from", (summary) => summary.median),
		...ranking(report, "offset", "Lips are nearest to their sound at", (summary) => Math.abs(summary.median)),
		...ranking(
			report,
			"silence",
			"After an interruption the first to be silent is",
			(summary) => summary.median,
		),
		...ranking(report, "bytes", "The least is sent by", (summary) => summary.median),
		...produced(report),
		...failed.map(({ name, reason }) => `${name} did not come to the end: ${reason}`),
		...unsure(report),
	];
}

function ranking(
	report: ComparisonReport,
	key: string,
	begin: string,
	badness: (summary: MetricSummary) => number,
): readonly string[] {
	const known = report.candidates
		.map((candidate) => ({ candidate, summary: figureOf(report, candidate, key) }))
		.filter(
			({ candidate, summary }) => summary.count > 0 && (key !== "offset" || isSure(report, candidate.name)),
		)
		.toSorted((a, b) => badness(a.summary) - badness(b.summary));
	const [first, ...others] = known;
	if (first === undefined || others.length === 0) return [];
	const told = (entry: typeof first) =>
		`${entry.candidate.name} (${figureText(entry.summary.median, entry.summary.metric.unit)} ${entry.summary.metric.unit})`;
	return [`${begin} ${told(first)}; then ${others.map(told).join(", ")}.`];
}

/** What is made first cannot be talked with. */
function produced(report: ComparisonReport): readonly string[] {
	return report.candidates
		.filter(({ kind }) => !isLive(kind))
		.map((candidate) => ({ name: candidate.name, ready: figureOf(report, candidate, "ready") }))
		.filter(({ ready }) => ready.count > 0)
		.map(
			({ name, ready: { median } }) =>
				`${name} makes a video of each text before it says it, in ${seconds(median)}: nobody can talk with it.`,
		);
}

/** A long time of milliseconds as a reader says it. */
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

const figureOf = (report: ComparisonReport, candidate: CandidateReport, key: string): MetricSummary =>
	summariesOf(report, candidate).find(({ metric }) => metric.key === key) as MetricSummary;

/** Whether the lips could be told in half of the sentences at least: fewer are no ground for a ranking. */
export function isSure(report: ComparisonReport, name: string): boolean {
	const { sure, heard } = sureOf(report, name);
	return sure >= heard / 2;
}

function unsure(report: ComparisonReport): readonly string[] {
	const few = report.candidates.flatMap(({ name }) => {
		const { sure, heard } = sureOf(report, name);
		return heard > 0 && !isSure(report, name) ? [`${name} (${sure} of ${heard})`] : [];
	});
	if (few.length === 0) return [];
	return [
		`The lips could be told in few sentences of ${few.join(", ")}: do not build on those figures; docs/compare.md says what helps.`,
	];
}
