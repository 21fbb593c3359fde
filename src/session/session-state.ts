import type { UpstreamState } from "../protocol/gateway-messages.ts";
import type { SessionState } from "./session-event.ts";

/** The connection to the gateway as the session sees it. */
export type LinkState = "idle" | "connecting" | "open" | "reconnecting" | "closed";

/** How far the utterance in hand has come. */
export type UtterancePhase = "none" | "requested" | "playing" | "starved";

/** The one word for where the conversation stands: a broken line outweighs what is being played meanwhile. */
export function sessionState(link: LinkState, upstream: UpstreamState, phase: UtterancePhase): SessionState {
	if (link !== "open") return link;
	if (upstream === "reconnecting") return "reconnecting";
	switch (phase) {
		case "none":
			return "ready";
		case "requested":
			return "thinking";
		case "playing":
			return "speaking";
		case "starved":
			return "waiting";
	}
}
