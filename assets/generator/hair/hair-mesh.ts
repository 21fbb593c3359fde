import type { Palette } from "../looks/look.ts";
import { at, range } from "../math/at.ts";
import { type Colour, tint } from "../math/colour.ts";
import { meshNormals } from "../math/normals.ts";
import { bell, clamp, mix, smoothstep } from "../math/scalar.ts";
import { add, cross, distance, dot, normalize, scale, subtract, type Vec3 } from "../math/vec3.ts";

/** Hair while it is built. */
export interface HairMesh {
	positions: Vec3[];
	triangles: number[];
	colours: Colour[];
	uvs: [number, number][];
	/** Pairs of vertices that share a place but not a texture coordinate: their normals are joined. */
	seams: [number, number][];
	/** Direction away from the head at the vertices of locks. */
	outward: Map<number, Vec3>;
}

export function emptyHair(): HairMesh {
	return { positions: [], triangles: [], colours: [], uvs: [], seams: [], outward: new Map() };
}

/** How far the normals of locks lean away from the head. */
const EDGE_LEAN = 0.9;

/** Mesh normals, joined across the texture seams of the locks. */
export function hairNormals(mesh: HairMesh): Vec3[] {
	const normals = meshNormals(mesh.positions, mesh.triangles);
	for (const [a, b] of mesh.seams) {
		const joined = normalize(add(at(normals, a), at(normals, b)));
		normals[a] = joined;
		normals[b] = joined;
	}
	// The thin edges of flat locks would catch the light from the side like wires: they lean outwards.
	for (const [index, outward] of mesh.outward)
		normals[index] = normalize(add(at(normals, index), scale(outward, EDGE_LEAN)));
	return normals;
}

/** One lock: a closed tube with an elliptic section, swept along a curve. Lengths in centimetres. */
export interface Lock {
	/** Points from root to tip. */
	curve: readonly Vec3[];
	/** Half width at each point. */
	widths: readonly number[];
	/** Half thickness as a share of the half width, and its greatest value. */
	flatness: number;
	maxThickness: number;
	/** Direction away from the head at a point. */
	outward: (p: Vec3) => Vec3;
	/** Lightness: 1 is the palette's own. */
	tone: number;
	/** Share of the length that the rounded tip takes. */
	tip: number;
	sides: number;
}

/** Texture repeats once round a lock and once in this many centimetres along it. */
const STRAND_LENGTH = 9;

/** Adds a lock with a rounded tip. */
export function addLock(mesh: HairMesh, palette: Palette, lock: Lock): void {
	const n = lock.curve.length;
	const whole = curveLength(lock.curve);
	let run = 0;
	const rings = range(0, n - 1).map((i) => {
		const p = at(lock.curve, i);
		if (i > 0) run += distance(p, at(lock.curve, i - 1));
		const u = i === n - 1 ? 1 : run / whole;
		const along = normalize(
			subtract(at(lock.curve, Math.min(n - 1, i + 1)), at(lock.curve, Math.max(0, i - 1))),
		);
		const out = lock.outward(p);
		const normal = normalize(subtract(out, scale(along, dot(out, along))));
		const across = cross(along, normal);
		const round = lockProfile(u, lock.tip);
		const width = at(lock.widths, i) * round;
		const thickness = Math.min(lock.maxThickness, at(lock.widths, i) * lock.flatness) * round;
		const ring = range(0, lock.sides).map((k) => {
			const a = (k / lock.sides) * 2 * Math.PI;
			mesh.outward.set(mesh.positions.length, normal);
			mesh.positions.push(
				add(p, add(scale(across, Math.cos(a) * width), scale(normal, Math.sin(a) * thickness))),
			);
			mesh.uvs.push([k / lock.sides, run / STRAND_LENGTH]);
			return (
				mesh.colours.push(lockColour(palette, u, lock.tone * mix(0.86, 1.06, 0.5 + 0.5 * Math.sin(a)))) - 1
			);
		});
		mesh.seams.push([at(ring, 0), at(ring, lock.sides)]);
		return ring;
	});
	for (let i = 0; i + 1 < n; i++) addStrip(mesh, at(rings, i), at(rings, i + 1));
}

function curveLength(curve: readonly Vec3[]): number {
	return curve.reduce((sum, p, i) => (i === 0 ? 0 : sum + distance(p, at(curve, i - 1))), 0);
}

/** Quads between two rows of vertices of equal length. */
export function addStrip(
	mesh: HairMesh,
	upper: readonly number[],
	lower: readonly number[],
	flip = false,
): void {
	for (let k = 0; k + 1 < upper.length; k++) {
		const [a, b, c, d] = [at(upper, k), at(upper, k + 1), at(lower, k + 1), at(lower, k)];
		if (flip) mesh.triangles.push(a, b, c, a, c, d);
		else mesh.triangles.push(a, c, b, a, d, c);
	}
}

/** Width of a lock along its length: narrow at the root, full, elliptic at the tip. */
function lockProfile(u: number, tip: number): number {
	const root = 0.75 + 0.25 * smoothstep(0, 0.22, u);
	const end = clamp((u - (1 - tip)) / tip);
	return root * Math.sqrt(Math.max(0, 1 - end * end)) + 0.004;
}

/** Where the light's reflex lies along the hair, and how far it reaches. */
const BAND_AT = 0.3;
const BAND_WIDTH = 0.11;

/** Colour at `u` (0 root, 1 tip) of a lock. */
export function lockColour(palette: Palette, u: number, tone: number): Colour {
	let c = tint(palette.hairRoot, palette.hairBase, smoothstep(0, 0.22, u));
	c = tint(c, palette.hairBand, 0.7 * bell(u - BAND_AT, BAND_WIDTH));
	c = tint(c, palette.hairTip, 0.75 * smoothstep(0.5, 1, u));
	return scale(c, tone);
}
