import type { HeadShape } from "../head/head-shape.ts";
import type { Palette } from "../looks/look.ts";
import { type Colour, multiply, tint } from "../math/colour.ts";
import { bell, mix, smoothstep } from "../math/scalar.ts";
import type { Vec3 } from "../math/vec3.ts";
import { occlusion } from "../sdf/march.ts";
import type { FaceVertex } from "./face-vertex.ts";

/** Samples of baked occlusion along the normal, in centimetres, and its strength: more would stain the brows. */
const OCCLUSION_REACHES = [0.6, 1.4, 2.6, 4] as const;
const OCCLUSION_STRENGTH = 0.24;

/** Colour of bare skin at `p` of the head: warm cheeks, nose, chin and ears, dark nostrils, shaded throat. */
export function skinColour(shape: HeadShape, palette: Palette, p: Vec3): Colour {
	const x = Math.abs(p[0]);
	const near = (cx: number, cy: number, cz: number, width: number): number =>
		bell(Math.hypot(x - cx, p[1] - cy, p[2] - cz), width);
	const { noseWidth, noseReach, noseDrop } = shape.form;
	const warm = palette.blushAmount;
	let c = palette.skin;
	c = tint(c, palette.blush, warm * 0.6 * near(4.2, -3.2, 5.6, 1.9));
	c = tint(c, palette.blush, warm * 0.34 * near(0, -2.8, 9.3 + noseReach, 0.95));
	c = tint(c, palette.blush, warm * 0.16 * near(0, -8.6, 6.6, 1.5));
	c = tint(c, palette.blush, warm * 0.18 * near(2.6, 1.9, 6.8, 1.6));
	c = tint(c, palette.shade, 0.3 * smoothstep(-9, -13, p[1]));
	c = tint(c, palette.stubbleColour, palette.stubble * beard(p));
	const nostril = bell(
		Math.hypot(x - 0.43 * noseWidth, (p[1] + 3.6 + noseDrop) * 0.85, (p[2] - 8.3 - noseReach) * 0.4),
		0.25,
	);
	return tint(c, palette.nostril, nostril);
}

/** Where hair grows, 0…1: a plane from the hairline to the nape. What shows between locks is dark, not bald. */
function scalp(p: Vec3): number {
	const behind = 1.5 * smoothstep(2.5, -2.5, p[2]);
	return smoothstep(-0.4, 0.6, (p[1] - 7.9) * 0.75 - (p[2] - 5.8) * 0.66 + behind);
}

/** Where a shaven beard would grow, 0…1. */
function beard(p: Vec3): number {
	const jaw = smoothstep(-4.2, -6.6, p[1] - 0.12 * Math.abs(p[0])) * smoothstep(-12.5, -9.5, p[1]);
	const ahead = smoothstep(-0.5, 2.5, p[2]);
	const moustache = bell(p[1] + 4.9, 0.55) * bell(p[0], 2) * smoothstep(4, 6, p[2]);
	return Math.max(jaw * ahead, 0.9 * moustache);
}

/** Colour of one vertex of the face, occlusion included. */
export function faceColour(shape: HeadShape, palette: Palette, vertex: FaceVertex, normal: Vec3): Colour {
	const bare = skinColour(shape, palette, vertex.position);
	const skin = tint(bare, palette.hairRoot, scalp(vertex.position));
	const shaded = (c: Colour): Colour => {
		const dark = occlusion(shape.head, vertex.position, normal, OCCLUSION_REACHES, OCCLUSION_STRENGTH);
		return multiply(c, tint([1, 1, 1], palette.occlusion, dark));
	};
	if (vertex.zone === "mouth") {
		if (vertex.inner > 0) return insideMouth(palette, vertex.inner);
		const lips = tint(skin, palette.lips, smoothstep(0, 0.2, vertex.lip) * 0.94 * lipEnds(vertex.t));
		if (vertex.contact) return tint(palette.lips, palette.innerLip, 0.7);
		if (vertex.lip > 0.9) return tint(lips, palette.innerLip, 0.28);
		return shaded(lips);
	}
	if (vertex.zone !== "lid") return shaded(skin);
	const s = Math.sin(vertex.t);
	const above = smoothstep(-0.15, 0.35, s);
	if (vertex.ring <= -2) return tint(palette.lowerRim, palette.liner, above);
	if (vertex.ring <= 0) return tint(tint(palette.lowerRim, skin, 0.3), palette.liner, above);
	const lid = tint(skin, palette.lid, mix(0.25, 0.5, above) * bell(vertex.spread, 0.42));
	const lined = above > 0 ? 0.5 * above : 0;
	return shaded(tint(lid, palette.liner, (lined + 0.22 * (1 - above)) * bell(vertex.spread, 0.08)));
}

/** The vermilion thins out at the corners of the mouth. */
function lipEnds(t: number): number {
	return Math.min(1, 0.35 + Math.abs(Math.sin(t)) * 1.5);
}

function insideMouth(palette: Palette, inner: number): Colour {
	if (inner <= 1) return tint(palette.lips, palette.innerLip, 0.5);
	if (inner === 2) return tint(palette.lips, palette.innerLip, 0.75);
	return tint(palette.innerLip, [0.012, 0.002, 0.003], (inner - 3) / 3);
}
