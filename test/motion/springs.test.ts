import { expect, test } from "vitest";
import { Springs } from "../../src/motion/springs.ts";

test("each spring takes nine tenths of its way in 3.9 / stiffness seconds, and does not overshoot", () => {
	const springs = new Springs([4, 14]);
	springs.targets.set([1, -2]);
	let highest = 0;
	for (let time = 0; time < 3.9 / 4; time += 1 / 60) {
		springs.update(1 / 60);
		highest = Math.max(highest, springs.values[0] ?? 0, -(springs.values[1] ?? 0) / 2);
	}
	expect(springs.values[0]).toBeGreaterThan(0.9);
	expect(springs.values[1]).toBeLessThan(-1.99);
	expect(highest).toBeLessThanOrEqual(1);
});

test("one long step ends where many short ones do", () => {
	const [long, short] = [new Springs([6]), new Springs([6])];
	for (const springs of [long, short]) springs.targets[0] = 1;
	long.update(0.5);
	for (let step = 0; step < 50; step++) short.update(0.01);
	expect(long.values[0]).toBeCloseTo(short.values[0] ?? 0, 9);
});
