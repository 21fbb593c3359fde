import type { Detail } from "../detail.ts";
import { skinColour } from "../face/skin-colour.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Palette } from "../looks/look.ts";
import { at } from "../math/at.ts";
import { multiply, tint } from "../math/colour.ts";
import { DEGREE } from "../math/scalar.ts";
import { dot, mirror, subtract, type Vec3 } from "../math/vec3.ts";
import type { Part } from "../part.ts";
import { gradient, marchOut, occlusion } from "../sdf/march.ts";
import { ellipsoid, roundCone, type Sdf, smoothSubtract, smoothUnion } from "../sdf/primitives.ts";
import { surfaceNet } from "../sdf/surface-nets.ts";

/** Middle of the ear on the head, in centimetres. */
const EAR_Y = -1.05;
const EAR_Z = -0.9;
/** The ear's back edge stands off the head by this angle, and its top leans back. */
const FLARE = 27 * DEGREE;
const LEAN = 9 * DEGREE;

/** Rim of the ear: forward, up (centimetres in the ear's plane), and radius. */
const HELIX = [
	[0.35, -0.05, 0.17],
	[0.9, 0.5, 0.24],
	[0.85, 1.35, 0.28],
	[0.3, 1.95, 0.29],
	[-0.55, 2, 0.29],
	[-1.2, 1.35, 0.27],
	[-1.4, 0.35, 0.25],
	[-1.15, -0.7, 0.24],
	[-0.65, -1.45, 0.27],
] as const;
const ANTIHELIX = [
	[-0.25, 1.2, 0.18],
	[-0.68, 0.5, 0.22],
	[-0.7, -0.35, 0.22],
	[-0.25, -1.0, 0.22],
] as const;

/** Both ears, part of the skin that never moves. */
export function buildEars(shape: HeadShape, palette: Palette, detail: Detail): Omit<Part, "bind" | "morphs"> {
	const ear = earField(shape);
	const net = surfaceNet(ear, [4.6, -4.4, -4.2], [10.2, 2.4, 1.9], detail.earCell);
	const positions: Vec3[] = [...net.positions, ...net.positions.map(mirror)];
	const count = net.positions.length;
	const triangles = [...net.triangles];
	for (let i = 0; i < net.triangles.length; i += 3)
		triangles.push(
			count + at(net.triangles, i),
			count + at(net.triangles, i + 2),
			count + at(net.triangles, i + 1),
		);
	const normals = net.positions.map((p) => gradient(ear, p, 0.16));
	const both: Sdf = (p) => Math.min(ear(p), shape.head(p));
	const colours = net.positions.map((p, i) => {
		const skin = tint(skinColour(shape, palette, p), palette.blush, 0.3 * palette.blushAmount);
		const dark = occlusion(both, p, at(normals, i), [0.35, 0.9, 1.6], 0.2);
		return multiply(skin, tint([1, 1, 1], palette.occlusion, dark));
	});
	return {
		name: "ears",
		material: "skin",
		positions,
		normals: [...normals, ...normals.map(mirror)],
		triangles,
		colours: [...colours, ...colours],
	};
}

/** The left ear as a field. */
function earField(shape: HeadShape): Sdf {
	const root = marchOut(shape.skull, [0, EAR_Y, EAR_Z], [1, 0, 0], 2, 12);
	const centre: Vec3 = [root + 0.42, EAR_Y, EAR_Z];
	const forward: Vec3 = [-Math.sin(FLARE), 0, Math.cos(FLARE)];
	const out: Vec3 = [Math.cos(FLARE), 0, Math.sin(FLARE)];
	return (p) => {
		const o = subtract(p, centre);
		const u0 = dot(o, forward);
		const u = u0 * Math.cos(LEAN) + o[1] * Math.sin(LEAN);
		const v = -u0 * Math.sin(LEAN) + o[1] * Math.cos(LEAN);
		return earDistance([u, v, dot(o, out)]);
	};
}

/** Distance in the ear's own frame: forward, up, out of the head. */
function earDistance(p: Vec3): number {
	let d = ellipsoid(p, [-0.2, 0.3, -0.14], [1.35, 2, 0.34]);
	d = smoothUnion(d, tube(p, HELIX, 0.08), 0.25);
	d = smoothUnion(d, tube(p, ANTIHELIX, -0.02), 0.35);
	d = smoothUnion(d, ellipsoid(p, [-0.1, -1.72, -0.02], [0.62, 0.62, 0.28]), 0.3);
	d = smoothUnion(d, ellipsoid(p, [0.5, 0, -0.75], [0.85, 1.35, 0.75]), 0.4);
	d = smoothSubtract(d, ellipsoid(p, [0.02, -0.25, 0.24], [0.58, 0.78, 0.52]), 0.4);
	d = smoothUnion(d, ellipsoid(p, [0.72, -0.42, 0.02], [0.27, 0.42, 0.26]), 0.3);
	return d;
}

function tube(p: Vec3, path: readonly (readonly [number, number, number])[], height: number): number {
	let d = Number.POSITIVE_INFINITY;
	for (let i = 0; i + 1 < path.length; i++) {
		const [au, av, ar] = at(path, i);
		const [bu, bv, br] = at(path, i + 1);
		d = Math.min(d, roundCone(p, [au, av, height], ar, [bu, bv, height], br));
	}
	return d;
}
