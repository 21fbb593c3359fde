import type { Detail } from "../detail.ts";
import { frontDepth } from "../head/direction-map.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { at, range } from "../math/at.ts";
import { mix, smoothstep } from "../math/scalar.ts";
import { gradient } from "../sdf/march.ts";
import { type FaceMesh, type MouthVertex, sampleAngle, sampleHalf } from "./face-vertex.ts";
import { contactY, lipFullness, lowerLipHeight, MOUTH_Y, mouthDepth, upperLipHeight } from "./mouth-curve.ts";
import { stitchLoops } from "./stitch.ts";

/** Rings of the bag behind the lips: half height, depth behind the contact line (centimetres), factor on width. */
const BAG = [
	[0.012, -0.1, 1],
	[0.05, -0.24, 1],
	[0.16, -0.42, 1],
	[0.5, -0.62, 1.04],
	[1.1, -0.78, 1.14],
	[1.95, -1.15, 1.2],
	[2.35, -2.4, 1.28],
	[2.1, -4, 1.2],
	[0.9, -5.4, 0.7],
] as const;

/** Depth of the bag's end wall. */
const BAG_END_Z = 2.1;

/** How far the skin rings reach beyond the vermilion, in centimetres. */
const SKIN_REACH = 1.25;

/** Adds the bag, the lips and the skin loops round them; returns the outermost loop. */
export function addMouthRings(mesh: FaceMesh, shape: HeadShape, detail: Detail): number[] {
	const samples = range(0, detail.mouthSamples - 1);
	const ring = (make: (t: number, half: 1 | 0 | -1) => MouthVertex): number[] =>
		samples.map(
			(i) =>
				mesh.vertices.push(make(sampleAngle(i, detail.mouthSamples), sampleHalf(i, detail.mouthSamples))) - 1,
		);
	const rings = [
		...detail.mouthInnerRings.toReversed().map((k) => ring((t, half) => bagVertex(shape, k, t, half))),
		...range(0, detail.lipRings).map((j) =>
			ring((t, half) => lipVertex(shape, j / detail.lipRings, t, half)),
		),
		...range(1, detail.mouthSkinRings).map((k) =>
			ring((t, half) => skinVertex(shape, k / detail.mouthSkinRings, t, half)),
		),
	];
	for (let k = 0; k + 1 < rings.length; k++) stitchLoops(mesh.triangles, at(rings, k), at(rings, k + 1));
	closeBag(mesh, at(rings, 0));
	return at(rings, rings.length - 1);
}

function closeBag(mesh: FaceMesh, innermost: readonly number[]): void {
	const centre = mesh.vertices.push({
		zone: "mouth",
		position: [0, MOUTH_Y, BAG_END_Z],
		inner: BAG.length + 1,
		t: 0,
		half: 0,
		lip: 0,
		contact: false,
		own: 1,
	});
	innermost.forEach((index, i) => {
		mesh.triangles.push(centre - 1, index, at(innermost, (i + 1) % innermost.length));
	});
}

function bagVertex(shape: HeadShape, inner: number, t: number, half: 1 | 0 | -1): MouthVertex {
	const [height, depth, width] = at(BAG, inner - 1);
	const c = Math.cos(t);
	const x = shape.form.mouthHalfWidth * c;
	const y = contactY(shape, x);
	const round = Math.sqrt(Math.max(0, 1 - c * c));
	const z = mouthDepth(shape, x, y) - 0.06 + depth - (1 - round) * 0.05;
	return {
		zone: "mouth",
		position: [x * width, y + half * height * round ** 0.6, z],
		inner,
		t,
		half,
		lip: 1,
		contact: false,
		own: 1,
	};
}

function lipVertex(shape: HeadShape, s: number, t: number, half: 1 | 0 | -1): MouthVertex {
	const x0 = shape.form.mouthHalfWidth * Math.cos(t);
	const u = s * (0.45 + 0.55 * s);
	const height = half > 0 ? upperLipHeight(shape, x0) : half < 0 ? lowerLipHeight(shape, x0) : 0;
	const x = x0 * (1 + 0.03 * s);
	const y = contactY(shape, x0) + half * height * u;
	const bulge = lipFullness(shape, x0, half > 0) * 2.55 * Math.sqrt(u) * (1 - u) ** 1.25;
	const out = gradient(shape.base, [x, y, frontDepth(shape.base, x, y)], 0.05);
	return {
		zone: "mouth",
		position: [
			x + out[0] * bulge * 0.7,
			y + 0.15 * bulge * out[1],
			mouthDepth(shape, x, y) - 0.06 * (1 - s) + bulge * out[2],
		],
		inner: 0,
		t,
		half,
		lip: 1 - u,
		contact: s === 0,
		own: 1,
	};
}

function skinVertex(shape: HeadShape, k: number, t: number, half: 1 | 0 | -1): MouthVertex {
	const c = Math.cos(t);
	const x0 = shape.form.mouthHalfWidth * c;
	const reach = SKIN_REACH * k ** 1.15;
	const height = half > 0 ? upperLipHeight(shape, x0) : half < 0 ? lowerLipHeight(shape, x0) : 0;
	const x = x0 * 1.03 + reach * c * 0.9;
	const y = contactY(shape, x0) + half * height + reach * Math.sin(t) * 0.85;
	const relief = 1 - smoothstep(0.5, 1, k);
	return {
		zone: "mouth",
		position: [x, y, mix(frontDepth(shape.base, x, y), mouthDepth(shape, x, y), relief)],
		inner: 0,
		t,
		half,
		lip: 0,
		contact: false,
		own: 1 - smoothstep(0.3, 1, k),
	};
}
