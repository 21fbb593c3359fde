import { CAPABILITIES, type Capability } from "../../vendors/capability.ts";
import type { Candidate } from "../model/candidate.ts";
import { KIND_LABELS } from "../model/candidate-fields.ts";
import { h } from "./dom.ts";

/** What a candidate can do, and, greyed, what it cannot, with the reason. */
export function capabilityList({ kind, capabilities, limits }: Candidate): HTMLElement {
	const items = (Object.entries(CAPABILITIES) as [Capability, string][])
		.toSorted(([a], [b]) => Number(capabilities.has(b)) - Number(capabilities.has(a)))
		.map(([name, what]) => {
			const can = capabilities.has(name);
			const reason = `${KIND_LABELS[kind]} cannot ${what}.`;
			return h(
				"li",
				{ class: can ? "can" : "cannot", title: can ? what : reason },
				h("span", {}, sentence(what)),
				can ? null : h("small", {}, `not offered`),
			);
		});
	const { text } = limits;
	const length = text
		? h(
				"p",
				{ class: "quiet" },
				`A text has ${text.least === undefined ? "" : `at least ${text.least} and `}at most ${text.most.toLocaleString("en")} ${text.unit}.`,
			)
		: null;
	return h(
		"details",
		{ class: "capabilities" },
		h("summary", {}, `Can do ${capabilities.size} of ${items.length}`),
		h("ul", {}, ...items),
		length,
	);
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
