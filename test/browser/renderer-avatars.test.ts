import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BLENDSHAPE_COUNT, BLENDSHAPES, type BlendshapeName } from "../../src/lipsync/blendshapes.ts";
import type { Stage } from "../../src/renderer/stage.ts";
import { seconds } from "../../src/util/time.ts";
import { centreOfChange, changedPixels, pixelsOf } from "../support/picture.ts";
import {
	arkitRig,
	characterCreatorRig,
	pascalVrm1,
	presetsVrm0,
	type RigBytes,
	sidedRig,
	unnamedRig,
	visemeRig,
} from "../support/rigs/rigs.ts";
import { smallStage } from "../support/small-stage.ts";

const SIZE = 160;

let canvas: HTMLCanvasElement;
let stage: Stage;

beforeAll(() => {
	({ canvas, stage } = smallStage(SIZE, "head"));
});

afterAll(() => stage.dispose());

/** Shows a pose and takes a picture of it. */
function picture(pose: Partial<Record<BlendshapeName, number>> = {}): Uint8ClampedArray {
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	for (const [name, weight] of Object.entries(pose))
		weights[BLENDSHAPES.indexOf(name as BlendshapeName)] = weight;
	stage.avatar?.apply(weights);
	stage.render(seconds(1 / 60));
	return pixelsOf(canvas);
}

describe("avatars on a stage", () => {
	it.each<[string, () => RigBytes, string]>([
		["ARKit names", arkitRig, "green"],
		["a Pascal-case VRM 1.0", pascalVrm1, "green"],
		["a VRM 0.x of vowels", presetsVrm0, "amber"],
		["_L and _R", sidedRig, "green"],
		["unnamed targets", unnamedRig, "green"],
		["Character Creator's bones", characterCreatorRig, "green"],
		["Oculus visemes", visemeRig, "green"],
	])("open their mouth: %s", async (_, rig, grade) => {
		const avatar = await stage.load((await rig()).buffer);
		expect(avatar.coverage.grade).toBe(grade);
		const rest = picture();
		expect(changedPixels(rest, picture())).toBe(0);
		const open = picture({ jawOpen: 0.8 });
		expect(changedPixels(rest, open)).toBeGreaterThan(100);
		const where = centreOfChange(rest, open, canvas.width);
		expect(Math.abs(where.x)).toBeLessThan(0.15);
		expect(where.y).toBeLessThan(-0.1);
		expect(changedPixels(rest, picture())).toBe(0);
	});

	it.each<[string, () => RigBytes]>([
		["a glTF", arkitRig],
		["a VRM 1.0", pascalVrm1],
		["a VRM 0.x", presetsVrm0],
	])("blink with the character's left eye, on the right of the picture: %s", async (_, rig) => {
		await stage.load((await rig()).buffer);
		const where = centreOfChange(picture(), picture({ eyeBlinkLeft: 1 }), canvas.width);
		expect(where.x).toBeGreaterThan(0.1);
		expect(where.y).toBeGreaterThan(-0.1);
	});

	it.each([["mira.vrm"], ["mira-light.vrm"]])(
		"of our own show every shape and may be used freely: %s",
		async (name) => {
			const avatar = await stage.load(new URL(`../../assets/public/avatars/${name}`, import.meta.url).href);
			expect(avatar.coverage).toMatchObject({
				format: "vrm1",
				grade: "green",
				counts: { direct: 52 },
				notes: [],
			});
			expect(avatar.licence).toMatchObject({ creditRequired: false, restrictions: [] });
			const rest = picture();
			expect(changedPixels(rest, picture({ jawOpen: 0.8 }))).toBeGreaterThan(60);
			expect(changedPixels(rest, picture())).toBe(0);
		},
	);

	it("keep their lips together when mouthClose makes up for the jaw", async () => {
		await stage.load((await arkitRig()).buffer);
		const dark = (pixels: Uint8ClampedArray) => {
			let count = 0;
			for (let index = 0; index < pixels.length; index += 4) {
				// Lower half of the picture, darker than lips and shadows.
				if (index > pixels.length / 2 && pixels[index]! < 60 && pixels[index + 3]! === 255) count++;
			}
			return count;
		};
		const rest = dark(picture());
		expect(dark(picture({ jawOpen: 1 }))).toBeGreaterThan(rest + 40);
		expect(dark(picture({ jawOpen: 1, mouthClose: 1 }))).toBeLessThan(rest + 5);
	});
});
