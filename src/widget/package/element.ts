import { defineFacewireAvatar } from "../define.ts";

// Entry `facewire/element`: importing it makes the element known; workers, worklet and default avatar lie beside it.
defineFacewireAvatar({
	loadCore: () => import("../core.ts"),
	assets: new URL(/* @vite-ignore */ ".", import.meta.url).href,
});

export type { CommandResult, InterruptResult, SpeakOptions } from "../../session/speech-session-options.ts";
export { defineFacewireAvatar } from "../define.ts";
export { FacewireAvatar } from "../facewire-avatar.ts";
export type { Activity, WidgetErrorCode, WidgetEvents } from "../widget-events.ts";
