/** The last thing that went wrong, in words. */
export class ProblemView {
	readonly #root: HTMLElement;

	constructor(root: HTMLElement) {
		this.#root = root;
	}

	show(message: string): void {
		this.#root.textContent = message;
		this.#root.hidden = message === "";
	}

	clear(): void {
		this.show("");
	}
}
