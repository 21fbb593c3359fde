import { expect, it } from "vitest";
import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { POSE_LENGTH } from "../../src/motion/body-pose.ts";
import { headAtRest } from "../../src/motion/head-pose.ts";
import { VisibleChange } from "../../src/runtime/visible-change.ts";

function watched() {
	const now = {
		weights: new Float32Array(BLENDSHAPE_COUNT),
		pose: new Float32Array(POSE_LENGTH),
		head: headAtRest(),
		breath: 0,
	};
	const change = new VisibleChange(now);
	change.isWatching = true;
	change.isWorthDrawing();
	return { now, change };
}

it.each<[string, (now: ReturnType<typeof watched>["now"], share: number) => void]>([
	["a blink", ({ weights }, share) => weights.fill(0.1 * share, 3, 4)],
	["a turn of the head", ({ head }, share) => Object.assign(head, { yaw: -0.015 * share })],
	["a breath", (now, share) => Object.assign(now, { breath: 0.3 * share })],
	["an arm", ({ pose }, share) => pose.fill(0.01 * share, 20, 21)],
])("draws %s once it is far enough to be seen, and once only", (_, move) => {
	const { now, change } = watched();
	move(now, 0.9);
	expect(change.isWorthDrawing()).toBe(false);
	move(now, 1.1);
	expect(change.isWorthDrawing()).toBe(true);
	expect(change.isWorthDrawing()).toBe(false);
	// Slow movements add up.
	move(now, 2.3);
	expect(change.isWorthDrawing()).toBe(true);
});

it("draws a face that stands still when something else has changed, and always while it does not watch", () => {
	const { change } = watched();
	change.force();
	expect([change.isWorthDrawing(), change.isWorthDrawing()]).toEqual([true, false]);
	change.isWatching = false;
	expect(change.isWorthDrawing()).toBe(true);
});
