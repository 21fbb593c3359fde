import { EYE_CENTRE, EYE_RADIUS, EYE_YAW, type HeadShape } from "../head/head-shape.ts";
import { DEGREE, mix } from "../math/scalar.ts";
import { along, type Vec3 } from "../math/vec3.ts";
import { marchOut } from "../sdf/march.ts";
import type { Side } from "./face-vertex.ts";

/** Half the opening of the lids towards the ear and towards the nose, in degrees of yaw. */
const OUTER_YAW = 41;
const INNER_YAW = 36;

/** The lids meet a fifth of the opening above the lower rim. */
const CLOSE_AT = 0.2;

export function eyeCentre(side: Side): Vec3 {
	return [side * EYE_CENTRE[0], EYE_CENTRE[1], EYE_CENTRE[2]];
}

/** Unit direction from the eye's centre; yaw is positive towards the ear on both sides. */
export function eyeDirection(yaw: number, pitch: number, side: Side): Vec3 {
	const across = Math.sin(yaw) * Math.cos(pitch);
	const ahead = Math.cos(yaw) * Math.cos(pitch);
	const x = Math.sin(EYE_YAW) * ahead + Math.cos(EYE_YAW) * across;
	const z = Math.cos(EYE_YAW) * ahead - Math.sin(EYE_YAW) * across;
	return [side * x, Math.sin(pitch), z];
}

export function eyePoint(yaw: number, pitch: number, radius: number, side: Side): Vec3 {
	return along(eyeCentre(side), eyeDirection(yaw, pitch, side), radius);
}

/** Distance of the lids' surface from the eye's centre. */
export function lidRadius(shape: HeadShape, yaw: number, pitch: number, side: Side): number {
	return marchOut(shape.head, eyeCentre(side), eyeDirection(yaw, pitch, side), EYE_RADIUS + 0.12);
}

/** Yaw of the rim at angle `t` round the eye. */
export function rimYaw(t: number): number {
	const c = Math.cos(t);
	return (c > 0 ? OUTER_YAW : INNER_YAW) * DEGREE * c;
}

/** Pitch of the rim. Exponents over 1 point the corners (almond); under 1 they look startled. */
export function rimPitch(shape: HeadShape, t: number): number {
	const { upperLid, lowerLid, eyeTilt } = shape.form;
	const s = Math.sin(t);
	const c = Math.cos(t);
	const open =
		s >= 0
			? upperLid * s ** (c > 0 ? 1.12 : 1.3) * (1 + 0.03 * c)
			: -lowerLid * (-s) ** 1.25 * (1 + 0.12 * c);
	return (open + eyeTilt * c) * DEGREE;
}

/** Pitch of the line on which the closed lids meet, the same for the upper `t` and the lower `-t`. */
export function closedPitch(shape: HeadShape, t: number): number {
	return mix(rimPitch(shape, -Math.abs(t)), rimPitch(shape, Math.abs(t)), CLOSE_AT);
}
