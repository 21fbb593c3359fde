import { type CandidateKind, isLive } from "../model/candidate.ts";
import type { SentenceResult } from "../model/sentence-result.ts";
import { type Summary, summarise } from "../model/statistics.ts";
import type { CandidateReport, ComparisonReport } from "./comparison-report.ts";

/** A figure of a comparison: a row of its table, a column of its CSV. */
export interface Metric {
	readonly key: string;
	/** As a reader who is no engineer reads it. */
	readonly label: string;
	readonly unit: "ms" | "kB/s" | "1/s" | "" | "%";
	/** What is better; `near-zero` for offsets, `none` where it depends. */
	readonly better: "low" | "high" | "near-zero" | "none";
	/** It is a figure of these candidates alone; of all if it is absent. */
	readonly only?: "live" | "produced";
	/** What it is, in a sentence. */
	readonly meaning: string;
	readonly of: (candidate: CandidateReport, results: readonly SentenceResult[]) => readonly (number | null)[];
}

const milliseconds = (time: number | null): number | null => (time === null ? null : 1000 * time);

const each =
	(pick: (result: SentenceResult) => number | null): Metric["of"] =>
	(_candidate, results) =>
		results.map(pick);

/** Every figure, in the order of the table. */
export const METRICS: readonly Metric[] = [
	{
		key: "connected",
		label: "Connected",
		unit: "ms",
		better: "low",
		only: "live",
		meaning: "from the request until it is seen and takes commands",
		of: ({ connected }) => [milliseconds(connected)],
	},
	{
		key: "firstPicture",
		label: "First picture",
		unit: "ms",
		better: "low",
		meaning: "from the request, of a produced video from the text, until its first frame is shown",
		of: ({ kind, firstPicture }, results) =>
			isLive(kind)
				? [milliseconds(firstPicture)]
				: results.map((result) => milliseconds(result.firstPicture)),
	},
	{
		key: "ordered",
		label: "Ordered",
		unit: "ms",
		better: "low",
		only: "produced",
		meaning: "from the text until the service has taken the order of its video",
		of: each(({ ordered }) => milliseconds(ordered)),
	},
	{
		key: "ready",
		label: "Video made",
		unit: "ms",
		better: "low",
		only: "produced",
		meaning: "from the text until its video can be played",
		of: each(({ ready }) => milliseconds(ready)),
	},
	{
		key: "firstSound",
		label: "First sound",
		unit: "ms",
		better: "low",
		meaning: "from the text until anything is heard",
		of: each(({ firstSound }) => milliseconds(firstSound)),
	},
	{
		key: "firstWord",
		label: "First word",
		unit: "ms",
		better: "low",
		meaning: "from the text until a stretch as long as a word is heard",
		of: each(({ firstWord }) => milliseconds(firstWord)),
	},
	{
		key: "offset",
		label: "Lips after sound",
		unit: "ms",
		better: "near-zero",
		meaning:
			"how much later the mouth moves than its sound is heard, from pixels and sound alone; negative: before it",
		of: each(({ offset }) => (offset.verdict === "measured" ? 1000 * offset.offset : null)),
	},
	{
		key: "confidence",
		label: "Confidence",
		unit: "%",
		better: "none",
		meaning: "how far picture and sound agree beyond what wrong sound would",
		of: each(({ offset }) => (offset.verdict === "measured" ? 100 * offset.confidence : null)),
	},
	{
		key: "silence",
		label: "Interrupt to silence",
		unit: "ms",
		better: "low",
		only: "live",
		meaning: "from the interruption until nothing is heard any more",
		of: each(({ silence }) => milliseconds(silence)),
	},
	{
		key: "mouthClosed",
		label: "Interrupt to closed mouth",
		unit: "ms",
		better: "low",
		only: "live",
		meaning: "from the interruption until the mouth rests",
		of: each(({ mouthClosed }) => milliseconds(mouthClosed)),
	},
	{
		key: "bytes",
		label: "Received",
		unit: "kB/s",
		better: "low",
		meaning: "kilobytes a second while it speaks",
		of: each(({ bytesPerSecond }) => (bytesPerSecond === null ? null : bytesPerSecond / 1000)),
	},
	{
		key: "frameRate",
		label: "Pictures",
		unit: "1/s",
		better: "high",
		meaning: "frames shown a second while it speaks",
		of: each(({ frameRate }) => frameRate),
	},
	{
		key: "stalls",
		label: "Stalls",
		unit: "",
		better: "low",
		meaning: "how often the picture stood still, or the sound ran out, in a sentence",
		of: each(({ stalls }) => stalls),
	},
	{
		key: "busy",
		label: "Page busy",
		unit: "%",
		better: "low",
		meaning: "share of the page's main thread that was busy while it spoke, all panes together",
		of: each(({ busy }) => (busy === null ? null : 100 * busy)),
	},
];

/** A figure of one candidate. */
export interface MetricSummary extends Summary {
	readonly metric: Metric;
	/** Why it is none of this candidate's, in a word or two; empty if it is. */
	readonly besides: string;
}

/** Why a metric does not apply to a kind of candidate; empty if it does. */
const besides = ({ only }: Metric, kind: CandidateKind): string =>
	only === "live" && !isLive(kind) ? "not live" : only === "produced" && isLive(kind) ? "live" : "";

/** The rows of a comparison's table: a figure that applies to nobody in it is left out. */
export const metricsOf = ({ candidates }: ComparisonReport): readonly Metric[] =>
	METRICS.filter(
		(metric) => metric.only !== "produced" || candidates.some(({ kind }) => besides(metric, kind) === ""),
	);

/** Every figure of a candidate. */
export const summariesOf = (
	report: ComparisonReport,
	candidate: CandidateReport,
): readonly MetricSummary[] => {
	const results = report.results.filter(({ candidate: name }) => name === candidate.name);
	return metricsOf(report).map((metric) => ({
		metric,
		besides: besides(metric, candidate.kind),
		...summarise(metric.of(candidate, results)),
	}));
};

/** A number as the tables show it: no more digits than were measured. */
export function figureText(value: number, unit: Metric["unit"]): string {
	if (!Number.isFinite(value)) return "–";
	const digits = unit === "ms" || unit === "%" ? 0 : unit === "" ? 1 : value < 100 ? 1 : 0;
	const text = value.toFixed(digits).replace(/\.0$/, "");
	return text === "-0" ? "0" : text.replace("-", "−");
}

/** Median, and between which the middle half lies where there is more than one. */
export function summaryText(summary: MetricSummary): string {
	const { count, median, lower, upper, metric, besides } = summary;
	const { unit } = metric;
	if (besides !== "") return besides;
	if (count === 0) return "–";
	const spread = count > 1 ? ` (${figureText(lower, unit)} … ${figureText(upper, unit)})` : "";
	return figureText(median, unit) + spread;
}

/** How many sentences got an offset, of how many that were heard. */
export function sureOf(
	report: ComparisonReport,
	name: string,
): { readonly sure: number; readonly heard: number } {
	const heard = report.results.filter(
		({ candidate, firstSound }) => candidate === name && firstSound !== null,
	);
	return { sure: heard.filter(({ offset }) => offset.verdict === "measured").length, heard: heard.length };
}
