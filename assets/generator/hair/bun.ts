import type { Detail } from "../detail.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Palette } from "../looks/look.ts";
import { range } from "../math/at.ts";
import { seededRandom } from "../math/random.ts";
import { mix, smoothstep } from "../math/scalar.ts";
import { add, along, cross, distance, dot, normalize, scale, subtract, type Vec3 } from "../math/vec3.ts";
import { awayFromHead, flowAt, type GuidePoint, type Guides, mirrorGuide, placeGuides } from "./guides.ts";
import { addLock, addStrip, emptyHair, type HairMesh, lockColour } from "./hair-mesh.ts";

/** Middle and radius of the bun, high on the back of the head. */
const BUN: Vec3 = [0, 9.6, -9.2];
const BUN_RADIUS = 3.3;

/** Hair combed back from the hairline to the bun: right side, from the middle of the forehead to the nape. */
const COMBED: readonly (readonly GuidePoint[])[] = [
	[
		[0, 7.6, 6.2, -0.3],
		[0, 9.2, 5, 0.85],
		[0, 11, 1.5, 1],
		[0, 11.3, -3, 0.9],
		[0, 10.2, -7.4, 0.9],
	],
	[
		[-3, 7, 6, -0.3],
		[-3.2, 8.4, 4.8, 0.8],
		[-3.3, 10.2, 1.2, 0.95],
		[-2.6, 10.8, -3.4, 0.85],
		[-1, 10, -7.6, 0.9],
	],
	[
		[-5.6, 4.8, 5, -0.3],
		[-6, 6, 3.6, 0.7],
		[-5.9, 8, -0.2, 0.85],
		[-4.6, 9.4, -4.4, 0.8],
		[-1.6, 9.6, -8, 0.9],
	],
	[
		[-7.2, 2.6, 2.6, -0.3],
		[-7.5, 3.4, 1, 0.6],
		[-7.4, 5.6, -2.4, 0.8],
		[-5.6, 7.8, -5.8, 0.8],
		[-2, 9, -8.4, 0.9],
	],
	[
		[-7.5, 1.2, 0, -0.3],
		[-7.8, 1.6, -1.8, 0.55],
		[-7.2, 3.6, -4.4, 0.75],
		[-5.4, 6.2, -7, 0.8],
		[-1.8, 8.4, -8.8, 0.9],
	],
	[
		[-6.8, -2.4, -3.6, -0.3],
		[-6.7, -0.8, -5, 0.55],
		[-5.8, 2, -7.2, 0.75],
		[-4, 5, -8.8, 0.8],
		[-1.2, 7.8, -9.2, 0.9],
	],
	[
		[-3.6, -5, -5.6, -0.3],
		[-3.8, -3, -7.4, 0.55],
		[-3.4, 0.6, -9, 0.75],
		[-2.2, 4.2, -9.8, 0.8],
		[-0.6, 7.4, -9.6, 0.9],
	],
	[
		[0, -5.6, -5.8, -0.3],
		[0, -3.4, -7.8, 0.55],
		[0, 0.4, -9.6, 0.75],
		[0, 4, -10.2, 0.8],
		[0, 7.2, -9.8, 0.9],
	],
];

/** A soft fringe over the forehead, right side: root to tip. */
const FRINGE: readonly (readonly GuidePoint[])[] = [
	[
		[0.3, 9.6, 4.4, 0.5],
		[0.2, 8.7, 6, 1.1],
		[0.1, 6.6, 7.2, 1],
		[0, 4.9, 7.4, 0.8],
		[-0.1, 3.7, 7.3, 0.65],
	],
	[
		[-0.9, 9.5, 4.3, 0.5],
		[-1.5, 8.5, 5.8, 1.1],
		[-2.2, 6.5, 6.9, 1],
		[-2.6, 4.8, 7, 0.8],
		[-2.8, 3.5, 6.8, 0.65],
	],
	[
		[-1.9, 9.4, 4, 0.5],
		[-3.1, 8.2, 5.2, 1.05],
		[-4.4, 6, 5.9, 0.95],
		[-5.2, 4.2, 5.8, 0.8],
		[-5.7, 2.7, 5.4, 0.6],
	],
	[
		[-2.8, 9.2, 3.4, 0.5],
		[-4.7, 7.7, 4.1, 1],
		[-6.3, 5, 4, 0.85],
		[-7.1, 2.4, 3.5, 0.7],
		[-7.3, -0.6, 3, 0.55],
	],
];

