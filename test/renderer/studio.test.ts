import { Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { STUDIO, type StudioVector, surfaceTowards } from "../../src/renderer/studio.ts";
import { studioProbe } from "../../src/renderer/studio-probe.ts";

const unit = ([x, y, z]: StudioVector): StudioVector => {
	const length = Math.hypot(x, y, z);
	return [x / length, y / length, z / length];
};

describe("the studio", () => {
	it.each(STUDIO.panels.map((panel) => [panel.at, panel] as const))("has a panel at %j", (at, panel) => {
		const level = Math.hypot(at[0], at[2]) || 1;
		const sideways = level === 1 ? [1, 0] : [at[2] / level, -at[0] / level];
		const besideBy = (share: number): StudioVector => [
			at[0] + sideways[0]! * share * panel.width,
			at[1],
			at[2] + sideways[1]! * share * panel.width,
		];
		for (const share of [-0.45, 0, 0.45]) expect(surfaceTowards(unit(besideBy(share)))).toBe(panel);
		for (const share of [-0.55, 0.55]) expect(surfaceTowards(unit(besideBy(share)))).not.toBe(panel);
	});

	it("has a floor below and walls around", () => {
		expect(surfaceTowards([0, -1, 0])).toBe(STUDIO.floor);
		expect(surfaceTowards([0, 0, -1])).toBe(STUDIO.walls);
	});

	it("sheds more light from above and from the front than from below and behind", () => {
		const { sh } = studioProbe();
		const lightOn = (...normal: StudioVector) => {
			const { x, y, z } = sh.getIrradianceAt(new Vector3(...normal), new Vector3());
			return x + y + z;
		};
		expect(lightOn(0, 1, 0)).toBeGreaterThan(1.2 * lightOn(0, -1, 0));
		expect(lightOn(0, 0, 1)).toBeGreaterThan(1.1 * lightOn(0, 0, -1));
	});
});
