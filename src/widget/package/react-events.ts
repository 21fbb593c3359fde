import type { WidgetEvents } from "../widget-events.ts";

/** The props that listen, and to what. */
export const REACT_EVENTS = {
	onStateChange: "statechange",
	onActivityChange: "activitychange",
	onAvatarLoad: "load",
	onAvatarProgress: "progress",
	onPosterDismissed: "poster-dismissed",
	onBeforeConnect: "beforeconnect",
	onSpeechStart: "speechstart",
	onSpeechEnd: "speechend",
	onCaption: "caption",
	onMessage: "message",
	onInteraction: "interaction",
	onAction: "action",
	onAutoplayBlocked: "autoplayblocked",
	onAudioUnlocked: "audiounlocked",
	onAvatarError: "error",
} as const satisfies Record<string, keyof WidgetEvents>;
