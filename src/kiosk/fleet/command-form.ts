import type { KioskCommand } from "../../protocol/kiosk-command.ts";
import { make } from "../../widget/panel/make.ts";

type CommandType = KioskCommand["type"];

const field = (label: string, control: HTMLElement) => make("label", {}, label, control);
const number = (name: string, min: number, max: number, step: number, value: number) =>
	make("input", { type: "number", name, min, max, step, value, required: true });
const check = (name: string) => make("input", { type: "checkbox", name });

/** What each command asks for. */
const FIELDS: Readonly<Record<CommandType, () => readonly HTMLElement[]>> = {
	say: () => [
		field("Sentence", make("input", { type: "text", name: "text", maxlength: 500, required: true })),
	],
	volume: () => [field("Volume 0 … 1", number("volume", 0, 1, 0.05, 0.8))],
	language: () => [field("Language", choice("language", ["en", "zh"]))],
	avatar: () => [field("Host", choice("avatar", ["mira", "leo", "lin"]))],
	"quiet-hours": () => [
		field("From, hour", number("from", 0, 23, 1, 22)),
		field("To, hour (the same: never)", number("to", 0, 23, 1, 7)),
	],
	maintenance: () => [field("Closed", check("on"))],
	reload: () => [field("At once, even if somebody is there", check("now"))],
};

function choice(name: string, values: readonly string[]): HTMLSelectElement {
	const made = make("select", { name });
	made.append(...values.map((value) => new Option(value, value)));
	return made;
}

const readControl = (control: Element): unknown => {
	if (control instanceof HTMLInputElement && control.type === "checkbox") return control.checked;
	if (control instanceof HTMLInputElement && control.type === "number") return control.valueAsNumber;
	return (control as HTMLInputElement | HTMLSelectElement).value;
};

/** The dialogue in which an operator puts a command together; the gateway checks it. */
export class CommandForm {
	readonly #dialog: HTMLDialogElement;
	readonly #type: HTMLSelectElement;
	readonly #fields: HTMLElement;
	readonly #send: (id: string, command: unknown) => void;
	#id = "";

	constructor(
		elements: {
			readonly dialog: HTMLDialogElement;
			readonly type: HTMLSelectElement;
			readonly fields: HTMLElement;
		},
		send: (id: string, command: unknown) => void,
	) {
		this.#dialog = elements.dialog;
		this.#type = elements.type;
		this.#fields = elements.fields;
		this.#send = send;
		this.#type.addEventListener("change", () => this.#showFields());
		this.#dialog.addEventListener("close", () => {
			if (this.#dialog.returnValue === "send") this.#send(this.#id, this.#command());
		});
		this.#showFields();
	}

	open(id: string): void {
		this.#id = id;
		this.#dialog.returnValue = "";
		const title = this.#dialog.querySelector("h2");
		if (title !== null) title.textContent = `Command for ${id}`;
		this.#dialog.showModal();
	}

	#showFields(): void {
		this.#fields.replaceChildren(...FIELDS[this.#type.value as CommandType]());
	}

	#command(): Record<string, unknown> {
		const given = [...this.#fields.querySelectorAll("[name]")].map(
			(control) => [control.getAttribute("name") ?? "", readControl(control)] as const,
		);
		return { type: this.#type.value, ...Object.fromEntries(given) };
	}
}
