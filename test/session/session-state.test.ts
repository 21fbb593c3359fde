import { expect, test } from "vitest";
import { sessionState } from "../../src/session/session-state.ts";

test.each([
	["idle", "closed", "none", "idle"],
	["connecting", "closed", "none", "connecting"],
	["open", "closed", "none", "ready"],
	["open", "connecting", "requested", "thinking"],
	["open", "open", "requested", "thinking"],
	["open", "open", "playing", "speaking"],
	["open", "open", "starved", "waiting"],
	["open", "reconnecting", "playing", "reconnecting"],
	["reconnecting", "open", "playing", "reconnecting"],
	["closed", "open", "playing", "closed"],
] as const)("link %s, upstream %s, utterance %s: %s", (link, upstream, phase, state) => {
	expect(sessionState(link, upstream, phase)).toBe(state);
});
