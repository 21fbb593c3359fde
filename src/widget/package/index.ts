// Entry `facewire`: the runtime without the element, for pages that bring their own canvas and controls.
export { AvatarPlayer, type AvatarPlayerOptions } from "../../runtime/avatar-player.ts";
export type { Caption, PlayerEvent, PlayerStats } from "../../runtime/player-events.ts";
export type { SessionProvider, SessionSource } from "../../runtime/session-host-messages.ts";
export type { SessionState } from "../../session/session-event.ts";
export type { CommandResult, InterruptResult, SpeakOptions } from "../../session/speech-session-options.ts";
