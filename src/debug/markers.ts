import { clockText } from "./model/tick-spacing.ts";
import { element } from "./panel/dom.ts";
import type { ViewStore } from "./view-store.ts";

/** Moments with notes: asks for the note, and finds the next one. Main thread. */
export class Markers {
	readonly #store: ViewStore;

	constructor(store: ViewStore) {
		this.#store = store;
	}

	/** Opens the dialog for a marker at trace time `at`. */
	ask(at: number): void {
		const dialog = element("note", HTMLDialogElement);
		const input = element("note-text", HTMLInputElement);
		input.value = "";
		element("note-form", HTMLFormElement).onsubmit = () => this.#set(at, input.value.trim());
		element("note-title", HTMLElement).textContent = `Marker at ${clockText(at)}`;
		dialog.showModal();
	}

	/** Time of the marker next after (or before) `at`. */
	next(at: number, direction: 1 | -1): number | undefined {
		const { markers } = this.#store.state;
		const found =
			direction > 0
				? markers.find((marker) => marker.at > at + 1e-3)
				: markers.findLast((marker) => marker.at < at - 1e-3);
		return found?.at;
	}

	#set(at: number, note: string): void {
		this.#store.patch({
			markers: [...this.#store.state.markers, { at, note }].toSorted((a, b) => a.at - b.at),
		});
	}
}
