import { icon } from "./icons.ts";
import { make, setText, uniqueId } from "./make.ts";
import type { PanelTexts } from "./panel-texts.ts";

/**
 * A dialog over the panel, not over the page that it stands in: the panel behind it is inert while it is open, Escape
 * closes it, and the focus goes back to where it was.
 */
export class PanelDialog {
	readonly element: HTMLDialogElement;
	readonly #title = make("h2", { class: "dialog-title", id: uniqueId(), tabindex: -1 });
	readonly #body = make("div", { class: "dialog-body", dir: "auto" });
	readonly #behind: HTMLElement;
	#focused: HTMLElement | undefined;

	/** @param behind what cannot be used while the dialog is open */
	constructor(texts: PanelTexts, behind: HTMLElement) {
		this.#behind = behind;
		const close = make(
			"button",
			{ type: "button", class: "tool", part: "button", "aria-label": texts.close, title: texts.close },
			icon("close"),
		);
		close.addEventListener("click", () => this.close());
		this.element = make(
			"dialog",
			{ class: "dialog", part: "dialog", "aria-labelledby": this.#title.id },
			make("div", { class: "dialog-head" }, this.#title, close),
			this.#body,
		);
	}

	get isOpen(): boolean {
		return this.element.open;
	}

	open(title: string, ...content: Node[]): void {
		const root = this.element.getRootNode() as Document | ShadowRoot;
		if (!this.isOpen) this.#focused = root.activeElement as HTMLElement | undefined;
		setText(this.#title, title);
		this.#body.replaceChildren(...content);
		this.#behind.inert = true;
		if (!this.isOpen) this.element.show();
		this.#title.focus();
	}

	close(): void {
		if (!this.isOpen) return;
		this.element.close();
		this.#behind.inert = false;
		this.#body.replaceChildren();
		this.#focused?.focus();
		this.#focused = undefined;
	}
}
