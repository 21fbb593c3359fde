import { describe, expect, it } from "vitest";
import type { AvatarAnchors } from "../../src/renderer/avatar-anchors.ts";
import { FIELD_OF_VIEW, type Framing, placeCamera } from "../../src/renderer/framing.ts";

const BODY: AvatarAnchors = {
	crown: 1.63,
	chin: 1.4,
	ground: 0.78,
	waist: 0.88,
	x: 0,
	front: 0.1,
	headWidth: 0.2,
	width: 1.4,
};

/** A head and nothing else, in centimetres, off the middle. */
const HEAD: AvatarAnchors = {
	crown: 28,
	chin: 7,
	ground: 0,
	waist: 0,
	x: 5,
	front: 9,
	headWidth: 16,
	width: 16,
};

/** What a camera sees of the plane that it is placed for. */
function seen(anchors: AvatarAnchors, framing: Framing, aspect: number) {
	const { y, distance, x } = placeCamera(anchors, framing, aspect);
	const half = distance * Math.tan((FIELD_OF_VIEW * Math.PI) / 360);
	return { top: y + half, bottom: y - half, left: x - half * aspect, right: x + half * aspect };
}

describe("placeCamera", () => {
	it.each<[Framing, number]>([
		["head", 1],
		["head", 0.5],
		["bust", 1.8],
		["bust", 0.5],
		["half", 0.56],
		["half", 1.8],
	])("has the whole head in a %s picture of aspect %d", (framing, aspect) => {
		for (const anchors of [BODY, HEAD]) {
			const { top, bottom, left, right } = seen(anchors, framing, aspect);
			expect(top).toBeGreaterThan(anchors.crown);
			expect(bottom).toBeLessThan(anchors.chin);
			expect(left).toBeLessThan(anchors.x - anchors.headWidth / 2);
			expect(right).toBeGreaterThan(anchors.x + anchors.headWidth / 2);
		}
	});

	it("shows more from head to bust to half body", () => {
		const distances = (["head", "bust", "half"] as const).map(
			(framing) => placeCamera(BODY, framing, 1).distance,
		);
		expect(distances).toEqual([...distances].sort((a, b) => a - b));
		expect(new Set(distances).size).toBe(3);
	});

	it("ends a half body at the waist", () => {
		expect(seen(BODY, "half", 1).bottom).toBeCloseTo(BODY.waist);
	});

	it("shows no empty room below a model that ends", () => {
		expect(seen(HEAD, "half", 1).bottom).toBeCloseTo(0);
	});

	it("looks at the middle of a head that stands aside", () => {
		expect(placeCamera(HEAD, "head", 1).x).toBe(5);
	});
});
