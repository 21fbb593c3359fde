import { type ArmPosture, solveArm } from "./body-arm.ts";
import { HAND_SHAPES } from "./body-hand.ts";
import { mirrored, type Rotation, type Triple } from "./body-rotation.ts";
import type { HeadPose } from "./head-pose.ts";

/**
 * An upper body as a person would describe it. What is left out stays as in {@link AT_EASE}. Angles in degrees as in
 * `HeadPose`: pitch bows forward, yaw turns to the character's left, roll tilts towards its right shoulder.
 */
export interface Posture {
	readonly left?: ArmPosture;
	readonly right?: ArmPosture;
	/** Pitch, yaw and roll of spine and chest together. */
	readonly torso?: Triple;
	/** Pitch, yaw and roll of the head on top of that. */
	readonly head?: Triple;
	/** The whole body: metres to the character's left, metres forward (of a body whose hips are 0.9 m high), degrees to its left. */
	readonly stand?: Triple;
}

/** Where a pose keeps what, in one row of numbers: angles in radians, turns as quaternions, fingers as in `HandShape`. */
export const POSE = {
	stand: 0,
	torso: 3,
	head: 6,
	left: 9,
	right: 32,
} as const;

/** Within one side: four quaternions, then the seven numbers of a hand. */
export const SIDE = { shoulder: 0, upper: 4, lower: 8, hand: 12, fingers: 16 } as const;

export const SIDE_LENGTH = 23;

export const POSE_LENGTH = POSE.right + SIDE_LENGTH;

/** Where the quaternions begin. */
export const ROTATIONS: readonly number[] = [POSE.left, POSE.right].flatMap((side) =>
	[SIDE.shoulder, SIDE.upper, SIDE.lower, SIDE.hand].map((joint) => side + joint),
);

/** An upper body at one moment; see {@link POSE}. */
export type BodyPose = Float32Array;

const HANGING: ArmPosture = { upper: [0.24, -1, -0.04], fore: [0.1, -1, 0.24], palm: [-1, 0, -0.25] };

/** Standing at rest: arms at the sides, elbows and fingers a little bent. */
export const AT_EASE: Required<Posture> = {
	left: HANGING,
	right: HANGING,
	torso: [0, 0, 0],
	head: [0, 0, 0],
	stand: [0, 0, 0],
};

const DEGREE = Math.PI / 180;

/** The numbers of a posture. @throws {RangeError} if a direction has no length */
export function solvePosture(posture: Posture): BodyPose {
	const { left, right, torso, head, stand } = { ...AT_EASE, ...posture };
	const pose = new Float32Array(POSE_LENGTH);
	pose.set([stand[0], stand[1], stand[2] * DEGREE], POSE.stand);
	pose.set(
		torso.map((angle) => angle * DEGREE),
		POSE.torso,
	);
	pose.set(
		head.map((angle) => angle * DEGREE),
		POSE.head,
	);
	setArm(pose, POSE.left, left, (turn) => turn);
	setArm(pose, POSE.right, right, mirrored);
	return pose;
}

function setArm(pose: BodyPose, at: number, arm: ArmPosture, onSide: (turn: Rotation) => Rotation): void {
	const { shoulder, upper, lower, hand } = solveArm(arm);
	pose.set(onSide(shoulder), at + SIDE.shoulder);
	pose.set(onSide(upper), at + SIDE.upper);
	pose.set(onSide(lower), at + SIDE.lower);
	pose.set(onSide(hand), at + SIDE.hand);
	pose.set(HAND_SHAPES[arm.hand ?? "relaxed"], at + SIDE.fingers);
}

/** Writes how the head of `pose` is turned, and further by `added`, to `out`. */
export function headOf(pose: BodyPose, added: Readonly<HeadPose>, out: HeadPose): void {
	out.pitch = added.pitch + (pose[POSE.head] ?? 0);
	out.yaw = added.yaw + (pose[POSE.head + 1] ?? 0);
	out.roll = added.roll + (pose[POSE.head + 2] ?? 0);
}

