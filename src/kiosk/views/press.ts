import { type Attributes, make } from "../../widget/panel/make.ts";

/** A button whose words come from the texts: `data-text` names them. */
export function button(
	text: string,
	className: string,
	press: () => void,
	attributes: Attributes = {},
): HTMLButtonElement {
	const made = make(
		"button",
		{ type: "button", class: className, ...attributes },
		make("span", { "data-text": text }),
	);
	made.addEventListener("click", () => press());
	return made;
}

/** A piece of text that changes with the language. */
export const words = <K extends keyof HTMLElementTagNameMap>(
	name: K,
	text: string,
	className = "",
): HTMLElementTagNameMap[K] =>
	make(name, { "data-text": text, ...(className === "" ? {} : { class: className }) });
