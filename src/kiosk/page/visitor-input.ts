import type { Conversation } from "./conversation.ts";
import { onHold } from "./hold.ts";
import type { Kiosk } from "./kiosk.ts";
import { lockDown } from "./lockdown.ts";

/** How long a finger rests to turn voice guidance on without sight, or to open the settings. Milliseconds. */
const HOLD_MS = 2000;
/** Keys of keypads and keyboards that turn the voice guidance on and off. */
const GUIDE_KEYS: ReadonlySet<string> = new Set(["F1", "*"]);
/** What is the operator's: touching it is no visit. */
const SETTINGS = ".settings";
const OPERATORS = `${SETTINGS}, .corner`;

export interface VisitorInputOptions {
	readonly kiosk: Kiosk;
	readonly conversation: Conversation;
	/** Something was held back that would have left the page. */
	readonly heldBack: () => void;
	/** The operator's corner was held. */
	readonly openSettings: () => void;
}

/** Hears fingers and keys everywhere on the page, until `signal` aborts. Main thread. */
export function hearVisitors(
	{ kiosk, conversation, heldBack, openSettings }: VisitorInputOptions,
	signal: AbortSignal,
): void {
	const { screen } = kiosk;
	lockDown(window, heldBack, signal);
	addEventListener("pointerdown", () => pressed(kiosk), { signal, capture: true });
	// Where a touch changes the screen, only its end does, behind everything else: what then lies under the finger was
	// not meant.
	addEventListener("click", ({ target }) => isWithin(target, OPERATORS) || kiosk.active("touch"), { signal });
	addEventListener(
		"keydown",
		(event) => {
			if (isWithin(event.target, SETTINGS)) return;
			if (!GUIDE_KEYS.has(event.key)) return kiosk.active("key");
			event.preventDefault();
			screen.turn("guide", !conversation.guide.isOn);
		},
		{ signal, capture: true },
	);
	// Without sight: a finger that rests anywhere turns the voice guidance on; in the corner it opens the settings.
	onHold(
		screen.root,
		HOLD_MS,
		({ target }) => {
			if (target === screen.corner) openSettings();
			else if (!isWithin(target, SETTINGS)) screen.turn("guide", true);
		},
		signal,
	);
}

/** A visit goes on with the finger's first touch, not with its end. */
function pressed(kiosk: Kiosk): void {
	const { phase } = kiosk.state;
	if (phase === "greet" || phase === "converse") kiosk.active("touch");
}

const isWithin = (target: EventTarget | null, selector: string): boolean =>
	target instanceof Element && target.closest(selector) !== null;
