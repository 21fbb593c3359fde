import type { SessionState } from "../session/session-event.ts";
import type { Activity } from "./widget-events.ts";

/** What a viewer would say that the avatar is doing. */
export function activityOf(state: SessionState): Activity {
	if (state === "thinking") return "thinking";
	return state === "speaking" || state === "waiting" ? "speaking" : "idle";
}
