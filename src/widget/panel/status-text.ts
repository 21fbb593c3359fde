import type { SessionState } from "../../session/session-event.ts";
import type { PanelTexts } from "./panel-texts.ts";

/** Where the conversation stands for the viewer: `held` waits for a tap to be heard, `listening` hears the viewer. */
export type PanelState = SessionState | "held" | "listening";

const KEYS = {
	idle: "stateIdle",
	connecting: "stateConnecting",
	ready: "stateReady",
	thinking: "stateThinking",
	speaking: "stateSpeaking",
	waiting: "stateWaiting",
	reconnecting: "stateReconnecting",
	closed: "stateClosed",
	held: "stateHeld",
	listening: "stateListening",
} as const satisfies Record<PanelState, keyof PanelTexts>;

/** The state in one or two words. */
export const statusText = (state: PanelState, texts: PanelTexts): string => texts[KEYS[state]];
