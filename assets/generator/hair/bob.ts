import type { Detail } from "../detail.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Palette } from "../looks/look.ts";
import { range } from "../math/at.ts";
import { seededRandom } from "../math/random.ts";
import { bell, mix, smoothstep } from "../math/scalar.ts";
import { along, distance, scale, type Vec3 } from "../math/vec3.ts";
import { awayFromHead, flowAt, type GuidePoint, type Guides, mirrorGuide, placeGuides } from "./guides.ts";
import { addLock, addStrip, emptyHair, type HairMesh, lockColour } from "./hair-mesh.ts";

/** From the parting on the character's left across the forehead and behind the right ear. */
const RIGHT_FRONT: readonly (readonly GuidePoint[])[] = [
	[
		[2.9, 8.2, 6.2, 0.45],
		[1.9, 7.6, 6.9, 0.95],
		[0.3, 6.1, 7.7, 1.05],
		[-2, 4.7, 7.6, 1],
		[-4.3, 3.5, 6.8, 0.85],
		[-6.2, 2.5, 5.1, 0.6],
		[-7.5, 1.2, 2.2, 0.4],
		[-8, -0.1, -1.3, 0.6],
		[-7.7, -5, -3],
		[-6.6, -10.4, -2],
	],
	[
		[2.6, 9.3, 5.1, 0.6],
		[1.2, 9, 6.1, 1.1],
		[-1, 7.9, 6.9, 1.25],
		[-3.5, 6.4, 6.5, 1.2],
		[-5.7, 4.8, 5, 1.05],
		[-7.2, 3.3, 2.9, 0.9],
		[-8, 2, 0.2, 0.85],
		[-8.4, -1.2, -2.4],
		[-8, -6, -3.6],
		[-6.8, -10.7, -2.6],
	],
	[
		[2.2, 10.2, 3.6, 0.75],
		[0.4, 10.3, 4.6, 1.2],
		[-2.4, 9.3, 5.1, 1.35],
		[-5, 7.4, 4.3, 1.3],
		[-6.9, 5.2, 2.8, 1.15],
		[-8, 3, 0.5, 1],
		[-8.6, 0.6, -2],
		[-8.5, -3, -3.6],
		[-8, -7, -4.2],
		[-7, -11, -3.2],
	],
];

const LEFT_FRONT: readonly (readonly GuidePoint[])[] = [
	[
		[2.7, 8.2, 6.2, 0.4],
		[4, 7.7, 5.9, 0.9],
		[5.2, 6.1, 5.5, 0.95],
		[6.2, 4.6, 4.7, 0.85],
		[7, 3.2, 3.4, 0.7],
		[7.6, 1.4, 1.6, 0.4],
		[7.9, 0.4, -0.6, 0.55],
		[8, -1.4, -2.7],
		[7.5, -6, -3.1],
		[6.6, -10.4, -2],
	],
	[
		[2.5, 9.5, 4.8, 0.6],
		[4.1, 8.9, 4.8, 1.1],
		[5.7, 7.2, 4.3, 1.15],
		[6.9, 5.4, 3.3, 1.05],
		[7.7, 3.7, 1.8, 0.9],
		[8.1, 2.1, -0.2, 0.85],
		[8.4, 0, -2.4],
		[8.3, -3.2, -3.5],
		[7.9, -7, -3.8],
		[6.8, -10.7, -2.6],
	],
	[
		[2.1, 10.5, 3, 0.75],
		[4, 10.1, 3, 1.2],
		[5.9, 8.6, 2.7, 1.3],
		[7.3, 6.4, 1.8, 1.2],
		[8.1, 4.2, 0.4, 1.05],
		[8.5, 2, -1.4, 1],
		[8.7, -0.4, -3],
		[8.5, -3.6, -4],
		[8, -7.2, -4.4],
		[7, -11, -3.2],
	],
];

/** From the crown over the right side and the back; the left side is the mirror image but for the roots. */
const RIGHT_BACK: readonly (readonly GuidePoint[])[] = [
	[
		[1.6, 11.2, 1, 0.8],
		[-1.2, 11.2, 1.5, 1.25],
		[-4.2, 9.8, 1.3, 1.35],
		[-6.8, 7.2, 0.4, 1.3],
		[-8.1, 4.2, -0.9, 1.2],
		[-8.8, 1.2, -2.6],
		[-9, -2, -4],
		[-8.7, -5.4, -4.9],
		[-8.1, -8.5, -5],
		[-7.1, -11.4, -4],
	],
	[
		[1.1, 11.7, -1.5, 0.8],
		[-1.4, 11.6, -2.2, 1.25],
		[-4.3, 10, -3.2, 1.4],
		[-6.7, 7.2, -4.4, 1.4],
		[-8, 4, -5.4, 1.3],
		[-8.6, 0.6, -6.2],
		[-8.5, -2.8, -6.8],
		[-8, -6, -7],
		[-7.3, -9, -6.8],
		[-6.4, -11.6, -5.6],
	],
	[
		[0.6, 11.8, -4, 0.8],
		[-1.2, 11.3, -5.2, 1.25],
		[-3.2, 9.4, -7, 1.4],
		[-4.9, 6.6, -8.2, 1.4],
		[-5.8, 3.4, -8.9, 1.3],
		[-6.1, 0, -9.4],
		[-5.9, -3.4, -9.5],
		[-5.5, -6.6, -9.2],
		[-5, -9.4, -8.5],
		[-4.3, -11.8, -7.2],
	],
	[
		[0.2, 11.4, -6, 0.8],
		[0, 10.2, -7.4, 1.2],
		[0, 8.2, -9, 1.35],
		[0, 5.6, -10, 1.4],
		[0, 2.8, -10.4, 1.3],
		[0, -0.4, -10.7],
		[0, -3.6, -10.6],
		[0, -6.8, -10.1],
		[0, -9.6, -9.2],
		[0, -12, -7.6],
	],
];

