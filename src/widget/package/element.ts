import { defineFacewireAvatar } from "../define.ts";

// Entry `facewire/element`: importing it makes the element known; workers, worklet and default avatar lie beside it. Not
// `new URL(".", import.meta.url)`, which bundlers take for a file to move.
const here = import.meta.url;
defineFacewireAvatar({
	loadCore: () => import("../core.ts"),
	assets: here.slice(0, here.lastIndexOf("/") + 1),
});

export type { CommandResult, InterruptResult, SpeakOptions } from "../../session/speech-session-options.ts";
export { defineFacewireAvatar } from "../define.ts";
export { FacewireAvatar } from "../facewire-avatar.ts";
export type { Activity, WidgetErrorCode, WidgetEvents } from "../widget-events.ts";
