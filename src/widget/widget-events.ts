import type { CoverageCard } from "../lipsync/resolver/coverage-card.ts";
import type { AvatarLicence, Caption } from "../runtime/player-events.ts";
import type { SessionState, UtteranceEnd } from "../session/session-event.ts";

/** What the avatar is doing, for those who do not care about connections. */
export type Activity = "idle" | "thinking" | "speaking";

/** The element's events: their names, and what their `detail` holds. */
export interface WidgetEvents {
	statechange: { readonly state: SessionState; readonly previous: SessionState; readonly reason: string };
	activitychange: { readonly activity: Activity; readonly previous: Activity };
	load: {
		readonly url: string;
		readonly coverage: CoverageCard;
		readonly licence: AvatarLicence | undefined;
	};
	/** Bytes of the avatar; `total` is undefined if the server does not say. */
	progress: { readonly loaded: number; readonly total: number | undefined };
	"poster-dismissed": null;
	beforeconnect: { readonly source: string };
	speechstart: { readonly utterance: number };
	speechend: {
		readonly utterance: number;
		readonly end: UtteranceEnd;
		readonly interrupted: boolean;
		/** All of it, or up to the word at which it was interrupted. */
		readonly heardText: string;
		readonly reason: string;
	};
	/** The words that are heard now; `null` when nothing is. */
	caption: Caption | null;
	/** What the viewer asks, and what is answered: `text` as the driver wants it shown, not sanitised. */
	message: { readonly role: "viewer" | "avatar"; readonly text: string; readonly final: boolean };
	interaction: { readonly interactionType: string; readonly interactionContent: string };
	action: { readonly name: string };
	autoplayblocked: null;
	audiounlocked: null;
	error: { readonly code: WidgetErrorCode; readonly message: string; readonly recoverable: boolean };
}

/** "core": the widget's own code did not load. "drawing": no WebGL; sound and captions go on. */
export type WidgetErrorCode =
	| "core"
	| "audio"
	| "connection"
	| "speech"
	| "avatar"
	| "drawing"
	| "cue"
	| "mapping";

/** Names that pages listen for on `window` and expect to be the platform's own. */
const QUIET: ReadonlySet<string> = new Set(["load", "progress", "error"]);

/** Dispatches an event of the element; false if it was cancelled. */
export function tellEvent<Name extends keyof WidgetEvents>(
	element: HTMLElement,
	name: Name,
	detail: WidgetEvents[Name],
	{ cancelable = false } = {},
): boolean {
	const event = new CustomEvent(name, { detail, cancelable, bubbles: !QUIET.has(name), composed: true });
	return element.dispatchEvent(event);
}
