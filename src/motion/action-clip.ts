import type { Posture } from "./body-pose.ts";
import type { ExpressionShapes } from "./expression-table.ts";

/** A posture that a clip passes at a time. */
export interface ActionKey extends Posture {
	/** Seconds from the clip's beginning; later than the key before. */
	readonly at: number;
	/** Does not slow down here: for the middle of a swing. */
	readonly through?: boolean;
}

/**
 * A body action as data. It begins and ends {@link AT_EASE}; between its keys every joint eases. People without arms in
 * the picture do `withoutArms` instead.
 */
export interface ActionClip {
	readonly keys: readonly ActionKey[];
	/** Seconds; back at ease by then. */
	readonly duration: number;
	/** From when on its meaning has been shown, and the next action may take over. Seconds. */
	readonly shown: number;
	/** What the face does along with it. */
	readonly face?: ExpressionShapes;
	/** The clip of the same set that a head alone plays; default: this one, of which only the head is seen. */
	readonly withoutArms?: string;
}

/** Clips by name. */
export type ActionClips = Readonly<Record<string, ActionClip>>;
