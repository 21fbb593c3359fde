import type { Seconds } from "../../util/time.ts";
import type { ActivityKind, AudioHealth, DrawingHealth, NetworkHealth } from "./kiosk-state.ts";

/** What happens to a kiosk. */
export type KioskEvent =
	/** The page stands. `resumes`: a crash has ended a visit a moment ago. */
	| { readonly type: "booted"; readonly resumes: boolean }
	/** The self-tests are over, whatever they found. */
	| { readonly type: "tested" }
	| { readonly type: "activity"; readonly kind: ActivityKind }
	/** The greeting was heard, or cut short. */
	| { readonly type: "greeted" }
	/** The visitor wants to go on. */
	| { readonly type: "more-time" }
	/** The visitor says goodbye. */
	| { readonly type: "leave" }
	| { readonly type: "wiped" }
	| { readonly type: "busy"; readonly isBusy: boolean }
	| { readonly type: "network"; readonly health: NetworkHealth }
	| { readonly type: "audio"; readonly health: AudioHealth }
	| { readonly type: "drawing"; readonly health: DrawingHealth }
	| { readonly type: "maintenance"; readonly isOn: boolean }
	/** Everything stood still for so long. */
	| { readonly type: "woke"; readonly asleep: Seconds }
	/** About four times a second. */
	| { readonly type: "tick" };

/** What has to be done about it, in this order. */
export type KioskEffect =
	| "run-self-test"
	/** The host is alone: no session, fewer frames, lines that draw people in. */
	| "enter-attract"
	| "open-session"
	| "close-session"
	| "say-greeting"
	/** After a crash: says that it is back, in the place of a greeting. */
	| "say-resumed"
	/** Shows and speaks the question whether anybody is there. */
	| "ask-idle"
	/** Takes the question away, and cuts it short. */
	| "hush"
	/** Says that the connection is gone. */
	| "apologise"
	/** Says that it is back. */
	| "say-back"
	/** Everything that this visitor left. */
	| "wipe"
	| "reload";
