import type { Detail } from "../detail.ts";
import { contactY, MOUTH_Y } from "../face/mouth-curve.ts";
import { stitchLoops, stitchRows } from "../face/stitch.ts";
import { frontDepth } from "../head/direction-map.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { at, range } from "../math/at.ts";
import { type Colour, hex, multiply, tint } from "../math/colour.ts";
import { meshNormals } from "../math/normals.ts";
import { bell, mix, smoothstep } from "../math/scalar.ts";
import { add, lerp, type Vec3 } from "../math/vec3.ts";
import { jawRigid, openJaw, TONGUE_OPENING } from "../morphs/jaw.ts";
import type { Part } from "../part.ts";

const ENAMEL = hex("#fbf6ee");
const GROOVE = hex("#dccfc2");
const GUM = hex("#b8504f");
const TONGUE_ROOT = hex("#a8444c");
const TONGUE_TIP = hex("#df7877");

/** Depth of the upper teeth behind the line where the lips meet, in centimetres: lips may roll in before them. */
const BEHIND_LIPS = 1.12;

/** Cross-section of a row of teeth: height from the edge, offset outwards, and whether it is gum. */
const UPPER_SECTION = [
	[0.6, -0.5, 1],
	[1, -0.16, 1],
	[1, 0, 1],
	[0.6, 0.1, 0],
	[0.15, 0.12, 0],
	[0, 0.04, 0],
	[-0.02, -0.12, 0],
	[0.1, -0.3, 0],
	[0.5, -0.45, 0],
] as const;
const LOWER_SECTION = [
	[0.55, -0.5, 1],
	[0.9, -0.16, 1],
	[0.9, 0, 1],
	[0.55, 0.07, 0],
	[0.15, 0.08, 0],
	[0.02, 0.02, 0],
	[0, -0.12, 0],
	[0.1, -0.28, 0],
	[0.5, -0.42, 0],
] as const;

type Kind = "upper" | "lower" | "tongue";

interface InteriorVertex {
	kind: Kind;
	position: Vec3;
	colour: Colour;
	/** Along the tongue, 0 at the root, 1 at the tip; 0 on teeth. */
	reach: number;
}

/** Teeth and tongue in one mesh. */
export function buildMouthInterior(shape: HeadShape, detail: Detail, names: readonly string[]): Part {
	const vertices: InteriorVertex[] = [];
	const triangles: number[] = [];
	const front = frontDepth(shape.base, 0, MOUTH_Y) - BEHIND_LIPS;
	for (const kind of ["upper", "lower"] as const) addTeeth(vertices, triangles, shape, front, kind, detail);
	addTongue(vertices, triangles, front, detail);
	const positions = vertices.map((v) => v.position);
	const kinds = (kind: Kind): number[] => vertices.flatMap((v, i) => (v.kind === kind ? [i] : []));
	const first = (kind: Kind): number[] => {
		const list = kinds(kind);
		return [at(list, 0), at(list, list.length - 1)];
	};
	return {
		name: "mouth",
		material: "mouth",
		positions,
		normals: meshNormals(positions, triangles),
		triangles,
		colours: vertices.map((v) => v.colour),
		morphs: names
			.filter((name) => /^jaw|^tongueOut$|^mouth(Close|Funnel|Pucker)$/.test(name))
			.map((name) => {
				const moved = vertices.map((v) => moveInterior(name, v));
				return { name, positions: moved, normals: meshNormals(moved, triangles) };
			}),
		bind: { bone: "head" },
		// First and last vertex of each organ.
		landmarks: { upperTeeth: first("upper"), lowerTeeth: first("lower"), tongue: first("tongue") },
	};
}

function moveInterior(name: string, vertex: InteriorVertex): Vec3 {
	const { kind, position, reach } = vertex;
	// Rounded lips show a dark opening: the teeth draw back behind it.
	if (name === "mouthFunnel" || name === "mouthPucker") {
		const amount = name === "mouthFunnel" ? 1 : 0.85;
		const narrow = -0.2 * amount * position[0];
		const back = kind === "tongue" ? -0.8 * smoothstep(0.3, 1, reach) : -0.7;
		return add(position, [narrow, (kind === "upper" ? 0.68 : -0.12) * amount, back * amount]);
	}
	if (name === "tongueOut") return tongueOut(vertex);
	if (kind === "upper") return position;
	const moved = jawRigid(name, position);
	if (moved === undefined) return position;
	// The root of the tongue hangs on the throat.
	return kind === "tongue" ? lerp(position, moved, smoothstep(0, 0.5, reach)) : moved;
}

/** Depth of the lips, where the tongue lies flat before its tip droops. */
const TONGUE_LEVEL_Z = 6.4;
const TONGUE_DROOP_Z = 8.6;

