import type { Paint } from "./palette.ts";
import { aroundMouth, MOUTH, onFace, type Vector } from "./surface.ts";

/** What a point belongs to: the deformation fields ask for it. */
export type Part =
	| "lip"
	| "skin"
	| "cavity"
	| "nose"
	| "upperTeeth"
	| "lowerTeeth"
	| "tongue"
	| "white"
	| "iris"
	| "upperLid"
	| "lowerLid"
	| "brow"
	| "neck";

/** One point of the head, centimetres, origin between the eyes. */
export interface Point {
	readonly part: Part;
	readonly position: Vector;
	/** Ring around the mouth: 0 is where the lips touch. 0 for parts without rings. */
	readonly ring: number;
	/** −1 lower … +1 upper, on the rings; on a lid 0 at the corners and 1 at the middle of its rim. */
	readonly height: number;
}

export interface Face {
	readonly paint: Paint;
	readonly points: readonly [Point, Point, Point];
}

const SAMPLES = 16;

/** Half-extents of the rings around the mouth in centimetres of arc: sideways, up, down. */
const RINGS: readonly Vector[] = [
	[2.4, 0, 0],
	[2.9, 0.85, 1],
	[4, 2.2, 2],
	[6.2, 5.2, 3.5],
	[9.5, 11.2, 5.6],
	[14, 15.5, 9.5],
	[20, 21.5, 17],
];

/** Faces behind this ring and above this height are hair. */
const HAIR = { ring: 4, y: -3.5 } as const;

function ringPoints(part: Part, ring: number): Point[] {
	const [sideways, up, down] = RINGS[ring] ?? [0, 0, 0];
	return Array.from({ length: SAMPLES }, (_, index) => {
		const angle = (2 * Math.PI * index) / SAMPLES;
		const height = Math.abs(Math.sin(angle)) < 1e-9 ? 0 : Math.sin(angle);
		const x = sideways * Math.cos(angle);
		const position = aroundMouth(Math.abs(x) < 1e-9 ? 0 : x, height * (height > 0 ? up : down));
		return { part, position: ring === 1 ? pout(position, height) : position, ring, height };
	});
}

const pout = ([x, y, z]: Vector, height: number): Vector => [x, y, z + 0.35 * Math.abs(height)];

function band(inner: readonly Point[], outer: readonly Point[], paint: (mean: Vector) => Paint): Face[] {
	return inner.flatMap((a, index) => {
		const next = (index + 1) % inner.length;
		const [b, c, d] = [inner[next], outer[next], outer[index]];
		if (b === undefined || c === undefined || d === undefined) return [];
		return triangles([a, d, c], [a, c, b]).map((points) => ({ points, paint: paint(mean(points)) }));
	});
}

type Triangle = readonly [Point, Point, Point];
const triangles = (...all: Triangle[]): Triangle[] => all;

function mean(points: Triangle): Vector {
	const along = (axis: 0 | 1 | 2) => points.reduce((sum, point) => sum + point.position[axis] / 3, 0);
	return [along(0), along(1), along(2)];
}

/** A fan of triangles over a convex outline given anticlockwise as seen from the front. */
function fan(outline: readonly Point[], paint: Paint): Face[] {
	const [first, ...rest] = outline;
	if (first === undefined) return [];
	return rest.slice(0, -1).flatMap((point, index) => {
		const next = rest[index + 1];
		return next === undefined ? [] : [{ paint, points: [first, point, next] as const }];
	});
}

/** Skin, lips and hair: one rubber sheet of rings from the lips to the back of the head. */
export function skull(): Face[] {
	const rings = RINGS.map((_, ring) => ringPoints(ring < 2 ? "lip" : "skin", ring));
	const back: Point = { part: "skin", position: aroundMouth(0, 28), ring: RINGS.length, height: 0 };
	const bands = rings.slice(1).flatMap((outer, index) =>
		band(rings[index] ?? [], outer, (at) => {
			if (index === 0) return "lip";
			return index >= HAIR.ring && at[1] > HAIR.y ? "hair" : "skin";
		}),
	);
	const last = rings.at(-1) ?? [];
	const cap = last.map((point, index): Face => {
		const next = last[(index + 1) % last.length] ?? point;
		return { paint: "hair", points: [point, back, next] };
	});
	return [...bands, ...cap];
}

/** The dark funnel behind the lips. */
export function cavity(): Face[] {
	const rim = ringPoints("cavity", 0);
	const depth: Point = { part: "cavity", position: [0, MOUTH.y, 2.2], ring: 1, height: 0 };
	return rim.map((point, index) => ({
		paint: "cavity",
		points: [point, rim[(index + 1) % rim.length] ?? point, depth],
	}));
}

