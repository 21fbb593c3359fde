import { DOUBTS } from "../model/measure-sentence.ts";
import type { SentenceResult } from "../model/sentence-result.ts";
import type { CandidateReport, ComparisonReport } from "./comparison-report.ts";
import { dotChart } from "./dot-chart.ts";
import { escapeHtml } from "./escape-html.ts";
import { figureText, type MetricSummary, metricsOf, summariesOf, summaryText, sureOf } from "./metrics.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { isSure, verdictOf } from "./verdict.ts";

/**
 * The report as one HTML file: no script, no address of anything else, stills and charts inside. For somebody who decides
 * and was not there.
 */
export function reportHtml(report: ComparisonReport): string {
	const title = escapeHtml(report.title);
	const heard = report.results.filter(({ firstSound }) => firstSound !== null).length;
	const date = new Date(report.date).toUTCString();
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="quiet">${escapeHtml(date)} · ${report.candidates.length} candidates · ${heard} sentences heard</p>
</header>
<main>
${summary(report)}
${cards(report)}
${table(report)}
${charts(report)}
${sentences(report)}
${method(report)}
</main>
</body>
</html>
`;
}

function summary(report: ComparisonReport): string {
	const lines = verdictOf(report).map((line) => `<li>${escapeHtml(line)}</li>`);
	return `<section><h2>In short</h2><ul class="verdict">${lines.join("")}</ul></section>`;
}

function cards(report: ComparisonReport): string {
	return `<section class="cards">${report.candidates.map((candidate) => card(report, candidate)).join("")}</section>`;
}

function card(report: ComparisonReport, candidate: CandidateReport): string {
	const still = report.results.find(
		({ candidate: name, still }) => name === candidate.name && still !== null,
	)?.still;
	const summaries = new Map(summariesOf(report, candidate).map((summary) => [summary.metric.key, summary]));
	const figure = (key: string, label: string) => {
		const summary = summaries.get(key);
		if (summary === undefined) return "";
		if (summary.besides !== "") return "";
		// A reader of cards reads no footnotes: what few sentences carry is no figure of a candidate.
		if (key === "offset" && summary.count > 0 && !isSure(report, candidate.name))
			return `<div><dt>${label}</dt><dd>not sure</dd></div>`;
		const unit = summary.count === 0 ? "" : ` <small>${summary.metric.unit}</small>`;
		return `<div><dt>${label}</dt><dd>${figureText(summary.median, summary.metric.unit)}${unit}</dd></div>`;
	};
	const picture =
		still === undefined || still === null
			? `<div class="no-picture">no picture</div>`
			: `<img src="${escapeHtml(still)}" alt="${escapeHtml(candidate.name)} while it speaks">`;
	const trouble = candidate.reason === "" ? "" : `<p class="trouble">${escapeHtml(candidate.reason)}</p>`;
	const figures = [
		figure("firstWord", "first word"),
		figure("offset", "lips late"),
		figure("bytes", "received"),
	].join("");
	return `<article><div class="picture">${picture}</div><h3>${escapeHtml(candidate.name)}</h3><p class="quiet">${escapeHtml(candidate.transport || "not connected")}</p>${trouble}<dl>${figures}</dl></article>`;
}

function table(report: ComparisonReport): string {
	const columns = report.candidates.map((candidate) => summariesOf(report, candidate));
	const head = report.candidates.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
	const rows = metricsOf(report).map((metric, at) => {
		const cells = columns.map((summaries) => summaries[at] as MetricSummary);
		const best = bestOf(metric.better, cells);
		const row = cells.map((cell) => `<td${classOf(cell, best)}>${cellHtml(cell)}</td>`).join("");
		const unit = metric.unit === "" ? "" : ` <small>${metric.unit}</small>`;
		return `<tr><th scope="row" title="${escapeHtml(metric.meaning)}">${metric.label}${unit}</th>${row}</tr>`;
	});
	const sure = report.candidates.map(({ name }) => {
		const { sure, heard } = sureOf(report, name);
		return `<td>${heard === 0 ? "–" : `${sure} of ${heard}`}</td>`;
	});
	const sureRow = `<tr><th scope="row">Sentences of which the lips could be told</th>${sure.join("")}</tr>`;
	return `<section><h2>Figures</h2><div class="scroll"><table><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join("")}${sureRow}</tbody></table></div>
