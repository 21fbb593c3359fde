import type { GestureName } from "./gestures.ts";

/** The vendor's action codes (server API, “Querying the List Of Actions Supported by the Avatar”) and what they play here. */
export const VENDOR_ACTIONS = {
	"2hands_forward1": "both-forward",
	admission: "enter",
	appearance: "exit",
	bow: "bow",
	waving_hand1: "wave",
	welcome: "welcome",
	left_across_waist: "left-slide",
	left_side1: "left-side",
	left_up2: "left-up",
	right_side1: "right-side",
	right_slide_down: "right-slide-down",
	right_up2: "right-up",
	applaud: "applaud",
	compliment_state3: "two-thumbs-up",
	ok2: "ok",
	show_love3: "finger-heart",
	support: "cheer",
	turn_around: "turn-around",
} as const satisfies Readonly<Record<string, GestureName>>;

/** Words that people and the local driver write, beside the gestures' own names. */
export const OTHER_ACTION_WORDS = {
	clap: "applaud",
	thumbs_up: "thumbs-up",
	thumb_up: "thumbs-up",
	heart: "finger-heart",
	open_arms: "welcome",
	hello: "wave",
	goodbye: "wave",
	thinking: "think",
	come_on: "cheer",
} as const satisfies Readonly<Record<string, GestureName>>;

/** All names beside the gestures' own, for `BodyDirector`. */
export const ACTION_CODES: Readonly<Record<string, GestureName>> = {
	...VENDOR_ACTIONS,
	...OTHER_ACTION_WORDS,
};
