import type { Detail } from "../detail.ts";
import { EYE_RADIUS, type HeadShape } from "../head/head-shape.ts";
import { at, range } from "../math/at.ts";
import { bell, DEGREE, smoothstep } from "../math/scalar.ts";
import { eyePoint, lidRadius, rimPitch, rimYaw } from "./eye-frame.ts";
import { type FaceMesh, type LidVertex, type Side, sampleAngle } from "./face-vertex.ts";
import { stitchLoops } from "./stitch.ts";

/** How far the outermost ring lies beyond the rim, in degrees. Towards the nose more would run into its side. */
const REACH_OUT = 15;
const REACH_IN = 5;
const REACH_UP = 20;
const REACH_DOWN = 18;

/** Degrees by which the rings behind the rim are tucked under it. */
const TUCK = [0, 0.4, 1.4, 5] as const;

/** Adds the loops of one eye and returns the outermost one. */
export function addLidRings(mesh: FaceMesh, shape: HeadShape, side: Side, detail: Detail): number[] {
	const rings = range(-3, detail.lidRings).map((ring) =>
		range(0, detail.lidSamples - 1).map((i) => {
			const vertex = lidVertex(shape, side, ring, ring / detail.lidRings, sampleAngle(i, detail.lidSamples));
			return mesh.vertices.push(vertex) - 1;
		}),
	);
	for (let k = 0; k + 1 < rings.length; k++)
		stitchLoops(mesh.triangles, at(rings, k), at(rings, k + 1), side < 0);
	return at(rings, rings.length - 1);
}

function lidVertex(shape: HeadShape, side: Side, ring: number, spread: number, t: number): LidVertex {
	const c = Math.cos(t);
	const s = Math.sin(t);
	const pitchReach = (s > 0 ? REACH_UP : REACH_DOWN + (c < 0 ? 6 * c : 0)) * DEGREE * s;
	const outerPitch = rimPitch(shape, t) + pitchReach;
	let yaw = rimYaw(t);
	let pitch = rimPitch(shape, t);
	let radius: number;
	if (ring <= 0) {
		const rim = lidRadius(shape, yaw, pitch, side);
		const tuck = at(TUCK, -ring) * DEGREE;
		yaw += tuck * c;
		pitch += tuck * s;
		radius = rimRingRadius(ring, rim);
	} else {
		const reach = spread ** 1.15;
		yaw += (c > 0 ? REACH_OUT : REACH_IN) * DEGREE * reach * c;
		pitch += pitchReach * reach;
		radius = lidRadius(shape, yaw, pitch, side) + lidRelief(shape.form.lidCrease, s, spread);
	}
	const position = eyePoint(yaw, pitch, radius, side);
	return {
		zone: "lid",
		position,
		side,
		ring,
		spread: Math.max(0, spread),
		t,
		yaw,
		pitch,
		radius,
		outerPitch,
	};
}

/** Distance from the eye's centre of the rim (ring 0) and of the rings tucked behind it, over a rim's surface. */
export function rimRingRadius(ring: number, rim: number): number {
	return at(
		[rim - 0.03, Math.max(EYE_RADIUS + 0.08, rim - 0.1), EYE_RADIUS + 0.055, EYE_RADIUS + 0.04],
		-ring,
	);
}

/** The crease and fold of the upper lid, and the soft pad under the lower one, in centimetres. */
function lidRelief(crease: number, s: number, spread: number): number {
	if (s <= 0) return 0.035 * smoothstep(0, 0.5, -s) * bell(spread - 0.3, 0.16);
	const above = smoothstep(0, 0.5, s);
	return above * crease * (0.07 * bell(spread - 0.62, 0.16) - 0.085 * bell(spread - 0.36, 0.1));
}
