import { eyeCentre } from "../face/eye-frame.ts";
import type { Side } from "../face/face-vertex.ts";
import { DEGREE } from "../math/scalar.ts";
import { add, subtract, type Vec3 } from "../math/vec3.ts";

/** Turn of the eyeball at weight 1, in radians: yaw towards the ear, pitch up. */
const TURNS: Readonly<Record<string, readonly [yaw: number, pitch: number]>> = {
	eyeLookIn: [-24 * DEGREE, 0],
	eyeLookOut: [24 * DEGREE, 0],
	eyeLookUp: [0, 17 * DEGREE],
	eyeLookDown: [0, -20 * DEGREE],
};

/** `p` turned with the eyeball under a look shape (its name without the side). */
export function turnEye(shape: string, p: Vec3, side: Side): Vec3 {
	const turn = TURNS[shape];
	if (turn === undefined) return p;
	const centre = eyeCentre(side);
	const [x, y, z] = subtract(p, centre);
	const yaw = turn[0] * side;
	const up = Math.cos(turn[1]) * y + Math.sin(turn[1]) * z;
	const ahead = -Math.sin(turn[1]) * y + Math.cos(turn[1]) * z;
	return add(centre, [
		x * Math.cos(yaw) + ahead * Math.sin(yaw),
		up,
		-x * Math.sin(yaw) + ahead * Math.cos(yaw),
	]);
}
