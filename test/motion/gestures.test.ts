import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ACTION_CODES, VENDOR_ACTIONS } from "../../assets/gestures/action-codes.ts";
import { GESTURES } from "../../assets/gestures/gestures.ts";
import { ACTION_TAGS } from "../../src/driver/inline-tags.ts";
import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import type { ActionClip } from "../../src/motion/action-clip.ts";
import { BodyDirector } from "../../src/motion/body-director.ts";
import { AT_EASE, type BodyPose, POSE, ROTATIONS, SIDE, solvePosture } from "../../src/motion/body-pose.ts";
import {
	dot,
	mirrored,
	type Rotation,
	rotate,
	type Triple,
	times,
	twistAboutX,
} from "../../src/motion/body-rotation.ts";

const FRAME = 1 / 60;
const GUIDE = readFileSync(new URL("../../docs/actions.md", import.meta.url), "utf8").split("\n");
const DEGREES = 180 / Math.PI;
const CLIPS: Readonly<Record<string, ActionClip>> = GESTURES;
const NAMES = Object.keys(GESTURES);
const X: Triple = [1, 0, 0];

/** Quickest turn of any joint, degrees a second: an arm is thrown at a thousand, and gestures stay below. */
const FASTEST_JOINT = 700;
/** How fast head and torso may turn; the whole body turns round in some two seconds. */
const FASTEST_TRUNK = 260;

/** What joints can do, degrees. */
const ELBOW_MOST = 150;
const WRIST_MOST = 75;
const FOREARM_TWIST_MOST = 90;

/** Seconds in which one action has taken over from another, springs included. */
const TAKEN_OVER = 1;

const rotationAt = (pose: BodyPose, at: number): Rotation => [
	pose[at] ?? 0,
	pose[at + 1] ?? 0,
	pose[at + 2] ?? 0,
	pose[at + 3] ?? 1,
];

const angleTo = (a: Triple, b: Triple): number => Math.acos(Math.min(1, Math.max(-1, dot(a, b)))) * DEGREES;

function angleBetween(before: BodyPose, after: BodyPose, at: number): number {
	let along = 0;
	for (let i = at; i < at + 4; i++) along += (before[i] ?? 0) * (after[i] ?? 0);
	return 2 * Math.acos(Math.min(1, Math.abs(along))) * DEGREES;
}

/** Plays these actions, each after a pause, and gives every frame's pose to `look` until `after` seconds after the last. */
function watch(
	cues: readonly (readonly [time: number, name: string])[],
	look: (pose: BodyPose) => void,
	after = 7,
) {
	const director = new BodyDirector({ clips: GESTURES, map: ACTION_CODES });
	const face = new Float32Array(BLENDSHAPE_COUNT);
	const end = Math.max(...cues.map(([time]) => time)) + after;
	const waiting = [...cues];
	for (let time = 0; time < end; time += FRAME) {
		while (waiting[0] !== undefined && waiting[0][0] <= time) director.play(waiting.shift()?.[1] ?? "");
		director.update(FRAME, face);
		look(director.pose);
	}
	return director;
}

function fastest(
	cues: readonly (readonly [number, string])[],
	after?: number,
): { joint: number; trunk: number } {
	let before = solvePosture(AT_EASE);
	let [joint, trunk] = [0, 0];
	const look = (pose: BodyPose) => {
		for (const at of ROTATIONS) joint = Math.max(joint, angleBetween(before, pose, at) / FRAME);
		for (let at = POSE.torso; at < POSE.left; at++) {
			const way = Math.abs((pose[at] ?? 0) - (before[at] ?? 0));
			trunk = Math.max(trunk, (way * DEGREES) / FRAME);
		}
		before = pose.slice();
	};
	watch(cues, look, after);
	return { joint, trunk };
}

/** Turns of an arm as if it were the left one. */
function armOf(pose: BodyPose, side: "left" | "right") {
	const turn = (joint: number): Rotation => {
		const rotation = rotationAt(pose, POSE[side] + joint);
		return side === "left" ? rotation : mirrored(rotation);
	};
	return {
		shoulder: turn(SIDE.shoulder),
		upper: turn(SIDE.upper),
		lower: turn(SIDE.lower),
		hand: turn(SIDE.hand),
	};
}

/** The default avatar's left arm: shoulder, and lengths of its parts, centimetres from between the eyes. */
const SHOULDER: Triple = [11.2, -22.4, -3.4];
const UPPER_ARM = 23;
const FOREARM = 21;
const PALM = 8;

const along = (from: Triple, direction: Triple, length: number): Triple => [
	from[0] + direction[0] * length,
	from[1] + direction[1] * length,
	from[2] + direction[2] * length,
];