/** The tongue slides out between the teeth that the same shape parts, thinner on its way. */
function tongueOut({ kind, position, reach }: InteriorVertex): Vec3 {
	if (kind === "upper") return position;
	if (kind === "lower") return lerp(position, openJaw(position), TONGUE_OPENING);
	const z = position[2] + 4.2 * smoothstep(0.1, 1, reach);
	const droop = 0.5 * Math.max(0, z - TONGUE_DROOP_Z) ** 1.5;
	const level = mix(TONGUE_REST, -0.7, smoothstep(4.4, TONGUE_LEVEL_Z, z)) - droop;
	const height = position[1] - MOUTH_Y - tongueAxis(reach);
	return [position[0] * (1 - 0.1 * reach), MOUTH_Y + level + height * mix(1, 0.66, reach), z];
}

/** Height of the tongue's axis under the line of the lips at rest, and along its length. */
const TONGUE_REST = -0.68;
function tongueAxis(reach: number): number {
	return TONGUE_REST + 0.1 * Math.sin(reach * 3);
}

function addTeeth(
	vertices: InteriorVertex[],
	triangles: number[],
	shape: HeadShape,
	front: number,
	kind: "upper" | "lower",
	detail: Detail,
): void {
	const upper = kind === "upper";
	const section = upper ? UPPER_SECTION : LOWER_SECTION;
	const up = upper ? 1 : -1;
	const halfWidth = shape.form.mouthHalfWidth * (upper ? 0.9 : 0.83);
	const edge = contactY(shape, 0) - (upper ? 0.3 : 0.6);
	const count = upper ? 8 : 9;
	const rows = range(0, detail.toothSteps - 1).map((i) => {
		const u = (i / (detail.toothSteps - 1)) * 2 - 1;
		const x = u * halfWidth;
		const z = front - (upper ? 0 : 0.3) - 0.2 * x * x - 0.012 * x ** 4;
		const place = (((u + 1) / 2) * count) % 1;
		const gap = bell(Math.min(place, 1 - place), 0.07);
		const end = Math.sqrt(Math.max(0, 1 - Math.abs(u) ** 6));
		const slope = Math.hypot(1, 0.4 * x);
		const out: Vec3 = [(0.4 * x) / slope, 0, 1 / slope];
		return section.map(([height, offset, gum]) => {
			const o = offset - (gum ? 0 : gap * 0.045);
			const h = height * (upper ? 1 - 0.1 * Math.abs(u) : 1) + (height < 0.2 ? gap * 0.05 : 0);
			const y = edge + up * h * end + (1 - end) * up * 0.5;
			const bare = gum ? GUM : tint(ENAMEL, GROOVE, gap * 0.55);
			// Cheeks and lips shade the back teeth.
			const shade = mix(1, 0.34, smoothstep(0.45, 1, Math.abs(u)));
			const colour = multiply(bare, [shade, shade * mix(0.92, 1, shade), shade * mix(0.9, 1, shade)]);
			return vertices.push({ kind, position: [x + out[0] * o, y, z + out[2] * o], colour, reach: 0 }) - 1;
		});
	});
	for (let i = 0; i + 1 < rows.length; i++) stitchRows(triangles, at(rows, i), at(rows, i + 1), upper);
}

function addTongue(vertices: InteriorVertex[], triangles: number[], front: number, detail: Detail): void {
	const n = detail.tongueSides;
	const loops = range(0, detail.tongueSteps).map((j) => {
		// Denser towards the rounded tip.
		const w = 1 - (1 - j / detail.tongueSteps) ** 1.7;
		const z = mix(4.1, front - 1.12, w);
		const ends = Math.sqrt(Math.max(0, 1 - w ** 5)) * Math.sqrt(Math.max(0, 1 - (1 - w) ** 8));
		const half = 1.22 * ends * mix(1, 0.84, w);
		const thick = 0.32 * ends;
		return range(0, n - 1).map((i) => {
			const angle = (i / n) * 2 * Math.PI;
			const top = Math.max(0, Math.sin(angle));
			const groove = top > 0 ? -0.14 * bell(Math.cos(angle), 0.25) * Math.sin(Math.PI * w) : 0;
			const y = MOUTH_Y + tongueAxis(w) + Math.sin(angle) * thick + groove * ends;
			const colour = tint(TONGUE_ROOT, TONGUE_TIP, w * 0.7 + 0.3 * top);
			return (
				vertices.push({ kind: "tongue", position: [Math.cos(angle) * half, y, z], colour, reach: w }) - 1
			);
		});
	});
	for (let j = 0; j + 1 < loops.length; j++) stitchLoops(triangles, at(loops, j), at(loops, j + 1), true);
}
