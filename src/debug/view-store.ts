import type { ViewState } from "./model/view-state.ts";
import { ViewLink } from "./view-link.ts";

/** The part of a view's state that others know: where one looks, and what is heard there. */
export type ViewPlace = Pick<ViewState, "from" | "to" | "at">;

/** The view as it stands. Every change is drawn, and written into the page's address. Main thread. */
export class ViewStore {
	/** Changes are written into the address from now on: not before what it asks for has been shown. */
	isShown = false;
	readonly #link = new ViewLink();
	readonly #place: () => ViewPlace;
	readonly #changed: () => void;
	#state: ViewState;

	/** @param place where the view stands at this moment @param changed called after every change, to draw it */
	constructor(place: () => ViewPlace, changed: () => void) {
		this.#place = place;
		this.#changed = changed;
		this.#state = this.#link.read();
	}

	get state(): ViewState {
		return this.#state;
	}

	patch(change: Partial<ViewState>): void {
		this.#state = { ...this.#state, ...change };
		this.changed();
	}

	/** The place has changed, or what is drawn of it. */
	changed(): void {
		this.#changed();
		if (this.isShown) this.#link.write(() => this.#withPlace());
	}

	/** The recording that is shown, or the live session, becomes part of the address. */
	setSource(recording: string | undefined, isLive: boolean): void {
		this.#link.source(recording, isLive);
	}

	/** Address under which somebody else sees this very view. */
	get address(): string {
		return this.#link.address(this.#withPlace());
	}

	#withPlace(): ViewState {
		if (this.isShown) this.#state = { ...this.#state, ...this.#place() };
		return this.#state;
	}
}
