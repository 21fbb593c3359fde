import { CANDIDATE_KINDS, type CandidateKind } from "../model/candidate.ts";
import {
	CANDIDATE_FIELDS,
	type CandidateField,
	type CandidateOptions,
	KIND_LABELS,
} from "../model/candidate-fields.ts";
import type { PaneOptions } from "../pane.ts";
import { h } from "./dom.ts";

/** What the form asks of the page. */
export interface FormPage {
	/** Takes a candidate, or answers why not. */
	add(options: PaneOptions): string | null;
	/** A name that is free. */
	nameFor(kind: CandidateKind): string;
	/** Settings that the gateway lacks for it. */
	missingFor(kind: CandidateKind): Promise<readonly string[]>;
}

/** A dialog that knows every candidate's options. */
export class CandidateForm {
	readonly element: HTMLDialogElement;
	readonly #kind: HTMLSelectElement;
	readonly #name = h("input", { type: "text", required: true, maxLength: 60 });
	readonly #fields = h("div", { class: "fields" });
	readonly #problem = h("p", { class: "reason", role: "alert" });
	readonly #submitButton = h("button", { type: "submit", class: "primary" }, "Add");
	readonly #page: FormPage;

	constructor(page: FormPage) {
		this.#page = page;
		this.#kind = h(
			"select",
			{ onchange: () => this.#build() },
			...CANDIDATE_KINDS.map((kind) => h("option", { value: kind }, KIND_LABELS[kind])),
		);
		this.element = h(
			"dialog",
			{ class: "candidate-form", "aria-label": "Add a candidate" },
			h(
				"form",
				{ method: "dialog", onsubmit: (event: SubmitEvent) => this.#submit(event) },
				h("h2", {}, "Add a candidate"),
				h("label", {}, h("span", {}, "Who"), this.#kind),
				h("label", {}, h("span", {}, "Name here"), this.#name),
				this.#fields,
				h(
					"p",
					{ class: "quiet" },
					"Accounts are the gateway's: no key is entered here. From “Add” on, a vendor's session costs money.",
				),
				this.#problem,
				h(
					"div",
					{ class: "buttons" },
					h("button", { type: "button", onclick: () => this.element.close() }, "Cancel"),
					this.#submitButton,
				),
			),
		);
	}

	show(): void {
		this.#build();
		this.element.showModal();
	}

	get #chosen(): CandidateKind {
		return this.#kind.value as CandidateKind;
	}

	#build(): void {
		this.#problem.textContent = "";
		this.#name.value = this.#page.nameFor(this.#chosen);
		this.#fields.replaceChildren(...CANDIDATE_FIELDS[this.#chosen].map(row));
		void this.#lookForAccount(this.#chosen);
	}

	async #lookForAccount(kind: CandidateKind): Promise<void> {
		const missing = await this.#page.missingFor(kind);
		if (kind !== this.#chosen) return;
		this.#submitButton.disabled = missing.length > 0;
		if (missing.length > 0)
			this.#problem.textContent = `The gateway has no account for it: ${missing.join(", ")} is missing.`;
	}

	#submit(event: SubmitEvent): void {
		event.preventDefault();
		const kind = this.#chosen;
		const problem = this.#page.add({ kind, name: this.#name.value.trim(), options: this.#options(kind) });
		this.#problem.textContent = problem ?? "";
		if (problem === null) this.element.close();
	}

	#options(kind: CandidateKind): CandidateOptions {
		return Object.fromEntries(
			CANDIDATE_FIELDS[kind].map(({ key, type }) => {
				const input = this.#fields.querySelector(`[name="${key}"]`);
				if (input instanceof HTMLInputElement && type === "switch") return [key, input.checked];
				const value = (input as HTMLInputElement | HTMLSelectElement).value;
				return [key, type === "number" ? Number(value) : value];
			}),
		);
	}
}

function row({ key, label, type, choices, initial, hint, required }: CandidateField): HTMLElement {
	const input =
		choices === undefined
			? h("input", {
					name: key,
					type: type === "switch" ? "checkbox" : type === "number" ? "number" : "text",
					step: "any",
					required: required === true,
					...(type === "switch" ? { checked: initial } : { value: String(initial) }),
				})
			: h("select", { name: key }, ...choices.map((choice) => h("option", { value: choice }, choice)));
	return h("label", { title: hint }, h("span", {}, label), input, h("small", {}, hint));
}
