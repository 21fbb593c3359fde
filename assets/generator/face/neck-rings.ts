import type { Detail } from "../detail.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { at, range } from "../math/at.ts";
import { mix } from "../math/scalar.ts";
import { along, type Vec3 } from "../math/vec3.ts";
import { marchOut } from "../sdf/march.ts";
import type { FaceMesh } from "./face-vertex.ts";
import { stitchLoops } from "./stitch.ts";

/** Height at which the neck ends, hidden in the collar. */
const NECK_END = -20;

/** Height of the loop where head and neck share vertices: under the chin in front, at the nape behind. */
const LOOP_FRONT = -11;
const LOOP_BACK = -6.8;

/** Adds the neck from its loop down and returns that loop, from straight ahead towards the character's left. */
export function addNeckRings(mesh: FaceMesh, shape: HeadShape, detail: Detail): number[] {
	const n = detail.neckSegments;
	const rings = range(0, detail.neckRings).map((j) =>
		range(0, n - 1).map((i) => {
			const angle = (i <= n / 2 ? i : i - n) * ((2 * Math.PI) / n);
			return (
				mesh.vertices.push({ zone: "neck", position: neckPoint(shape, angle, j / detail.neckRings) }) - 1
			);
		}),
	);
	for (let k = 0; k + 1 < rings.length; k++) stitchLoops(mesh.triangles, at(rings, k), at(rings, k + 1));
	return at(rings, 0);
}

function neckPoint(shape: HeadShape, angle: number, down: number): Vec3 {
	const front = 0.5 + 0.5 * Math.cos(angle);
	const top = mix(LOOP_BACK, LOOP_FRONT - 0.4 * shape.form.chinDrop, front ** 0.8);
	const y = mix(top, NECK_END, down);
	const origin: Vec3 = [0, y, mix(-1.8, -3.4, (y + 6) / -15)];
	const direction: Vec3 = [Math.sin(angle), 0, Math.cos(angle)];
	return along(origin, direction, marchOut(shape.base, origin, direction, 1, 9));
}
