/** A point or direction: x to the character's left, y up, z forward. Centimetres unless said otherwise. */
export type Vec3 = readonly [number, number, number];

/** `a + b`. */
export function add(a: Vec3, b: Vec3): Vec3 {
	return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** `a - b`. */
export function subtract(a: Vec3, b: Vec3): Vec3 {
	return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** `a` times a number. */
export function scale(a: Vec3, factor: number): Vec3 {
	return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/** `a + direction * amount`. */
export function along(a: Vec3, direction: Vec3, amount: number): Vec3 {
	return [a[0] + direction[0] * amount, a[1] + direction[1] * amount, a[2] + direction[2] * amount];
}

/** Scalar product: positive if both point the same way. */
export function dot(a: Vec3, b: Vec3): number {
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Vector product: at right angles to both, by the right-hand rule. */
export function cross(a: Vec3, b: Vec3): Vec3 {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Length of `a`. */
export function length(a: Vec3): number {
	return Math.hypot(a[0], a[1], a[2]);
}

/** Distance from `a` to `b`. */
export function distance(a: Vec3, b: Vec3): number {
	return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Unit vector along `a`; the zero vector stays zero. */
export function normalize(a: Vec3): Vec3 {
	const size = length(a) || 1;
	return [a[0] / size, a[1] / size, a[2] / size];
}

/** Straight line from `a` to `b`, not clamped. */
export function lerp(a: Vec3, b: Vec3, t: number): Vec3 {
	return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** The mirror image of `a` on the other side of the face. */
export function mirror(a: Vec3): Vec3 {
	return [-a[0], a[1], a[2]];
}
