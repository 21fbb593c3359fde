import type { OrderName } from "../../lipsync/order-tables.ts";
import type { Finding } from "../model/finding.ts";
import { clockText } from "../model/tick-spacing.ts";
import { button, make } from "./dom.ts";

export interface FindingHandlers {
	/** Go and see. */
	show(finding: Finding): void;
	useOrder(order: OrderName): void;
}

const SEVERITIES: Readonly<Record<Finding["severity"], string>> = {
	fault: "Fault",
	warning: "Warning",
	note: "Note",
};

/** The list of what is wrong: gravest first, each with its evidence and a way there. Main thread. */
export class FindingsView {
	readonly #root: HTMLElement;
	readonly #handlers: FindingHandlers;
	#shown = "";

	constructor(root: HTMLElement, handlers: FindingHandlers) {
		this.#root = root;
		this.#handlers = handlers;
	}

	show(findings: readonly Finding[], isComplete: boolean): void {
		const key = JSON.stringify([findings, isComplete]);
		if (key === this.#shown) return;
		this.#shown = key;
		const items = findings.map((finding) => this.#item(finding));
		if (items.length === 0 && isComplete)
			items.push(make("li", "all-well", "Nothing is wrong that this view can name."));
		if (!isComplete && items.length === 0) items.push(make("li", "all-well", "Looking…"));
		this.#root.replaceChildren(...items);
	}

	#item(finding: Finding): HTMLElement {
		const { code, severity, title, detail, at, order } = finding;
		const item = make("li", "finding");
		item.dataset.severity = severity;
		item.dataset.code = code;
		const head = make("div", "finding-head");
		head.append(make("span", "severity", SEVERITIES[severity]), make("strong", "", title));
		const actions = make("div", "finding-actions");
		if (at !== undefined || finding.lane !== undefined)
			actions.append(
				button(at === undefined ? "Show the lane" : `Show at ${clockText(at)}`, () =>
					this.#handlers.show(finding),
				),
			);
		if (order !== undefined)
			actions.append(button(`Read as “${order}”`, () => this.#handlers.useOrder(order), "primary"));
		item.append(head, make("p", "", detail), actions);
		return item;
	}
}
