import type { PlayerState } from "../runtime/player-events.ts";

const SENTENCE: Readonly<Record<PlayerState, string>> = {
	connecting: "Connecting…",
	ready: "Ready",
	thinking: "Thinking…",
	speaking: "Speaking",
	waiting: "Waiting for sound…",
	reconnecting: "Connection lost, reconnecting…",
	closed: "Not connected",
};

/** Shows where the conversation stands, for eyes and screen readers. */
export function showStatus(target: HTMLElement, state: PlayerState): void {
	target.dataset.state = state;
	target.textContent = SENTENCE[state];
}
