import type { HandShapeName } from "./body-hand.ts";
import {
	aboutAxis,
	cross,
	fromAxes,
	inverse,
	NO_ROTATION,
	type Rotation,
	reject,
	type Triple,
	times,
	twistAboutX,
	unit,
} from "./body-rotation.ts";

/**
 * One arm as a person would describe it, by directions relative to the chest: x away from the body on the arm's own
 * side, y up, z forward. Lengths do not matter. The same words pose either arm of any body.
 */
export interface ArmPosture {
	/** From the shoulder to the elbow. */
	readonly upper: Triple;
	/** From the elbow to the wrist. */
	readonly fore: Triple;
	/** What the palm faces. */
	readonly palm: Triple;
	/** Where straight fingers point; default in line with the forearm. */
	readonly fingers?: Triple;
	/** Default `relaxed`. */
	readonly hand?: HandShapeName;
	/** How far the shoulder is pulled up, 0 … 1; default 0. */
	readonly shrug?: number;
}

/** Turns of the bones of a left arm, each in the axes of the bone above it, away from the T-pose. */
export interface ArmRotations {
	readonly shoulder: Rotation;
	readonly upper: Rotation;
	readonly lower: Rotation;
	readonly hand: Rotation;
}

/** Share of the hand's turn about the forearm that the forearm bone takes: skin shears least when both take part. */
export const FOREARM_TWIST = 0.55;

/** A straight elbow leaves open which way it would bend: forward, a little up and in, as elbows do. */
const BEND = [-0.3, 0.6, 1] as const;

/** An elbow bent less than this (sine of the angle) counts as straight. */
const STRAIGHT = 0.02;

const SHRUG = (20 * Math.PI) / 180;
/** The shoulder blade goes along with an arm that rises over this angle from hanging, by this share. */
const LIFT_FROM = (55 * Math.PI) / 180;
const LIFT_SHARE = 0.22;
/** How far the shoulder comes forward with an arm that points forward or across. */
const FORWARD = (10 * Math.PI) / 180;

/** Bone turns for a left arm; mirror them for a right one. @throws {RangeError} if a direction has no length */
export function solveArm({ upper, fore, palm, fingers, shrug = 0 }: ArmPosture): ArmRotations {
	const [along, forearm] = [unit(upper), unit(fore)];
	const bend = bendOf(along, forearm);
	// Elbows are hinges about Y; in the T-pose they bend forward.
	const hinge = cross(bend, along);
	const shoulder = shoulderTurn(along, shrug);
	const upperFrame = fromAxes(along, hinge, bend);
	const foreFrame = fromAxes(forearm, hinge, cross(forearm, hinge));
	const handFrame = frameOfHand(unit(fingers ?? fore), palm);
	const twist = twistAboutX(times(inverse(foreFrame), handFrame)) * FOREARM_TWIST;
	const twisted = times(foreFrame, aboutAxis([1, 0, 0], twist));
	return {
		shoulder,
		upper: times(inverse(shoulder), upperFrame),
		lower: times(inverse(upperFrame), twisted),
		hand: times(inverse(twisted), handFrame),
	};
}

/** The side of the upper arm that the forearm bends to. */
function bendOf(along: Triple, forearm: Triple): Triple {
	const bend = reject(forearm, along);
	return Math.hypot(...bend) > STRAIGHT ? unit(bend) : unit(reject(BEND, along));
}

/** Fingers along X, the back of the hand along Y. */
function frameOfHand(fingers: Triple, palm: Triple): Rotation {
	const facing = unit(reject(palm, fingers));
	const back: Triple = [-facing[0], -facing[1], -facing[2]];
	return fromAxes(fingers, back, cross(fingers, back));
}

function shoulderTurn([x, y, z]: Triple, shrug: number): Rotation {
	const raised = Math.acos(Math.min(1, Math.max(-1, -y)));
	const lift = shrug * SHRUG + Math.max(0, raised - LIFT_FROM) * LIFT_SHARE;
	// Only what goes forward or across draws the shoulder along.
	const forward = Math.max(0, z) * (x < 0 ? 1 : 1 - 0.6 * x) * FORWARD;
	if (lift === 0 && forward === 0) return NO_ROTATION;
	return times(aboutAxis([0, 0, 1], lift), aboutAxis([0, 1, 0], -forward));
}
