import { decodeViewState, encodeViewState, type ViewState } from "./model/view-state.ts";

/** The address follows the view at most so often: browsers refuse more than a few changes a second. Milliseconds. */
const INTERVAL_MS = 400;

/** Keeps the address of the page that of the view, so that a link shows it to somebody else. Main thread. */
export class ViewLink {
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** The view that the address asks for. */
	read(): ViewState {
		return decodeViewState(location.hash);
	}

	/** The view has changed. */
	write(state: () => ViewState): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			history.replaceState(null, "", this.address(state()));
		}, INTERVAL_MS);
	}

	/** The recording that is shown, or the live session, as part of the address. */
	source(recording: string | undefined, isLive: boolean): void {
		const address = new URL(location.href);
		address.searchParams.delete("recording");
		address.searchParams.delete("live");
		if (recording !== undefined) address.searchParams.set("recording", recording);
		if (isLive) address.searchParams.set("live", "");
		history.replaceState(null, "", address);
	}

	address(state: ViewState): string {
		const address = new URL(location.href);
		address.hash = encodeViewState(state);
		return address.href;
	}
}
