import { describe, expect, it } from "vitest";
import { SOURCE_COUNT } from "../../src/lipsync/resolver/sources.ts";
import { FaceDrives } from "../../src/renderer/face-drives.ts";

const sources = (...values: readonly number[]): Float32Array => {
	const all = new Float32Array(SOURCE_COUNT);
	all.set(values);
	return all;
};

describe("FaceDrives", () => {
	it("sums a target's terms and writes it to every sink", () => {
		const [a, b] = [[9, 9], [9]];
		const drives = new FaceDrives(
			[
				{
					target: 7,
					terms: [
						{ source: 0, factor: 0.5 },
						{ source: 1, factor: 0.5 },
					],
				},
			],
			[
				{ target: 7, array: a, index: 1 },
				{ target: 7, array: b, index: 0 },
			],
		);
		drives.write(sources(1, 0.5));
		expect([a, b]).toEqual([[9, 0.75], [0.75]]);
	});

	it.each([
		[[1, 1], 1],
		[[1, 0], 0.8],
		[[0, 0], 0],
	])("keeps the sum for %j within 1", (values, expected) => {
		const array = [0];
		const terms = [0, 1].map((source) => ({ source, factor: 0.8 }));
		new FaceDrives([{ target: 0, terms }], [{ target: 0, array, index: 0 }]).write(sources(...values));
		expect(array[0]).toBeCloseTo(expected);
	});

	it("takes mapped factors below zero", () => {
		const array = [0];
		const terms = [{ source: 0, factor: -1 }];
		new FaceDrives([{ target: 0, terms }], [{ target: 0, array, index: 0 }]).write(sources(0.5));
		expect(array[0]).toBe(-0.5);
	});

	it("adds up the shares that meet at one place, anew in each frame", () => {
		const array = [0];
		const drives = new FaceDrives(
			[0, 1].map((target) => ({ target, terms: [{ source: target, factor: 1 }] })),
			[
				{ target: 0, array, index: 0, share: 0.5 },
				{ target: 1, array, index: 0, share: 0.25 },
			],
		);
		for (const round of [1, 2]) {
			drives.write(sources(1, 1));
			expect([round, array[0]]).toEqual([round, 0.75]);
		}
	});

	it("leaves sinks of other targets alone", () => {
		const array = [0.3];
		new FaceDrives([], [{ target: 0, array, index: 0 }]).write(sources(1));
		expect(array).toEqual([0.3]);
	});
});
