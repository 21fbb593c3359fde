import Delaunator from "delaunator";
import { FACE_CENTRE, fromMap, type MapPoint, surfacePoint, toMap } from "../head/direction-map.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { at } from "../math/at.ts";
import { seededRandom } from "../math/random.ts";
import { mix, smoothstep } from "../math/scalar.ts";
import { normalize, subtract, type Vec3 } from "../math/vec3.ts";
import type { FaceMesh } from "./face-vertex.ts";

/** The skin ends this far from straight ahead, in radians; behind it a fan closes the head under the hair. */
const EDGE = 2.85;

/** Spacing of free vertices, in radians from the face's centre. */
const SPACING_NOSE = 0.0135;
const SPACING_FACE = 0.042;
const SPACING_BACK = 0.13;

/**
 * Fills the skin between closed loops of vertices: Poisson darts thrown in the direction map on the left half,
 * mirrored, and a Delaunay triangulation over darts and loops together.
 */
export function addFill(
	mesh: FaceMesh,
	shape: HeadShape,
	loops: readonly (readonly number[])[],
	spacingFactor: number,
): void {
	const polygons = loops.map((loop) => loop.map((index) => toMap(at(mesh.vertices, index).position)));
	const points: MapPoint[] = polygons.flat();
	const indices: number[] = loops.flat();
	for (const dart of throwDarts(shape, polygons, spacingFactor))
		for (const mirrored of dart[0] === 0 ? [1] : [1, -1]) {
			const point: MapPoint = [dart[0] * mirrored, dart[1]];
			points.push(point);
			indices.push(
				mesh.vertices.push({ zone: "skin", position: surfacePoint(shape.head, fromMap(point)) }) - 1,
			);
		}
	const { triangles, hull } = Delaunator.from(points.map(([x, y]) => [x, y]));
	for (let i = 0; i < triangles.length; i += 3) {
		const corners = [at(triangles, i), at(triangles, i + 1), at(triangles, i + 2)];
		const [a, b, c] = corners.map((k) => at(points, k)) as [MapPoint, MapPoint, MapPoint];
		const centre: MapPoint = [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3];
		if (polygons.some((polygon) => contains(polygon, centre))) continue;
		const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
		const [p, q, r] = corners.map((k) => at(indices, k)) as [number, number, number];
		if (area > 0) mesh.triangles.push(p, q, r);
		else mesh.triangles.push(p, r, q);
	}
	closeBack(
		mesh,
		shape,
		[...hull].map((k) => at(indices, k)),
	);
}

/** A fan from the hull of the map to the back of the head. Delaunator's hull runs counter-clockwise in the map. */
function closeBack(mesh: FaceMesh, shape: HeadShape, hull: readonly number[]): void {
	const back: Vec3 = surfacePoint(shape.head, [0, 0, -1]);
	const pole = mesh.vertices.push({ zone: "skin", position: back }) - 1;
	hull.forEach((index, i) => {
		const next = at(hull, (i + 1) % hull.length);
		const [a, b] = [toMap(at(mesh.vertices, index).position), toMap(at(mesh.vertices, next).position)];
		if (a[0] * b[1] - a[1] * b[0] > 0) mesh.triangles.push(index, pole, next);
		else mesh.triangles.push(next, pole, index);
	});
}

function throwDarts(shape: HeadShape, polygons: readonly MapPoint[][], factor: number): MapPoint[] {
	const spacing = spacingAround(shape, factor);
	const random = seededRandom(7);
	const step = 0.0085 * factor;
	const candidates: [number, number, number][] = [];
	for (let y = -EDGE; y < EDGE; y += step)
		for (let x = 0; x < EDGE; x += step) {
			if (x * x + y * y >= EDGE * EDGE) continue;
			const onMiddle = x < step * 0.9;
			candidates.push([
				onMiddle ? 0 : x + (random() - 0.5) * step * 0.5,
				y + (random() - 0.5) * step * 0.5,
				random(),
			]);
		}
	// The middle line comes first, so that it is evenly filled; the rest in random order.
	candidates.sort((a, b) => Number(a[0] !== 0) - Number(b[0] !== 0) || a[2] - b[2]);

	const grid = new DartGrid(0.021 * factor);
	const accepted: MapPoint[] = [];
	for (const [x, y] of candidates) {
		const point: MapPoint = [x, y];
		const room = spacing(point);
		if (x > 0 && x < room * 0.5) continue;
		if (grid.crowded(point, room)) continue;
		if (polygons.some((polygon) => contains(polygon, point) || nearest(polygon, point) < room * 0.7))
			continue;
		grid.add(point);
		accepted.push(point);
	}
	return accepted;
}

function spacingAround(shape: HeadShape, factor: number): (p: MapPoint) => number {
	const tip = surfacePoint(
		shape.head,
		normalize(subtract([0, -2.9 - shape.form.noseDrop, 9.4], FACE_CENTRE)),
	);
	const nose = toMap(tip);
	return ([x, y]) => {
		const face = mix(SPACING_FACE, SPACING_BACK, smoothstep(0.75, 1.7, Math.hypot(x, y)));
		const fromNose = Math.hypot(x - nose[0], (y - nose[1]) * 0.8);
		return factor * mix(SPACING_NOSE, face, smoothstep(0.08, 0.3, fromNose));
	};
}

/** Whether `p` lies inside the polygon (even-odd rule). */
function contains(polygon: readonly MapPoint[], p: MapPoint): boolean {
	let inside = false;
	let b = at(polygon, polygon.length - 1);
	for (const a of polygon) {
		if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0])
			inside = !inside;
		b = a;
	}
	return inside;
}

function nearest(polygon: readonly MapPoint[], p: MapPoint): number {
	let least = Number.POSITIVE_INFINITY;
	for (const a of polygon) least = Math.min(least, Math.hypot(a[0] - p[0], a[1] - p[1]));
	return least;
}

/** Accepted darts by cell, to look up neighbours. */
class DartGrid {
	readonly #cell: number;
	readonly #cells = new Map<number, MapPoint[]>();

	constructor(cell: number) {
		this.#cell = cell;
	}

	add(p: MapPoint): void {
		const key = this.#key(Math.floor(p[0] / this.#cell), Math.floor(p[1] / this.#cell));
		const list = this.#cells.get(key);
		if (list === undefined) this.#cells.set(key, [p]);
		else list.push(p);
	}

	crowded(p: MapPoint, room: number): boolean {
		const reach = Math.ceil(room / this.#cell);
		const column = Math.floor(p[0] / this.#cell);
		const row = Math.floor(p[1] / this.#cell);
		for (let i = -reach; i <= reach; i++)
			for (let j = -reach; j <= reach; j++)
				for (const other of this.#cells.get(this.#key(column + i, row + j)) ?? [])
					if (Math.hypot(other[0] - p[0], other[1] - p[1]) < room) return true;
		return false;
	}

	#key(column: number, row: number): number {
		return (column + 4096) * 8192 + row + 4096;
	}
}
