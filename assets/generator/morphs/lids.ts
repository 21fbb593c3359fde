import { closedPitch, eyePoint, lidRadius, rimPitch, rimYaw } from "../face/eye-frame.ts";
import type { LidVertex } from "../face/face-vertex.ts";
import { rimRingRadius } from "../face/lid-rings.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { mix } from "../math/scalar.ts";
import type { Vec3 } from "../math/vec3.ts";

/** How far the two lids of an eye go towards the line on which they meet: 1 closes, negative opens. */
export interface LidMove {
	upper: number;
	lower: number;
	/** Exponent by which the lower lid's move fades towards the corners: a squint arches, a blink does not. */
	arch?: number;
}

/**
 * Lid moves by shape, without its side. Looking up lifts both rims by the same angle (an eighth of the opening),
 * so that a blink on top still shuts them exactly.
 */
export const LID_MOVES: Readonly<Record<string, LidMove>> = {
	eyeBlink: { upper: 1.03, lower: 1 },
	eyeWide: { upper: -0.26, lower: -0.35 },
	eyeSquint: { upper: 0.16, lower: 1.15, arch: 0.8 },
	eyeLookUp: { upper: -0.13, lower: 0.68 },
	eyeLookDown: { upper: 0.5, lower: -0.5 },
	cheekSquint: { upper: 0.05, lower: 0.7, arch: 0.8 },
	mouthSmile: { upper: 0.02, lower: 0.45, arch: 0.8 },
};

/** How far a moved lid stands off the eyeball, in centimetres at a full close: the upper one closes over the lower. */
const UPPER_STAND_OFF = 0.09;
const LOWER_STAND_OFF = 0.03;

/** How far the lid at `t` goes towards the close line. */
function lidAmount(t: number, move: LidMove): number {
	const s = Math.sin(t);
	if (s > 0) return move.upper;
	return move.lower * (move.arch === undefined ? 1 : Math.abs(s) ** move.arch);
}

/** Pitch of the rim at `t` after a move. */
export function movedRimPitch(shape: HeadShape, t: number, move: LidMove): number {
	return mix(rimPitch(shape, t), closedPitch(shape, t), lidAmount(t, move));
}

/** Place of a lid vertex after a move of its eye's lids. */
export function moveLid(shape: HeadShape, vertex: LidVertex, move: LidMove): Vec3 {
	const s = Math.sin(vertex.t);
	const amount = lidAmount(vertex.t, move);
	if (Math.abs(s) < 1e-6 || amount === 0) return vertex.position;
	const from = rimPitch(shape, vertex.t);
	const to = movedRimPitch(shape, vertex.t, move);
	const lift = (s > 0 ? UPPER_STAND_OFF : LOWER_STAND_OFF) * Math.abs(amount);
	if (vertex.ring <= 0) {
		const rim = lidRadius(shape, rimYaw(vertex.t), to, vertex.side);
		const radius = rimRingRadius(vertex.ring, rim) + lift;
		return eyePoint(vertex.yaw, vertex.pitch + to - from, radius, vertex.side);
	}
	const place = Math.max(0, (vertex.pitch - from) / (vertex.outerPitch - from));
	const pitch = mix(to, vertex.outerPitch, place ** (amount > 0 ? 0.85 : 1));
	const relief = vertex.radius - lidRadius(shape, vertex.yaw, vertex.pitch, vertex.side);
	const radius = lidRadius(shape, vertex.yaw, pitch, vertex.side);
	const smoothed = relief * (1 - 0.5 * Math.max(0, amount));
	return eyePoint(vertex.yaw, pitch, radius + smoothed + lift * (1 - vertex.spread), vertex.side);
}
