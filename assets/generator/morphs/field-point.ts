import type { FaceVertex, Half } from "../face/face-vertex.ts";
import { contactY } from "../face/mouth-curve.ts";
import { FACE_CENTRE, surfaceRadius } from "../head/direction-map.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { clamp, smoothstep } from "../math/scalar.ts";
import { add, along, length, normalize, scale, subtract, type Vec3 } from "../math/vec3.ts";

/** What the deformation fields know about one vertex of skin, brow or mouth bag. Lengths in centimetres. */
export interface FieldPoint {
	shape: HeadShape;
	vertex: FaceVertex;
	position: Vec3;
	/** Place across the mouth, -1 right corner … 1 left corner. */
	across: number;
	/** |across| and its complement on the circle: 1 in the middle, 0 at the corners. */
	aside: number;
	middle: number;
	/** Distance to the line where the lips meet; 0 inside the mouth. */
	fromMouth: number;
	/** 1 if the point belongs to the upper (lower) lip's side; a corner belongs to both. */
	upper: number;
	lower: number;
	/** Fades out towards the back of the head. */
	front: number;
	/** Fades out into the mouth bag; 1 outside. */
	inner: number;
	/** 1 outside the mouth bag, 0 in it. */
	outside: number;
	/** 1 where the lips meet, 0 off the vermilion. */
	lip: number;
	/** 0 on the lids' rim, 1 away from the eye: brows and cheeks must not drag the lids. */
	lidSpread: number;
	/** +1 or -1 by side, soft across the middle. */
	side: number;
	/** Height above the noseless skull, kept while sliding, and distance from the face's centre. */
	skullRadius: number;
	radius: number;
}

export function fieldPoint(shape: HeadShape, vertex: FaceVertex): FieldPoint {
	const { position } = vertex;
	const { mouthHalfWidth } = shape.form;
	const isMouth = vertex.zone === "mouth";
	const inner = isMouth ? vertex.inner : 0;
	const x = inner > 0 && isMouth ? mouthHalfWidth * Math.cos(vertex.t) : position[0];
	const across = clamp(x / mouthHalfWidth, -1, 1);
	const beyond = Math.max(0, Math.abs(x) - mouthHalfWidth);
	const below = position[1] - contactY(shape, beyond > 0 ? mouthHalfWidth : x);
	const half: Half = isMouth && (inner > 0 || vertex.lip > 0) ? vertex.half : below >= 0 ? 1 : -1;
	const offset = subtract(position, FACE_CENTRE);
	return {
		shape,
		vertex,
		position,
		across,
		aside: Math.abs(across),
		middle: Math.sqrt(1 - across * across),
		fromMouth: inner > 0 || (isMouth && vertex.contact) ? 0 : Math.hypot(beyond, below),
		upper: half >= 0 ? 1 : 0,
		lower: half <= 0 ? 1 : 0,
		front: inner > 0 ? 1 : smoothstep(0.5, 4, position[2]),
		inner: inner > 0 ? Math.max(0, 1 - (inner - 1) / 6) : 1,
		outside: inner > 0 ? 0 : 1,
		lip: isMouth ? vertex.lip : 0,
		lidSpread: vertex.zone === "lid" ? vertex.spread : 1,
		side: Math.sign(position[0]) * smoothstep(0, 0.6, Math.abs(position[0])),
		skullRadius: surfaceRadius(shape.skull, normalize(offset)),
		radius: length(offset),
	};
}

/** A move over the face: right and up in the front view, and off the skull, in centimetres. */
export type Slide = readonly [dx: number, dy: number, dh: number];

/** A move this small, in centimetres, is none. */
const STILL = 1e-4;

/**
 * Moves a point in the front view and puts it back at its old height above the skull (plus `dh`): lips and cheeks
 * stay on the face and never sink into the teeth.
 */
export function slide(point: FieldPoint, [dx, dy, dh]: Slide, share = 1): Vec3 {
	const { position } = point;
	if ((Math.abs(dx) + Math.abs(dy) + Math.abs(dh)) * share < STILL) return position;
	const moved: Vec3 = [position[0] + dx * share, position[1] + dy * share, position[2]];
	const direction = normalize(subtract(moved, FACE_CENTRE));
	const skull = surfaceRadius(point.shape.skull, direction);
	const placed = add(FACE_CENTRE, scale(direction, skull + point.radius - point.skullRadius));
	// Level with the ground: along the sloping ray a lip that draws back would also rise and part the seam.
	return along(placed, normalize([0.6 * placed[0], 0, placed[2]]), dh * share);
}
