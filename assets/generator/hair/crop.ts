import type { Detail } from "../detail.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Palette } from "../looks/look.ts";
import { range } from "../math/at.ts";
import { type Colour, tint } from "../math/colour.ts";
import { clamp, mix, smoothstep } from "../math/scalar.ts";
import { add, normalize, scale, type Vec3 } from "../math/vec3.ts";
import { marchIn } from "../sdf/march.ts";
import { hash } from "../textures/noise.ts";
import { SCALP_CENTRE } from "./guides.ts";
import { addStrip, emptyHair, type HairMesh } from "./hair-mesh.ts";

/** Lowest edge of the cap by azimuth: degrees from straight ahead and height over the eyes, in centimetres. */
const HAIRLINE = [
	[0, 6.7],
	[25, 6.6],
	[42, 5.6],
	[58, 3.6],
	[72, 0.9],
	[84, -0.6],
	[96, 1.2],
	[110, -0.6],
	[130, -3.6],
	[155, -5.6],
	[180, -6.2],
] as const;

/** Thickness on top of the head and above the ears, in centimetres: cropped sides under a fuller top. */
const TOP = 1.5;
const SIDES = 0.38;

/** Very short curls: a cap that follows the skull, knobbly on top, fading into the skin at its edge. */
export function buildCrop(palette: Palette, shape: HeadShape, detail: Detail): HairMesh {
	const mesh = emptyHair();
	const across = detail.name === "full" ? 120 : 36;
	const down = detail.name === "full" ? 44 : 14;
	const rows = range(0, down).map((j) =>
		range(0, across).map((i) => {
			const azimuth = ((i % across) / across) * 2 * Math.PI;
			const v = j / down;
			const { position, thickness } = capPoint(shape, azimuth, v);
			mesh.positions.push(position);
			mesh.uvs.push([(i / across) * 6, v * 3]);
			return mesh.colours.push(capColour(palette, v, thickness, position)) - 1;
		}),
	);
	for (let j = 0; j < down; j++) addStrip(mesh, rows[j] ?? [], rows[j + 1] ?? []);
	for (const row of rows) mesh.seams.push([row[0] ?? 0, row[across] ?? 0]);
	return mesh;
}

/** Height of the hairline at an azimuth in radians, 0 ahead. */
function hairlineHeight(azimuth: number): number {
	const degrees = Math.abs(((azimuth * 180) / Math.PI + 540) % 360) - 180;
	const a = Math.abs(degrees);
	for (let k = 0; k + 1 < HAIRLINE.length; k++) {
		const from = HAIRLINE[k];
		const to = HAIRLINE[k + 1];
		if (from === undefined || to === undefined || a > to[0]) continue;
		return mix(from[1], to[1], smoothstep(from[0], to[0], a));
	}
	return HAIRLINE[HAIRLINE.length - 1]?.[1] ?? 0;
}

function capPoint(shape: HeadShape, azimuth: number, v: number): { position: Vec3; thickness: number } {
	const edge = hairlineHeight(azimuth);
	// The elevation of the edge as seen from the scalp's centre, from a point of the head at that height.
	const ahead: Vec3 = [Math.sin(azimuth), 0, Math.cos(azimuth)];
	const low = elevationAt(shape, ahead, edge);
	const elevation = mix(Math.PI / 2, low, v ** 0.9);
	const direction = normalize([
		ahead[0] * Math.cos(elevation),
		Math.sin(elevation),
		ahead[2] * Math.cos(elevation),
	]);
	const radius = marchIn(shape.skull, SCALP_CENTRE, direction, 24);
	const height = SCALP_CENTRE[1] + direction[1] * radius;
	const full = mix(SIDES, TOP, smoothstep(1.5, 8, height));
	// The front grows out of the forehead without a step; sides and nape end short.
	const taper = mix(0.9, 0.72, smoothstep(0.2, 0.9, ahead[2]));
	const rim = Math.sqrt(Math.max(0, 1 - clamp((v - taper) / (1 - taper)) ** 2));
	const knobs = full * 0.16 * (curl(direction, 17) + 0.6 * curl(direction, 31));
	const thickness = Math.max(-0.12, (full + knobs) * rim - 0.12 * (1 - rim));
	return { position: add(SCALP_CENTRE, scale(direction, radius + thickness)), thickness };
}

function elevationAt(shape: HeadShape, ahead: Vec3, height: number): number {
	let elevation = 0;
	for (let i = 0; i < 4; i++) {
		const direction: Vec3 = [
			ahead[0] * Math.cos(elevation),
			Math.sin(elevation),
			ahead[2] * Math.cos(elevation),
		];
		const radius = marchIn(shape.skull, SCALP_CENTRE, direction, 24);
		elevation = Math.asin(clamp((height - SCALP_CENTRE[1]) / radius, -0.98, 0.98));
	}
	return elevation;
}

/** Smooth noise in -1…1 over directions, mirrored across the face. */
function curl(d: Vec3, density: number): number {
	const p = [Math.abs(d[0]) * density, d[1] * density, d[2] * density] as const;
	const cell = p.map(Math.floor) as [number, number, number];
	let sum = 0;
	for (let corner = 0; corner < 8; corner++) {
		const c = [0, 1, 2].map((k) => (cell[k] ?? 0) + ((corner >> k) & 1)) as [number, number, number];
		const weight = [0, 1, 2].reduce((w, k) => {
			const t = Math.abs((p[k] ?? 0) - (c[k] ?? 0));
			return w * (1 - t * t * (3 - 2 * t));
		}, 1);
		sum += weight * hash((c[0] + 100) * 73856 + (c[1] + 100) * 1949 + (c[2] + 100) * 83);
	}
	return sum * 2 - 1;
}

/** Dark roots between the curls, skin shining through at the cropped edge. */
function capColour(palette: Palette, v: number, thickness: number, p: Vec3): Colour {
	const top = smoothstep(1.5, 8, p[1]);
	const lit = smoothstep(mix(0.3, 1.2, top), mix(0.5, 1.8, top), thickness);
	const hair = tint(palette.hairRoot, palette.hairBase, lit);
	const ahead = smoothstep(0, 5, p[2]);
	const fade = (1 - top) * smoothstep(0.55, 1, v) * mix(0.62, 0.3, ahead);
	return tint(hair, palette.skin, fade);
}
