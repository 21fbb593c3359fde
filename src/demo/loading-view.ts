/** Says how much of the avatar has come. */
export class LoadingView {
	readonly #root: HTMLElement;

	constructor(root: HTMLElement) {
		this.#root = root;
	}

	/** @param total bytes in all; `undefined` if the server does not say */
	progress(loaded: number, total: number | undefined): void {
		this.#root.hidden = false;
		const amount =
			total === undefined ? `${(loaded / 1e6).toFixed(1)} MB` : `${Math.floor((100 * loaded) / total)} %`;
		this.#root.textContent = `Loading the avatar… ${amount}`;
	}

	done(): void {
		this.#root.hidden = true;
	}
}