/** Where single numbers are: all but the quaternions. */
const NUMBERS: readonly number[] = Array.from({ length: POSE_LENGTH }, (_, index) => index).filter(
	(index) => !ROTATIONS.some((at) => index >= at && index < at + 4),
);

/** The body's own yaw goes round. */
const YAW = POSE.stand + 2;

/** The shortest way from one yaw to another, −π … π. */
const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

/** Writes the pose `share` of the way from `from` to `to`, each joint by the shorter way, to `out`, which may be one of them. */
export function blendPoses(from: BodyPose, to: BodyPose, share: number, out: BodyPose): void {
	for (let i = 0; i < NUMBERS.length; i++) {
		const at = NUMBERS[i] ?? 0;
		const way = (to[at] ?? 0) - (from[at] ?? 0);
		out[at] = (from[at] ?? 0) + (at === YAW ? wrapped(way) : way) * share;
	}
	for (let i = 0; i < ROTATIONS.length; i++) blendRotation(from, to, share, out, ROTATIONS[i] ?? 0);
}

function blendRotation(from: BodyPose, to: BodyPose, share: number, out: BodyPose, at: number): void {
	const near = nearSide(from, to, at) * share;
	for (let i = at; i < at + 4; i++) out[i] = (from[i] ?? 0) * (1 - share) + (to[i] ?? 0) * near;
	normalise(out, at);
}

/** A quaternion and its negative are the same turn: −1 if `to` has to be negated to lie near `from`. */
function nearSide(from: BodyPose, to: BodyPose, at: number): number {
	let along = 0;
	for (let i = at; i < at + 4; i++) along += (from[i] ?? 0) * (to[i] ?? 0);
	return along < 0 ? -1 : 1;
}

function normalise(pose: BodyPose, at: number): void {
	// Math.hypot makes an array of its arguments, for every joint of every frame.
	let square = 0;
	for (let i = at; i < at + 4; i++) square += (pose[i] ?? 0) ** 2;
	const length = Math.sqrt(square);
	for (let i = at; i < at + 4; i++) pose[i] = length > 0 ? (pose[i] ?? 0) / length : i === at + 3 ? 1 : 0;
}

/**
 * Moves `pose` towards `goal` in `delta` seconds as critically damped springs of `stiffness` (1/s) do: whatever the goal
 * does, nothing jumps, neither place nor speed. `speed` is kept between calls. Allocates nothing.
 */
export function followPose(
	pose: BodyPose,
	speed: BodyPose,
	goal: BodyPose,
	stiffness: number,
	delta: number,
): void {
	const decay = Math.exp(-stiffness * delta);
	for (let i = 0; i < NUMBERS.length; i++) {
		const at = NUMBERS[i] ?? 0;
		const offset = (pose[at] ?? 0) - (goal[at] ?? 0);
		spring(pose, speed, at, at === YAW ? wrapped(offset) : offset, goal[at] ?? 0, stiffness, delta, decay);
	}
	for (let i = 0; i < ROTATIONS.length; i++) {
		const at = ROTATIONS[i] ?? 0;
		const side = nearSide(pose, goal, at);
		for (let k = at; k < at + 4; k++) {
			const target = (goal[k] ?? 0) * side;
			spring(pose, speed, k, (pose[k] ?? 0) - target, target, stiffness, delta, decay);
		}
		normalise(pose, at);
	}
}

/** An exact step of one spring, so that any `delta` is stable. */
function spring(
	pose: BodyPose,
	speed: BodyPose,
	at: number,
	offset: number,
	target: number,
	stiffness: number,
	delta: number,
	decay: number,
): void {
	const drive = ((speed[at] ?? 0) + stiffness * offset) * delta;
	pose[at] = target + (offset + drive) * decay;
	speed[at] = ((speed[at] ?? 0) - stiffness * drive) * decay;
}
