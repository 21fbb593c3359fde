/**
 * How the head is turned away from rest, radians: `pitch` > 0 nods down, `yaw` > 0 turns to the character's left,
 * `roll` > 0 tilts towards the character's right shoulder.
 */
export interface HeadPose {
	pitch: number;
	yaw: number;
	roll: number;
}

/** A head at rest. */
export const headAtRest = (): HeadPose => ({ pitch: 0, yaw: 0, roll: 0 });
