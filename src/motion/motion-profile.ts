/** How much life a face shows. Angles in radians, times in seconds, weights 0 … 1. */
export interface MotionProfile {
	/** Median time between blinks at rest and in conversation, and the spread of its logarithm. */
	readonly blinkInterval: number;
	readonly blinkIntervalTalking: number;
	readonly blinkSpread: number;
	/** Share of the time that the eyes meet the viewer's, by what the avatar does. */
	readonly mutualGaze: { readonly idle: number; readonly speaking: number; readonly listening: number };
	/** Median time that a look rests on the viewer, and on anything else. */
	readonly lookAtViewer: number;
	readonly lookAway: number;
	/** How far the eyes wander from the viewer. */
	readonly gazeRange: number;
	/** Deviation of the head's slow drift, and the median time between its targets. */
	readonly headDrift: number;
	readonly driftInterval: number;
	/** How far the head nods with a stressed syllable, and how often the brows go along. */
	readonly nod: number;
	readonly browChance: number;
	readonly browRaise: number;
	/** Head pitch of a breath. */
	readonly breath: number;
}

const DEGREE = Math.PI / 180;

/**
 * Blinks: 12 to 17 a minute at rest, about 25 in talk, log-normal (Bentivoglio et al. 1997). Gaze: a listener looks
 * at the other about three quarters of the time, a speaker somewhat more than half (Argyle and Cook 1976); a
 * receptionist more.
 */
export const MOTION_PROFILES = {
	/** Calm and attentive: the default. */
	receptionist: {
		blinkInterval: 3.8,
		blinkIntervalTalking: 2.6,
		blinkSpread: 0.5,
		mutualGaze: { idle: 0.8, speaking: 0.78, listening: 0.88 },
		lookAtViewer: 3.2,
		lookAway: 0.8,
		gazeRange: 9 * DEGREE,
		headDrift: 1.5 * DEGREE,
		driftInterval: 3,
		nod: 1.9 * DEGREE,
		browChance: 0.3,
		browRaise: 0.22,
		breath: 0.28 * DEGREE,
	},
	lively: {
		blinkInterval: 3.2,
		blinkIntervalTalking: 2.1,
		blinkSpread: 0.55,
		mutualGaze: { idle: 0.62, speaking: 0.62, listening: 0.8 },
		lookAtViewer: 2.2,
		lookAway: 0.9,
		gazeRange: 14 * DEGREE,
		headDrift: 2.8 * DEGREE,
		driftInterval: 2.1,
		nod: 3.4 * DEGREE,
		browChance: 0.5,
		browRaise: 0.36,
		breath: 0.35 * DEGREE,
	},
	/** For screens that are always in view. */
	still: {
		blinkInterval: 4.6,
		blinkIntervalTalking: 3.6,
		blinkSpread: 0.45,
		mutualGaze: { idle: 0.92, speaking: 0.92, listening: 0.95 },
		lookAtViewer: 5,
		lookAway: 0.6,
		gazeRange: 5 * DEGREE,
		headDrift: 0.5 * DEGREE,
		driftInterval: 4.5,
		nod: 0.7 * DEGREE,
		browChance: 0.12,
		browRaise: 0.12,
		breath: 0.22 * DEGREE,
	},
} as const satisfies Readonly<Record<string, MotionProfile>>;

export type MotionProfileName = keyof typeof MOTION_PROFILES;