/** Hair put up in a bun with a soft fringe; the ears are free. */
export function buildBun(palette: Palette, shape: HeadShape, detail: Detail): HairMesh {
	const mesh = emptyHair();
	const random = seededRandom(23);
	for (const left of [false, true]) {
		const sided = (guides: readonly (readonly GuidePoint[])[]): Guides =>
			placeGuides(shape.skull, left ? guides.map(mirrorGuide) : guides);
		const combed = sided(COMBED);
		addSheet(mesh, palette, combed, detail, left);
		addLocks(mesh, palette, combed, detail, random, { count: 15, lift: -0.12, width: 1.7, tip: 0.02 });
		addLocks(mesh, palette, sided(FRINGE), detail, random, { count: 6, lift: 0.05, width: 1.5, tip: 0.3 });
	}
	addBun(mesh, palette, detail, random);
	return mesh;
}

interface Lay {
	count: number;
	lift: number;
	width: number;
	tip: number;
}

function addLocks(
	mesh: HairMesh,
	palette: Palette,
	guides: Guides,
	detail: Detail,
	random: () => number,
	lay: Lay,
): void {
	const count = Math.max(4, Math.round(lay.count * detail.lockShare));
	for (const i of range(0, count - 1)) {
		const f = (i + 0.5 + (random() - 0.5) * 0.3) / count;
		const length = lay.tip > 0.1 ? mix(0.9, 1, random()) : 1;
		const steps = range(0, detail.lockSteps).map((k) => (k / detail.lockSteps) * length);
		const half = 0.5 / count;
		addLock(mesh, palette, {
			curve: steps.map((u) => {
				const p = flowAt(guides, f, u);
				return along(p, awayFromHead(p), lay.lift);
			}),
			widths: steps.map((u) => {
				const space = distance(
					flowAt(guides, Math.max(0, f - half), u),
					flowAt(guides, Math.min(1, f + half), u),
				);
				return Math.min(1.6, space * 0.5 * lay.width + 0.1);
			}),
			flatness: 0.36,
			maxThickness: 0.36,
			outward: awayFromHead,
			tone: mix(0.9, 1.12, random()),
			tip: Math.max(0.03, lay.tip),
			sides: detail.lockSides,
		});
	}
}

function addSheet(mesh: HairMesh, palette: Palette, guides: Guides, detail: Detail, flip: boolean): void {
	const rows = range(0, detail.shellAcross).map((i) =>
		range(0, detail.shellAlong).map((k) => {
			const u = k / detail.shellAlong;
			const p = flowAt(guides, i / detail.shellAcross, u);
			mesh.positions.push(along(p, awayFromHead(p), -0.25 * smoothstep(0, 0.2, u)));
			mesh.uvs.push([(i / detail.shellAcross) * 8, u * 2]);
			return mesh.colours.push(scale(lockColour(palette, u, 1), 0.75)) - 1;
		}),
	);
	for (let i = 0; i + 1 < rows.length; i++) addStrip(mesh, rows[i] ?? [], rows[i + 1] ?? [], flip);
}

/** The bun: locks wound round its axis, from the head outwards. */
function addBun(mesh: HairMesh, palette: Palette, detail: Detail, random: () => number): void {
	const axis = normalize(subtract(BUN, [0, 3, -1.5]));
	const side = normalize(cross(axis, [1, 0, 0]));
	const other = cross(axis, side);
	const rounds = detail.name === "full" ? 7 : 4;
	for (const i of range(0, rounds - 1)) {
		const height = mix(-0.75, 0.8, i / (rounds - 1));
		const radius = BUN_RADIUS * Math.sqrt(1 - (height * 0.92) ** 2) * 0.74;
		const start = random() * 6;
		const steps = range(0, detail.lockSteps);
		const curve = steps.map((k) => {
			const t = k / detail.lockSteps;
			const a = start + t * 2.25 * Math.PI;
			const level = height * BUN_RADIUS * 0.8 + (t - 0.5) * 0.9;
			const ring = add(scale(side, Math.cos(a) * radius), scale(other, Math.sin(a) * radius));
			return add(add(BUN, ring), scale(axis, level));
		});
		addLock(mesh, palette, {
			curve,
			widths: steps.map(() => 1.15),
			flatness: 0.85,
			maxThickness: 1,
			outward: (p) => {
				const o = subtract(p, BUN);
				return normalize(add(o, scale(axis, 0.6 * dot(o, axis))));
			},
			tone: mix(0.9, 1.1, random()),
			tip: 0.12,
			sides: detail.lockSides,
		});
	}
}
