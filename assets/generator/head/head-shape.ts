import type { HeadForm } from "../looks/look.ts";
import { DEGREE } from "../math/scalar.ts";
import type { Vec3 } from "../math/vec3.ts";
import { ellipsoid, roundCone, type Sdf, smoothSubtract, smoothUnion, sphere } from "../sdf/primitives.ts";

/** Centre of the left eyeball; the right one is its mirror image. */
export const EYE_CENTRE: Vec3 = [3.3, -0.35, 4.3];
/** Radius of the eyeball, in centimetres: an eighth of the head, twice a person's, which is what reads as friendly. */
export const EYE_RADIUS = 2.7;
/** Turn of the lids' frame outwards, in radians. */
export const EYE_YAW = 7 * DEGREE;
/** Thickness of the lids over the eyeball, in centimetres. */
const LID_THICKNESS = 0.2;

/** The head as fields: `skull` has no nose, `base` has no lids, `head` is what is seen. */
export interface HeadShape {
	form: HeadForm;
	skull: Sdf;
	base: Sdf;
	head: Sdf;
}

/**
 * Builds the fields of one head. Fillets of 2–4 cm keep temples and cheeks free of dents; every cone that is
 * mirrored by |x| ends on the middle plane, or it would leave a crease.
 */
export function createHeadShape(form: HeadForm): HeadShape {
	const skull: Sdf = (p) => skullDistance(form, [Math.abs(p[0]), p[1], p[2]]);
	const base: Sdf = (p) => noseDistance(form, [Math.abs(p[0]), p[1], p[2]], skull(p));
	const head: Sdf = (p) =>
		smoothUnion(base(p), sphere([Math.abs(p[0]), p[1], p[2]], EYE_CENTRE, EYE_RADIUS + LID_THICKNESS), 0.7);
	return { form, skull, base, head };
}

function skullDistance(form: HeadForm, p: Vec3): number {
	const chin = 1.55 * form.chinSize;
	const chinY = -8.05 - form.chinDrop;
	let d = ellipsoid(p, [0, 3.4, -1.2], [7.8, 8.2, 8.7]);
	d = smoothUnion(d, ellipsoid(p, [0, -2.4, 0.9], [6.75 * form.faceWidth, 7.1, 6.9]), 4);
	d = smoothUnion(
		d,
		roundCone(p, [3.7 * form.jawWidth, -4.5 - form.jawDrop, 0.7], 1.9, [0, chinY, 4.9], 1.6),
		0.8 + 2 * form.chinWidth,
	);
	d = smoothUnion(
		d,
		ellipsoid(p, [0, chinY + 0.1, 5.75], [chin * form.chinWidth, chin, chin]),
		1 + form.chinWidth,
	);
	d = smoothUnion(d, sphere(p, [3.2 * form.faceWidth, -3.5, 4.35], 2.75 * form.cheeks), 2.6);
	d = smoothUnion(d, sphere(p, [4.55 * form.faceWidth, -0.4, 3], 2.5), 2.4);
	d = smoothUnion(d, ellipsoid(p, [0, -5.65, 5.3], [2.6, 2.1, 2.8]), 2.2);
	d = smoothUnion(d, roundCone(p, [0, 1.9, 6.3], 0.85 * form.browRidge, [4.4, 1.8, 5.1], 0.7), 2.2);
	d = smoothSubtract(d, ellipsoid(p, [3.4, -0.35, 8.5], [2.75, 1.7, 1.9]), 1.5);
	const neck = 2.75 * form.neckWidth;
	return smoothUnion(d, roundCone(p, [0, -6, -1.8], neck, [0, -21, -3.4], neck + 0.25), 2.2);
}

function noseDistance(form: HeadForm, p: Vec3, skull: number): number {
	const w = form.noseWidth;
	const reach = form.noseReach;
	const y = -form.noseDrop;
	let d = smoothUnion(
		skull,
		roundCone(p, [0, 0.5, 6.7], 0.45, [0, y - 2.45, 8.45 + reach], 0.55 * (0.4 + 0.6 * w)),
		1.5,
	);
	d = smoothUnion(d, ellipsoid(p, [0, y - 2.72, 8.9 + reach], [0.74 * w, 0.68, 0.74]), 0.8);
	d = smoothUnion(d, ellipsoid(p, [0.72 * w, y - 2.92, 8.1 + reach], [0.5 * w, 0.46, 0.62]), 0.5);
	const nostril = ellipsoid(p, [0.43 * w, y - 3.4, 8.5 + reach], [0.21 * w, 0.17, 0.32]);
	return smoothSubtract(d, nostril, 0.16);
}
