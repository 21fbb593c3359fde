import type { ComparisonReport } from "../report/comparison-report.ts";
import { type MetricSummary, metricsOf, summariesOf, summaryText, sureOf } from "../report/metrics.ts";
import { h } from "./dom.ts";

/** The table of all figures: a column a candidate, median and spread. */
export class ResultsView {
	readonly #table: HTMLTableElement;

	constructor(table: HTMLTableElement) {
		this.#table = table;
	}

	show(report: ComparisonReport): void {
		const columns = report.candidates.map((candidate) => summariesOf(report, candidate));
		const head = h(
			"tr",
			{},
			h("td"),
			...report.candidates.map(({ name }) => h("th", { scope: "col" }, name)),
		);
		const rows = metricsOf(report).map((metric, at) =>
			h(
				"tr",
				{ "data-metric": metric.key },
				h("th", { scope: "row", title: metric.meaning }, metric.label, h("small", {}, ` ${metric.unit}`)),
				...columns.map((summaries) => cell(summaries[at] as MetricSummary)),
			),
		);
		const sure = h(
			"tr",
			{ "data-metric": "sure" },
			h(
				"th",
				{ scope: "row", title: "Of how many sentences the ruler could tell the lips' delay" },
				"Lips could be told",
			),
			...report.candidates.map(({ name }) => {
				const { sure, heard } = sureOf(report, name);
				return h("td", {}, heard === 0 ? "–" : `${sure} of ${heard}`);
			}),
		);
		this.#table.replaceChildren(h("thead", {}, head), h("tbody", {}, ...rows, sure));
	}
}

const cell = (summary: MetricSummary): HTMLElement =>
	h("td", summary.besides === "" ? {} : { class: "besides" }, summaryText(summary));
