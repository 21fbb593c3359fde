import { describe, expect, it } from "vitest";
import { alphaColumns } from "../../../src/vendors/players/alpha-layout.ts";

const padding = (width: number) => (16 - (width % 16)) % 16;

describe("alphaColumns", () => {
	it.each([
		[1440, 720, 720],
		[2168, 1080, 1088],
		[3840, 1920, 1920],
	])("finds the colour of a picture %i wide", (whole, width, start) => {
		expect(alphaColumns(whole)).toEqual({ width, start });
	});

	it("finds it for every even width up to 4096", () => {
		for (let width = 2; width <= 4096; width += 2)
			expect(alphaColumns(2 * width + padding(width))?.width).toBe(width);
	});

	it("says of a picture that cannot be one that it is none", () => {
		expect(alphaColumns(650)).toBeNull();
		expect(alphaColumns(0)).toBeNull();
	});

	it("keeps the proportions of a picture that was scaled, if it is told what was asked for", () => {
		const columns = alphaColumns(1084, 1080);
		expect(columns).toEqual({ width: 540, start: 544 });
	});
});
