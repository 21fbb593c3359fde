/** A direction or a row of three angles. */
export type Triple = readonly [x: number, y: number, z: number];

/** A turn as a unit quaternion. */
export type Rotation = readonly [x: number, y: number, z: number, w: number];

export const NO_ROTATION: Rotation = [0, 0, 0, 1];

export const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Triple, b: Triple): Triple => [
	a[1] * b[2] - a[2] * b[1],
	a[2] * b[0] - a[0] * b[2],
	a[0] * b[1] - a[1] * b[0],
];

/** @throws {RangeError} if `v` has no length */
export function unit(v: Triple): Triple {
	const length = Math.hypot(...v);
	if (!(length > 1e-9)) throw new RangeError("A direction needs a length.");
	return [v[0] / length, v[1] / length, v[2] / length];
}

/** What is left of `v` at right angles to the unit vector `axis`. */
export function reject(v: Triple, axis: Triple): Triple {
	const along = dot(v, axis);
	return [v[0] - along * axis[0], v[1] - along * axis[1], v[2] - along * axis[2]];
}

/** First `b`, then `a`, as with matrices. */
export const times = (a: Rotation, b: Rotation): Rotation => [
	a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
	a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
	a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
	a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
];

export const inverse = ([x, y, z, w]: Rotation): Rotation => [-x, -y, -z, w];

/** The same turn seen in a mirror between left and right. */
export const mirrored = ([x, y, z, w]: Rotation): Rotation => [x, -y, -z, w];

/** A turn by `angle` radians about a unit axis. */
export function aboutAxis([x, y, z]: Triple, angle: number): Rotation {
	const sine = Math.sin(angle / 2);
	return [x * sine, y * sine, z * sine, Math.cos(angle / 2)];
}

export function rotate(q: Rotation, v: Triple): Triple {
	const [x, y, z] = times(times(q, [v[0], v[1], v[2], 0]), inverse(q));
	return [x, y, z];
}

/** The turn that takes the axes X, Y, Z to three unit vectors at right angles. */
export function fromAxes(x: Triple, y: Triple, z: Triple): Rotation {
	const [m00, m10, m20] = x;
	const [m01, m11, m21] = y;
	const [m02, m12, m22] = z;
	const trace = m00 + m11 + m22;
	// The largest component first: dividing by it is safe.
	if (trace > 0) {
		const s = 2 * Math.sqrt(trace + 1);
		return [(m21 - m12) / s, (m02 - m20) / s, (m10 - m01) / s, s / 4];
	}
	if (m00 > m11 && m00 > m22) {
		const s = 2 * Math.sqrt(1 + m00 - m11 - m22);
		return [s / 4, (m01 + m10) / s, (m02 + m20) / s, (m21 - m12) / s];
	}
	if (m11 > m22) {
		const s = 2 * Math.sqrt(1 + m11 - m00 - m22);
		return [(m01 + m10) / s, s / 4, (m12 + m21) / s, (m02 - m20) / s];
	}
	const s = 2 * Math.sqrt(1 + m22 - m00 - m11);
	return [(m02 + m20) / s, (m12 + m21) / s, s / 4, (m10 - m01) / s];
}

/** How far `q` turns about X, radians −π … π. */
export function twistAboutX([x, , , w]: Rotation): number {
	const angle = 2 * Math.atan2(x, w);
	return angle > Math.PI ? angle - 2 * Math.PI : angle < -Math.PI ? angle + 2 * Math.PI : angle;
}
