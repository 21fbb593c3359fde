import type { Quaternion } from "three";

/** The same turn for a model that looks the other way (`flip` −1). */
export function bodyFacing(rotation: Quaternion, flip: number): Quaternion {
	rotation.x *= flip;
	rotation.z *= flip;
	return rotation;
}
