import { describe, expect, test } from "vitest";
import { type ArmPosture, solveArm } from "../../src/motion/body-arm.ts";
import { dot, mirrored, rotate, type Triple, times, unit } from "../../src/motion/body-rotation.ts";

const X: Triple = [1, 0, 0];
const DOWN: Triple = [0, -1, 0];

/** Where a solved arm points, relative to the chest. */
function directionsOf(posture: ArmPosture) {
	const { shoulder, upper, lower, hand } = solveArm(posture);
	const arm = times(shoulder, upper);
	const forearm = times(arm, lower);
	const wrist = times(forearm, hand);
	return {
		upper: rotate(arm, X),
		fore: rotate(forearm, X),
		fingers: rotate(wrist, X),
		palm: rotate(wrist, DOWN),
	};
}

const expectAlong = (got: Triple, wanted: Triple) => expect(dot(got, unit(wanted))).toBeCloseTo(1, 6);

const POSTURES: readonly (readonly [string, ArmPosture])[] = [
	["the T-pose", { upper: [1, 0, 0], fore: [1, 0, 0], palm: [0, -1, 0] }],
	["a hanging arm", { upper: [0.2, -1, 0], fore: [0.1, -1, 0.2], palm: [-1, 0, 0] }],
	["a hand before the chest", { upper: [0.2, -0.9, 0.3], fore: [-0.6, 0.3, 0.7], palm: [0, 1, 0] }],
	["a raised hand", { upper: [0.6, -0.5, 0.4], fore: [0.1, 1, 0.2], palm: [0, 0, 1] }],
	["an arm straight up, shrugging", { upper: [0.1, 1, 0], fore: [0.1, 1, 0], palm: [0, 0, 1], shrug: 1 }],
	["an arm straight ahead", { upper: [0, 0, 1], fore: [0, 0, 1], palm: [-1, 0, 0] }],
	["a bent wrist", { upper: [0, -1, 0.2], fore: [0, 0, 1], fingers: [0.5, 0.5, 1], palm: [-1, 0.1, 0.3] }],
];

describe("solveArm", () => {
	test.each(POSTURES)("points bones and palm where it is told: %s", (_, posture) => {
		const got = directionsOf(posture);
		expectAlong(got.upper, posture.upper);
		expectAlong(got.fore, posture.fore);
		expectAlong(got.fingers, posture.fingers ?? posture.fore);
		expect(dot(got.palm, unit(posture.palm))).toBeGreaterThan(0.8);
	});

	test("turns nothing for the T-pose itself", () => {
		const { shoulder, upper, lower, hand } = solveArm({
			upper: X,
			fore: [1, 0, 0.05],
			palm: DOWN,
			fingers: X,
		});
		for (const turn of [upper, lower, hand]) expect(Math.abs(turn[3])).toBeGreaterThan(0.98);
		expect(Math.abs(shoulder[3])).toBeGreaterThan(0.99);
	});

	test("bends the elbow about its hinge alone, and shares the turn of the hand with the forearm", () => {
		const { lower, hand } = solveArm({ upper: [0, -1, 0], fore: [0, 0, 1], palm: [0, 1, 0] });
		// About Z would be a broken elbow.
		expect(rotate(lower, X)[1]).toBeCloseTo(0, 6);
		expect(Math.abs(lower[0])).toBeGreaterThan(0.1);
		expect(Math.abs(hand[0])).toBeGreaterThan(0.1);
	});

	test.each([
		["upper", { upper: [0, 0, 0], fore: [0, 0, 1], palm: [0, 1, 0] }],
		["fore", { upper: [0, -1, 0], fore: [0, 0, 0], palm: [0, 1, 0] }],
		["a palm along the fingers", { upper: [0, -1, 0], fore: [0, 0, 1], palm: [0, 0, 1] }],
	] as const)("refuses a direction without a length: %s", (_, posture) => {
		expect(() => solveArm(posture)).toThrow(RangeError);
	});
});

test("a mirrored turn does to the mirror image what the turn does to the image", () => {
	const { upper } = solveArm({ upper: [0.3, -0.8, 0.4], fore: [0.1, 0.5, 0.8], palm: [-1, 0, 0] });
	const [x, y, z] = rotate(upper, [0.3, 0.5, -0.2]);
	const image = rotate(mirrored(upper), [-0.3, 0.5, -0.2]);
	expect(image[0]).toBeCloseTo(-x, 6);
	expect(image[1]).toBeCloseTo(y, 6);
	expect(image[2]).toBeCloseTo(z, 6);
});