/** Points of forearm and hand, of an arm as if it were the left one. */
function pointsOf(pose: BodyPose, side: "left" | "right"): Triple[] {
	const { shoulder, upper, lower, hand } = armOf(pose, side);
	const arm = times(shoulder, upper);
	const forearm = times(arm, lower);
	const elbow = along(SHOULDER, rotate(arm, X), UPPER_ARM);
	const wrist = along(elbow, rotate(forearm, X), FOREARM);
	const fingers = rotate(times(forearm, hand), X);
	return [
		...[0.3, 0.6, 0.9].map((share) => along(elbow, rotate(forearm, X), share * FOREARM)),
		wrist,
		along(wrist, fingers, PALM),
	];
}

/** Whether a point is inside the default avatar's torso, taken as an upright elliptic column. */
function isInTorso([x, y, z]: Triple): boolean {
	const [halfWidth, halfDepth, middle] = [9.5, 7.5, -2.4];
	return y > -62 && y < -26 && (x / halfWidth) ** 2 + ((z - middle) / halfDepth) ** 2 < 1;
}

test("a hand that goes through the body is noticed", () => {
	const through = { upper: [0.1, -1, 0], fore: [-1, 0, 0.1], palm: [0, 1, 0] } as const;
	const points = pointsOf(solvePosture({ right: through }), "right");
	expect(points.some(isInTorso)).toBe(true);
});

describe("gestures", () => {
	test("there is one for every code of the vendor and every tag of the local driver", () => {
		const director = new BodyDirector({ clips: GESTURES, map: ACTION_CODES });
		for (const name of [...Object.keys(ACTION_CODES), ...ACTION_TAGS]) director.play(name);
		expect([...director.stats.unknown.keys()]).toEqual([]);
		expect(Object.keys(ACTION_CODES)).toEqual(
			expect.arrayContaining(["2hands_forward1", "turn_around", "show_love3", "right_slide_down"]),
		);
	});

	test.each(Object.entries(VENDOR_ACTIONS))(
		"the guide tells what %s plays, and what without arms",
		(code, name) => {
			const { withoutArms }: ActionClip = GESTURES[name];
			const row = GUIDE.find((line) => line.startsWith(`| \`${code}\` |`));
			expect(row).toContain(`\`${name}\``);
			expect(row?.endsWith(`| \`${withoutArms}\` |`)).toBe(true);
		},
	);

	test.each(NAMES)("%s moves, is over in time, and ends where it began", (name) => {
		let most = 0;
		const rest = solvePosture(AT_EASE);
		const director = watch([[0, name]], (pose) => {
			most = Math.max(most, ...pose.map((value, index) => Math.abs(value - (rest[index] ?? 0))));
		});
		expect(most).toBeGreaterThan(0.1);
		const yaw = POSE.stand + 2;
		director.pose.forEach((value, index) => {
			const offset = value - (rest[index] ?? 0);
			// A full turn ends where it began, too.
			const turned = index === yaw ? Math.sin(offset / 2) : offset;
			expect(Math.abs(turned)).toBeLessThan(1e-3);
		});
	});

	test.each(NAMES)("%s turns no joint faster than a person does", (name) => {
		const { joint, trunk } = fastest([[0, name]]);
		expect(joint).toBeLessThan(FASTEST_JOINT);
		expect(trunk).toBeLessThan(FASTEST_TRUNK);
	});

	test.each(NAMES)("%s may be followed by any other at its quickest, and nothing jumps", (name) => {
		// Until the next one has taken over; the rest of it is as it is alone.
		const until = (CLIPS[name]?.shown ?? 0) + TAKEN_OVER;
		const jumps = NAMES.filter((next) => {
			const { joint, trunk } = fastest(
				[
					[0, name],
					[0.1, next],
				],
				until,
			);
			return joint > FASTEST_JOINT || trunk > FASTEST_TRUNK;
		});
		expect(jumps).toEqual([]);
	});

	test.each(NAMES)("%s breaks no elbow and no wrist", (name) => {
		watch([[0, name]], (pose) => {
			for (const side of ["left", "right"] as const) {
				const { lower, hand } = armOf(pose, side);
				expect(angleTo(rotate(lower, X), X)).toBeLessThan(ELBOW_MOST);
				expect(angleTo(rotate(hand, X), X)).toBeLessThan(WRIST_MOST);
				expect(Math.abs(twistAboutX(hand)) * DEGREES).toBeLessThan(FOREARM_TWIST_MOST);
				// The elbow bends forward only.
				expect(rotate(lower, X)[2]).toBeGreaterThan(-0.05);
			}
		});
	});

	test.each(NAMES)("%s carries no forearm or hand through the body", (name) => {
		const inside: string[] = [];
		watch([[0, name]], (pose) => {
			for (const side of ["left", "right"] as const)
				for (const point of pointsOf(pose, side))
					if (isInTorso(point)) inside.push(`${side} arm at ${point.map(Math.round)}`);
		});
		expect(inside).toEqual([]);
	});
});