<p class="quiet">Medians; in brackets, the middle half of the repetitions. Bold: the best of a row. – was not measured; “live” and “not live” name to whom a figure does not apply.</p></section>`;
}

function classOf(cell: MetricSummary, best: MetricSummary | undefined): string {
	if (cell.besides !== "") return ' class="besides"';
	return cell === best ? ' class="best"' : "";
}

/** The spread below its median: five columns of both would not fit side by side. */
const cellHtml = (cell: MetricSummary): string =>
	escapeHtml(summaryText(cell)).replace(/ (\(.*\))$/, "<br><small>$1</small>");

/** The best of a row, if there is one of several. */
function bestOf(better: string, cells: readonly MetricSummary[]): MetricSummary | undefined {
	// An offset of a sentence or two is no ground for a prize.
	const least = better === "near-zero" ? 3 : 1;
	const known = cells.filter(({ count }) => count >= least);
	if (known.length < 2 || better === "none") return undefined;
	const badness = ({ median }: MetricSummary) =>
		better === "high" ? -median : better === "near-zero" ? Math.abs(median) : median;
	const sorted = known.toSorted((a, b) => badness(a) - badness(b));
	const [first, second] = sorted;
	if (first === undefined || second === undefined) return undefined;
	// Two that read the same are no first and second.
	const shown = ({ median, metric }: MetricSummary) => figureText(Math.abs(median), metric.unit);
	return shown(first) === shown(second) ? undefined : first;
}

function charts(report: ComparisonReport): string {
	const rows = (pick: (result: SentenceResult) => number | null) =>
		report.candidates.map(({ name }) => ({
			label: name,
			values: report.results
				.filter(({ candidate }) => candidate === name)
				.map(pick)
				.filter((value) => value !== null),
		}));
	const offsets = dotChart({
		title: "Lips after sound, each sentence",
		unit: "ms",
		rows: rows(({ offset }) => (offset.verdict === "measured" ? 1000 * offset.offset : null)),
		// ITU-R BT.1359; its positive, sound early, is ours: the mouth comes late.
		bands: [
			{ from: -185, to: 90, label: "acceptable (ITU-R BT.1359)" },
			{ from: -125, to: 45, label: "not noticed (ITU-R BT.1359)" },
		],
		least: { from: -220, to: 120 },
	});
	const words = dotChart({
		title: "First word, each sentence",
		unit: "ms",
		rows: rows(({ firstWord }) => (firstWord === null ? null : 1000 * firstWord)),
		bands: [],
		least: { from: 0, to: 1000 },
	});
	return `<section class="charts"><h2>Each sentence</h2>${offsets}${words}</section>`;
}

function sentences(report: ComparisonReport): string {
	const rows = report.results.map((result) => {
		const { candidate, text, repetition, offset, outcome, reason } = result;
		const lips =
			offset.verdict === "measured"
				? `${figureText(1000 * offset.offset, "ms")} ± ${figureText(2000 * offset.error, "ms")} (${figureText(100 * offset.confidence, "%")} %)`
				: `not sure: ${DOUBTS[offset.doubt]}`;
		const word = result.firstWord === null ? "–" : figureText(1000 * result.firstWord, "ms");
		const end = reason === "" ? outcome : `${outcome}: ${reason}`;
		const cells = [text, String(repetition + 1), word, lips, end].map(
			(cell) => `<td>${escapeHtml(cell)}</td>`,
		);
		return `<tr><th scope="row">${escapeHtml(candidate)}</th>${cells.join("")}</tr>`;
	});
	return `<section><details><summary>All ${report.results.length} sentences</summary><div class="scroll"><table class="all"><thead><tr><th>Candidate</th><th>Text</th><th>Round</th><th>First word, ms</th><th>Lips after sound, ms</th><th>End</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></details></section>`;
}

function method(report: ComparisonReport): string {
	const { environment } = report;
	const notes = environment.notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("");
	const meanings = metricsOf(report)
		.map(({ label, meaning }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(meaning)}</dd>`)
		.join("");
	return `<section><h2>How it was measured</h2>
<p>Everybody got the same texts, on the same machine, and was heard and seen by the same ruler: the page. Lips against sound is told from pixels and sound alone. The ruler looks for the part of the picture that moves with the sound, and for the delay at which it does so best; where sound played backwards fits about as well, it says that it is not sure.</p>
<ul>${notes}<li>${escapeHtml(environment.browser)}, ${environment.cores} cores.</li></ul>
<dl class="meanings">${meanings}</dl></section>`;
}