/** A side-parted bob tucked behind the ears, ends curling in above the shoulders. */
export function buildBob(palette: Palette, shape: HeadShape, detail: Detail): HairMesh {
	const mesh = emptyHair();
	const random = seededRandom(11);
	const leftBack = RIGHT_BACK.map((guide) => [guide[0] as GuidePoint, ...mirrorGuide(guide.slice(1))]);
	const sides: [Guides, boolean][] = [
		[placeGuides(shape.skull, [...RIGHT_FRONT, ...RIGHT_BACK]), false],
		[placeGuides(shape.skull, [...LEFT_FRONT, ...leftBack]), true],
	];
	for (const [guides, left] of sides) {
		addSheet(mesh, palette, guides, detail, -0.3, left, 0.8);
		addSheet(mesh, palette, guides, detail, -0.62, !left, 0.4);
		addLayer(mesh, palette, guides, detail, random, { count: 13, lift: 0, shortest: 0.985, width: 1.75 });
		addLayer(mesh, palette, guides, detail, random, { count: 9, lift: 0.28, shortest: 0.93, width: 0.62 });
	}
	return mesh;
}

/** Places along a lock, denser towards its rounded tip. */
function lockSteps(detail: Detail): number[] {
	return range(0, detail.lockSteps).map((k) =>
		mix(k / detail.lockSteps, 1 - (1 - k / detail.lockSteps) ** 2, 0.25),
	);
}

/** Turns the ends of the hair in towards the neck, so that the outline is round and no tip stands out. */
function curlIn([x, y, z]: Vec3, u: number): Vec3 {
	const t = smoothstep(0.76, 1, u) ** 1.5;
	const width = 1 - 0.27 * t + 0.05 * bell(u - 0.78, 0.14);
	return [x * width, y + 0.8 * t, (z + 1.5) * width - 1.5];
}

interface Layer {
	count: number;
	/** Height over the flow, in centimetres. */
	lift: number;
	/** Shortest lock as a share of the flow. */
	shortest: number;
	/** Width as a share of the space between locks. */
	width: number;
}

function addLayer(
	mesh: HairMesh,
	palette: Palette,
	guides: Guides,
	detail: Detail,
	random: () => number,
	layer: Layer,
): void {
	const count = Math.max(4, Math.round(layer.count * detail.lockShare));
	for (const i of range(0, count - 1)) {
		const jitter = i === 0 ? 0 : (random() - 0.5) * 0.35;
		const f = Math.min(1, (i + (layer.lift > 0 ? 0.5 : 0.12) + jitter) / count);
		const length = mix(layer.shortest, 1, random());
		const drift = (random() - 0.5) * 0.03;
		const lift = layer.lift + random() * 0.12;
		const steps = lockSteps(detail).map((u) => u * length);
		const curve = steps.map((u) => {
			const p = curlIn(flowAt(guides, Math.min(1, Math.max(0, f + drift * u)), u), u);
			return along(p, awayFromHead(p), lift * smoothstep(0, 0.15, u));
		});
		const widths = steps.map((u) => {
			const half = 0.5 / count;
			const space = distance(
				flowAt(guides, Math.max(0, f - half), u),
				flowAt(guides, Math.min(1, f + half), u),
			);
			const whole = f - half < 0 || f + half > 1 ? 1.5 : 1;
			return Math.min(2.3, space * 0.5 * layer.width * whole + 0.12);
		});
		addLock(mesh, palette, {
			curve,
			widths,
			flatness: 0.36,
			maxThickness: 0.45,
			outward: awayFromHead,
			tone: mix(0.88, 1.12, random()),
			tip: 0.14,
			sides: detail.lockSides,
		});
	}
}

/** The closed layer under the locks. */
function addSheet(
	mesh: HairMesh,
	palette: Palette,
	guides: Guides,
	detail: Detail,
	lift: number,
	flip: boolean,
	tone: number,
): void {
	const rows = range(0, detail.shellAcross).map((i) => {
		const f = i / detail.shellAcross;
		return range(0, detail.shellAlong).map((k) => {
			const u = (k / detail.shellAlong) * 0.985;
			const p = curlIn(flowAt(guides, f, u), u);
			mesh.positions.push(along(p, awayFromHead(p), lift * smoothstep(-0.1, 0.2, u)));
			mesh.uvs.push([f * 8, u * 3]);
			return mesh.colours.push(scale(lockColour(palette, u, 1), tone)) - 1;
		});
	});
	for (let i = 0; i + 1 < rows.length; i++) addStrip(mesh, rows[i] ?? [], rows[i + 1] ?? [], flip);
}
