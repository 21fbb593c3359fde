import { describe, expect, it } from "vitest";
import { alphaPadding, FaceDrawing } from "../../../../src/driver/vendors/media/draw-face.ts";
import { I420Picture } from "../../../../src/driver/vendors/media/i420-picture.ts";
import { mouthArea } from "../../../support/media/mouth-area.ts";

const REST = { open: 0, round: 0, blink: 0 };

describe("FaceDrawing", () => {
	it("opens the mouth in proportion", () => {
		const face = new FaceDrawing(320, 400);
		const areas = [0, 0.25, 0.5, 0.75, 1].map((open) => mouthArea(face.draw({ ...REST, open })));
		const [none = 0, , half = 0, , full = 0] = areas;
		expect(none).toBe(0);
		expect(full).toBeGreaterThan(1500);
		expect(half / full).toBeCloseTo(0.5, 1);
		expect(areas).toEqual([...areas].sort((a, b) => a - b));
	});

	it("shows each step of the mouth, though pixels are whole", () => {
		const face = new FaceDrawing(320, 400);
		const areas = Array.from({ length: 50 }, (_, step) =>
			mouthArea(face.draw({ ...REST, open: 0.2 + step / 100 })),
		);
		for (const [index, area] of areas.entries()) expect(area).toBeGreaterThanOrEqual(areas[index - 1] ?? 0);
		expect(new Set(areas).size).toBeGreaterThan(30);
	});

	it.each([
		[180, 320],
		[320, 240],
	])("keeps its proportions in a picture of %i × %i, and stands on its lower edge", (width, height) => {
		const face = new FaceDrawing(width, height);
		const { halfWidth, halfHeight } = face.mouth;
		expect(halfWidth / halfHeight).toBeCloseTo((0.8 * 0.13) / 0.085);
		const picture = face.draw(REST);
		expect(picture.luma(width / 2, height - 1)).toBe(68);
		expect(picture.luma(1, 1)).toBe(96);
	});

	it("is drawn from scratch every time", () => {
		const face = new FaceDrawing(160, 200);
		const rest = Uint8ClampedArray.from(face.draw(REST).data);
		face.draw({ open: 1, round: 1, blink: 1 });
		expect(face.draw(REST).data).toEqual(rest);
	});

	it.each([
		[320, 640],
		[360, 728],
		[1080, 2168],
	])("puts the alpha of a face %i wide beside it, %i in all", (width, whole) => {
		const face = new FaceDrawing(width, 400, "side-by-side");
		expect(face.picture.width).toBe(whole);
		const picture = face.draw(REST);
		const shift = width + alphaPadding(width);
		expect(picture.luma(shift + width / 2, 200)).toBe(235);
		expect(picture.luma(shift + 2, 2)).toBe(16);
	});
});

describe("I420Picture", () => {
	it("refuses odd sides", () => {
		expect(() => new I420Picture(161, 200)).toThrow(TypeError);
	});

	it("leaves out what lies outside", () => {
		const picture = new I420Picture(16, 16);
		picture.fill({ y: 16, u: 128, v: 128 });
		picture.ellipse({ x: 0, y: 0, halfWidth: 4, halfHeight: 4 }, { y: 200, u: 100, v: 100 });
		expect(picture.luma(0, 0)).toBe(200);
		expect(picture.luma(15, 0)).toBe(16);
		expect(picture.luma(15, 15)).toBe(16);
	});
});
