import type { SessionState } from "../../session/session-event.ts";
import type { Signal } from "../../util/signal.ts";

/** States in which something is being said, or has been asked for. */
const IN_HAND: ReadonlySet<SessionState> = new Set(["connecting", "thinking", "speaking", "waiting"]);

/** Calls `act` once nothing is being said or has been asked for: at once, or when that is over. */
export function whenSilent(state: Signal<SessionState>, act: () => void): void {
	const stop = new AbortController();
	state.subscribe(
		(current) => {
			if (IN_HAND.has(current) || stop.signal.aborted) return;
			stop.abort();
			act();
		},
		{ signal: stop.signal },
	);
}
