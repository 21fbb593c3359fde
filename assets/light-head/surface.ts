export type Vector = readonly [x: number, y: number, z: number];

/** Centre and radii of the egg that the face lies on, in centimetres; the origin is between the eyes. */
const CENTRE: Vector = [0, 1, -0.5];
const RADII: Vector = [7.9, 11, 9.2];

/** Half-width of the closed mouth and height of its line. */
export const MOUTH = { halfWidth: 2.4, y: -6 } as const;

/** Below this height the face narrows towards the chin. */
const CHEEK_LINE = -1;
const CHIN_NARROWING = 0.045;

const narrowing = (y: number): number => 1 - CHIN_NARROWING * Math.max(0, CHEEK_LINE - y);

/** The point of the egg in front of (x, y), `lift` centimetres above the surface; outside the egg it stays on its edge. */
export function onFace(x: number, y: number, lift = 0): Vector {
	const nx = x / (RADII[0] * narrowing(y));
	const ny = (y - CENTRE[1]) / RADII[1];
	const depth = Math.sqrt(Math.max(0.02, 1 - nx * nx - ny * ny));
	return [x, y, CENTRE[2] + RADII[2] * depth + lift];
}

/** Where the ring coordinates (arc lengths in cm to the left and up from the mouth) lie on the egg. */
export function aroundMouth(left: number, up: number): Vector {
	const length = Math.hypot(left, up);
	const theta = Math.min(Math.PI, length / MEAN_RADIUS);
	const sideways = length === 0 ? 0 : (Math.sin(theta) * left) / length;
	const upwards = length === 0 ? 0 : (Math.sin(theta) * up) / length;
	const forwards = Math.cos(theta);
	// The mouth lies below the centre of the egg: turn the pole of the ring coordinates down to it.
	const direction: Vector = [
		sideways,
		upwards * Math.cos(MOUTH_PITCH) + forwards * Math.sin(MOUTH_PITCH),
		forwards * Math.cos(MOUTH_PITCH) - upwards * Math.sin(MOUTH_PITCH),
	];
	return alongRay(direction);
}

const MEAN_RADIUS = 9;
const MOUTH_PITCH = -Math.atan2(CENTRE[1] - MOUTH.y, 7.1);

function alongRay(direction: Vector): Vector {
	const reach = 1 / Math.hypot(direction[0] / RADII[0], direction[1] / RADII[1], direction[2] / RADII[2]);
	const y = CENTRE[1] + direction[1] * reach;
	return withChin([direction[0] * reach * narrowing(y), y, CENTRE[2] + direction[2] * reach]);
}

/** Where an egg runs away under the mouth, a face comes forward again and ends lower. */
const CHIN = { y: -8.8, width: 4, forward: 2.6, down: 0.9 } as const;

function withChin([x, y, z]: Vector): Vector {
	if (z < 0) return [x, y, z];
	const amount = Math.exp(-((x / CHIN.width) ** 2) - ((y - CHIN.y) / CHIN.width) ** 2);
	return [x, y - CHIN.down * amount, z + CHIN.forward * amount];
}
