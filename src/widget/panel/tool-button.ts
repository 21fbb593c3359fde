import { type IconName, icon } from "./icons.ts";
import { make, setAttributes } from "./make.ts";

/** A button with a picture. Its name is read out, and shown to a pointer that rests on it. */
export class ToolButton {
	readonly element: HTMLButtonElement;
	#icon: IconName;

	/** @param key shortcut to show with the name */
	constructor(name: IconName, label: string, press: () => void, className = "") {
		this.#icon = name;
		this.element = make(
			"button",
			{ type: "button", class: `tool ${className}`.trim(), part: "button" },
			icon(name),
		);
		this.label = label;
		this.element.addEventListener("click", () => press());
	}

	set label(label: string) {
		setAttributes(this.element, { "aria-label": label, title: label });
	}

	set icon(name: IconName) {
		if (name === this.#icon) return;
		this.#icon = name;
		this.element.replaceChildren(icon(name));
	}

	/** A button that is off can be found and says why; pressing it does nothing. */
	set isOff(isOff: boolean) {
		setAttributes(this.element, { "aria-disabled": isOff ? "true" : undefined });
	}

	get isOff(): boolean {
		return this.element.getAttribute("aria-disabled") === "true";
	}

	set isHidden(isHidden: boolean) {
		this.element.hidden = isHidden;
	}
}
