import { rangeSummary, rangeTable } from "../model/range-table.ts";
import { clockText } from "../model/tick-spacing.ts";
import type { Trace } from "../model/trace.ts";
import { button, make } from "./dom.ts";

/** What lies in the selected range as a table: for screen readers, and for copying. Main thread. */
export class TableView {
	readonly #root: HTMLElement;
	readonly #go: (time: number) => void;

	constructor(root: HTMLElement, go: (time: number) => void) {
		this.#root = root;
		this.#go = go;
	}

	show(trace: Trace, from: number, to: number, isSelection: boolean): void {
		const { rows, more } = rangeTable(trace, from, to);
		const table = make("table", "range");
		const range = `${clockText(from)} to ${clockText(to)}`;
		const caption = make(
			"caption",
			"",
			`${isSelection ? "Selected" : "Visible"} range ${range}: ${rangeSummary(trace, from, to)}`,
		);
		const head = make("thead");
		const titles = make("tr");
		for (const title of ["Time", "Lane", "What", "Length"]) {
			const cell = make("th", "", title);
			cell.scope = "col";
			titles.append(cell);
		}
		head.append(titles);
		const body = make("tbody");
		for (const { at, time, lane, text, duration } of rows) {
			const line = make("tr");
			const when = make("td");
			when.append(button(time, () => this.#go(at), "link"));
			line.append(when, make("td", "", lane), make("td", "", text), make("td", "", duration));
			body.append(line);
		}
		table.append(caption, head, body);
		const rest = more > 0 ? [make("p", "hint", `And ${more} more: select a shorter range.`)] : [];
		this.#root.replaceChildren(table, ...rest);
	}
}
