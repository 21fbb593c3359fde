import type { SessionState } from "../session/session-event.ts";

const SENTENCE: Readonly<Record<SessionState, string>> = {
	idle: "Not connected",
	connecting: "Connecting…",
	ready: "Ready",
	thinking: "Thinking…",
	speaking: "Speaking",
	waiting: "Waiting for sound…",
	reconnecting: "Connection lost, reconnecting…",
	closed: "Not connected",
};

/** Shows where the conversation stands, for eyes and screen readers. */
export function showStatus(target: HTMLElement, state: SessionState): void {
	target.dataset.state = state;
	target.textContent = SENTENCE[state];
}
