import uPlot from "uplot";
import type { SentenceResult } from "../model/sentence-result.ts";
import type { ComparisonReport } from "../report/comparison-report.ts";
import { h } from "./dom.ts";

/** What a chart shows of a sentence. */
interface Curve {
	readonly title: string;
	readonly of: (result: SentenceResult) => number | null;
}

const CURVES: readonly Curve[] = [
	{
		title: "Lips after sound, ms",
		of: ({ offset }) => (offset.verdict === "measured" ? 1000 * offset.offset : null),
	},
	{ title: "First word, ms", of: ({ firstWord }) => (firstWord === null ? null : 1000 * firstWord) },
];

/** Told apart by the colour-blind too (Okabe and Ito); their dots differ in shade as well. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"] as const;

const HEIGHT = 190;

/** The figures of each sentence, one after the other: a line a candidate. */
export class HistoryCharts {
	readonly #host: HTMLElement;
	#charts: uPlot[] = [];

	constructor(host: HTMLElement) {
		this.#host = host;
		new ResizeObserver(() => this.#fit()).observe(host);
	}

	show({ candidates, results }: ComparisonReport): void {
		for (const chart of this.#charts) chart.destroy();
		this.#host.replaceChildren();
		const names = candidates.map(({ name }) => name);
		const rounds = names.map((name) => results.filter(({ candidate }) => candidate === name));
		const count = Math.max(0, ...rounds.map(({ length }) => length));
		if (count === 0) return;
		const sentences = Array.from({ length: count }, (_, at) => at + 1);
		const figures = CURVES.map(({ title }) => h("figure", {}, h("figcaption", {}, title)));
		// All of them first: a chart is as wide as its share of the row.
		this.#host.append(...figures);
		this.#charts = CURVES.map(({ of }, at) => {
			const figure = figures[at] as HTMLElement;
			const columns = rounds.map((round) => sentences.map((_, at) => (round[at] ? of(round[at]) : null)));
			return new uPlot(this.#options(names, figure), [sentences, ...columns], figure);
		});
	}

	#options(names: readonly string[], figure: HTMLElement): uPlot.Options {
		const style = getComputedStyle(this.#host);
		const [text, grid] = [style.getPropertyValue("--quiet"), style.getPropertyValue("--line")];
		const axis = {
			stroke: text,
			grid: { stroke: grid, width: 1 },
			ticks: { stroke: grid, width: 1 },
			font: "12px system-ui",
		};
		return {
			width: Math.max(200, figure.clientWidth),
			height: HEIGHT,
			scales: { x: { time: false } },
			legend: { live: false },
			axes: [
				{ ...axis, incrs: [1, 2, 5, 10, 20, 50] },
				{ ...axis, size: 56 },
			],
			series: [
				{ label: "Sentence" },
				...names.map((label, at) => {
					const stroke = COLOURS[at % COLOURS.length] as string;
					return { label, stroke, width: 1.5, points: { show: true, size: 7, fill: stroke } };
				}),
			],
		};
	}

	#fit(): void {
		for (const chart of this.#charts) {
			const width = chart.root.parentElement?.clientWidth ?? 0;
			if (width > 0 && width !== chart.width) chart.setSize({ width, height: HEIGHT });
		}
	}
}
