import type { Vec3 } from "../math/vec3.ts";

/** +1 is the character's left (x > 0), -1 the right. */
export type Side = 1 | -1;

/** Upper (+1), lower (-1), or the corner that both share (0). */
export type Half = 1 | 0 | -1;

/** Skin between the designed loops. */
export interface SkinVertex {
	zone: "skin";
	position: Vec3;
}

/** Skin of the neck below its loop. */
export interface NeckVertex {
	zone: "neck";
	position: Vec3;
}

/** A vertex of the loops round an eye, in the polar frame of that eye. */
export interface LidVertex {
	zone: "lid";
	position: Vec3;
	side: Side;
	/** 0 is the rim; negative rings are tucked behind it, positive ones run out over the lid. */
	ring: number;
	/** 0 at the rim, 1 at the outermost ring. */
	spread: number;
	/** Angle round the eye: 0 at the outer corner, positive above. */
	t: number;
	yaw: number;
	pitch: number;
	radius: number;
	/** Pitch of the outermost ring at the same t: the lid moves between it and the close line. */
	outerPitch: number;
}

/** A vertex of the loops round the mouth, or of the bag behind the lips. */
export interface MouthVertex {
	zone: "mouth";
	position: Vec3;
	/** Number of the ring behind the contact line, 0 on it and outside. */
	inner: number;
	/** Angle round the mouth: 0 at the left corner, positive above. */
	t: number;
	half: Half;
	/** 1 at the contact line, 0 at the edge of the vermilion and outside it. */
	lip: number;
	/** Whether the vertex lies on the line where the lips meet. */
	contact: boolean;
	/** How much of the mesh's own normal is used instead of the field's: 1 on the lips, 0 at the outermost ring. */
	own: number;
}

export type FaceVertex = SkinVertex | NeckVertex | LidVertex | MouthVertex;

/** The face's vertices and triangles while it is built. */
export interface FaceMesh {
	vertices: FaceVertex[];
	triangles: number[];
}

/** Signed index of sample `i` of `count` round a loop: exact negatives on the lower half. */
function signedSample(i: number, count: number): number {
	return i <= count / 2 ? i : i - count;
}

/** Angle of sample `i` of `count` in (-π, π]. */
export function sampleAngle(i: number, count: number): number {
	return (signedSample(i, count) / count) * 2 * Math.PI;
}

/** Half of sample `i` of `count`: the two corners belong to both. */
export function sampleHalf(i: number, count: number): Half {
	const k = signedSample(i, count);
	if (k === 0 || k === count / 2) return 0;
	return k > 0 ? 1 : -1;
}