export function nose(): Face[] {
	const at = (x: number, y: number, lift: number): Point => ({
		part: "nose",
		position: onFace(x, y, lift),
		ring: 0,
		height: 0,
	});
	const [bridge, tip, under] = [at(0, 0.4, 0), at(0, -2.9, 2), at(0, -3.7, 0.2)];
	const [left, right] = [at(1.2, -3.3, 0), at(-1.2, -3.3, 0)];
	const faces = triangles([bridge, tip, left], [bridge, right, tip], [tip, under, left], [tip, right, under]);
	return faces.map((points) => ({ paint: "nose", points }));
}

/** Two rows of teeth, each a strip of three columns behind the lips. */
export function teeth(row: "upperTeeth" | "lowerTeeth"): Face[] {
	const [top, bottom, depth] = row === "upperTeeth" ? [-5.6, -6.4, 5.6] : [-6.3, -6.9, 4.8];
	const column = (x: number): [Point, Point] => {
		const at = (y: number): Point => ({
			part: row,
			position: [x, y, depth - 0.16 * x * x],
			ring: 0,
			height: 0,
		});
		return [at(top), at(bottom)];
	};
	return strip([-1.6, 0, 1.6].map(column), "tooth");
}

export function tongue(): Face[] {
	const row = (z: number, halfWidth: number): [Point, Point] => {
		const at = (x: number): Point => ({
			part: "tongue",
			position: [x, -6.9, z],
			ring: 0,
			height: z > 4 ? 1 : 0,
		});
		return [at(-halfWidth), at(halfWidth)];
	};
	const [root, middle, tip] = [row(3, 1.2), row(4.6, 1.3), row(5.6, 0.7)];
	return strip([root, middle, tip], "tongue").map(({ points: [a, b, c], paint }) => ({
		paint,
		points: [a, c, b],
	}));
}

/** Quads between pairs (upper, lower), left to right as seen from the front. */
function strip(columns: readonly (readonly [Point, Point])[], paint: Paint): Face[] {
	return columns.slice(1).flatMap(([upper, lower], index) => {
		const [previousUpper, previousLower] = columns[index] ?? [upper, lower];
		return triangles([previousUpper, previousLower, lower], [previousUpper, lower, upper]).map((points) => ({
			paint,
			points,
		}));
	});
}

/** Centre and radius of an eye; `side` is +1 for the character's left. */
export const EYE = { x: 3.3, y: 0.2, radius: 1.75 } as const;
const LID_OVERLAP = 1.12;

/** White, iris, pupil and two lids of one eye. */
export function eye(side: 1 | -1): Face[] {
	const disc = (part: Part, radius: number, corners: number, lift: number): Point[] =>
		Array.from({ length: corners }, (_, index) => {
			const angle = (2 * Math.PI * (index + 0.5)) / corners;
			return eyePoint(side, part, radius * Math.cos(angle), radius * Math.sin(angle), lift, 0);
		});
	return [
		...fan(disc("white", EYE.radius, 8, 0.15), "white"),
		...fan(disc("iris", 0.95, 8, 0.28), "iris"),
		...fan(disc("iris", 0.45, 6, 0.36), "pupil"),
	];
}

export function lid(side: 1 | -1, part: "upperLid" | "lowerLid"): Face[] {
	const way = part === "upperLid" ? 1 : -1;
	const reach = EYE.radius * LID_OVERLAP;
	const columns = [-1, -0.7, 0, 0.7, 1].map((x): [Point, Point] => {
		const arch = Math.sqrt(1 - x * x);
		const base = eyePoint(side, part, x * reach, way * arch * reach, 0.3, 0);
		const rim = arch === 0 ? base : eyePoint(side, part, x * reach, way * arch * reach * 0.72, 0.5, arch);
		return way === 1 ? [base, rim] : [rim, base];
	});
	// A corner column is a single point: the triangle between its two ends has no area.
	return strip(columns, "lid").filter(({ points: [a, b, c] }) => a !== b && b !== c && a !== c);
}

function eyePoint(side: 1 | -1, part: Part, x: number, y: number, lift: number, height: number): Point {
	return { part, position: onFace(side * EYE.x + x, EYE.y + y, lift), ring: 0, height };
}

export function brow(side: 1 | -1): Face[] {
	const column = (x: number, y: number, half: number): [Point, Point] => {
		const at = (dy: number): Point => ({
			part: "brow",
			position: onFace(side * x, y + dy, 0.45),
			ring: 0,
			height: 0,
		});
		return [at(half), at(-half)];
	};
	const columns = [column(1.5, 2.75, 0.35), column(3.4, 3.25, 0.32), column(5.1, 2.7, 0.18)];
	return strip(side === 1 ? columns : columns.reverse(), "brow");
}

export function neck(): Face[] {
	const ring = (y: number, radius: number, z: number): Point[] =>
		Array.from({ length: 8 }, (_, index) => {
			const angle = (2 * Math.PI * index) / 8;
			return {
				part: "neck",
				position: [radius * Math.cos(angle), y, z + radius * Math.sin(angle)],
				ring: 0,
				height: 0,
			};
		});
	return band(ring(-16, 4.4, -1.6), ring(-5.5, 3.4, -0.6), () => "neck");
}
