import { element } from "./element.ts";

/** Says how much of the avatar has come. */
export class LoadingView {
	readonly #root = element("loading", HTMLElement);
	readonly #text = element("loading-text", HTMLElement);
	readonly #bar = element("loading-bar", HTMLProgressElement);

	/** @param total bytes in all; `undefined` if the server does not say */
	progress(loaded: number, total: number | undefined): void {
		this.#root.hidden = false;
		this.#text.textContent = `Loading the avatar… ${(loaded / 1e6).toFixed(1)} MB`;
		if (total === undefined) this.#bar.removeAttribute("value");
		else this.#bar.value = loaded / total;
	}

	done(): void {
		this.#root.hidden = true;
	}
}
