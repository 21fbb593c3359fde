import { closedPitch, eyePoint, lidRadius, rimPitch, rimYaw } from "../face/eye-frame.ts";
import type { LidVertex } from "../face/face-vertex.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { mix } from "../math/scalar.ts";
import type { Vec3 } from "../math/vec3.ts";

/** How far the two lids of an eye go towards the line on which they meet: 1 closes, negative opens. */
export interface LidMove {
	upper: number;
	lower: number;
}

/**
 * Lid moves by shape, without its side. Looking up lifts both rims by the same angle (an eighth of the opening),
 * so that a blink on top still shuts them exactly.
 */
export const LID_MOVES: Readonly<Record<string, LidMove>> = {
	eyeBlink: { upper: 1, lower: 1 },
	eyeWide: { upper: -0.26, lower: -0.35 },
	eyeSquint: { upper: 0.24, lower: 0.85 },
	eyeLookUp: { upper: -0.15, lower: 0.6 },
	eyeLookDown: { upper: 0.38, lower: -0.5 },
	cheekSquint: { upper: 0.08, lower: 0.5 },
	mouthSmile: { upper: 0.03, lower: 0.3 },
};

/** Distance by which a moved lid stands off the eyeball, in centimetres at a full close. */
const STAND_OFF = 0.05;

/** Pitch of the rim at `t` after a move. A squinting lower lid arches: less towards the corners. */
export function movedRimPitch(shape: HeadShape, t: number, move: LidMove): number {
	return mix(rimPitch(shape, t), closedPitch(shape, t), Math.sin(t) > 0 ? move.upper : move.lower);
}

/** Place of a lid vertex after a move of its eye's lids. */
export function moveLid(shape: HeadShape, vertex: LidVertex, move: LidMove): Vec3 {
	const s = Math.sin(vertex.t);
	const amount = s > 0 ? move.upper : move.lower;
	if (Math.abs(s) < 1e-6 || amount === 0) return vertex.position;
	const from = rimPitch(shape, vertex.t);
	const to = movedRimPitch(shape, vertex.t, move);
	const lift = STAND_OFF * Math.abs(amount);
	if (vertex.ring <= 0) {
		const yaw = rimYaw(vertex.t);
		const change = lidRadius(shape, yaw, to, vertex.side) - lidRadius(shape, yaw, from, vertex.side);
		return eyePoint(vertex.yaw, vertex.pitch + to - from, vertex.radius + change + lift, vertex.side);
	}
	const place = Math.max(0, (vertex.pitch - from) / (vertex.outerPitch - from));
	const pitch = mix(to, vertex.outerPitch, place ** (amount > 0 ? 0.85 : 1));
	const relief = vertex.radius - lidRadius(shape, vertex.yaw, vertex.pitch, vertex.side);
	const radius = lidRadius(shape, vertex.yaw, pitch, vertex.side);
	const smoothed = relief * (1 - 0.5 * Math.max(0, amount));
	return eyePoint(vertex.yaw, pitch, radius + smoothed + lift * (1 - vertex.spread), vertex.side);
}
