import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACTION_CODES } from "../../assets/gestures/action-codes.ts";
import { GESTURES } from "../../assets/gestures/gestures.ts";
import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { BodyDirector } from "../../src/motion/body-director.ts";
import type { Stage } from "../../src/renderer/stage.ts";
import { seconds } from "../../src/util/time.ts";
import { centreOfChange, changedPixels, pixelsOf } from "../support/picture.ts";
import { arkitRig, presetsVrm0 } from "../support/rigs/rigs.ts";
import { smallStage } from "../support/small-stage.ts";

const SIZE = 200;
const FRAME = 1 / 60;

let canvas: HTMLCanvasElement;
let stage: Stage;

beforeAll(() => {
	({ canvas, stage } = smallStage(SIZE, "half"));
});

afterAll(() => stage.dispose());

/** Somebody on the stage who acts; time passes without being drawn. */
function makeActor() {
	const director = new BodyDirector({ clips: GESTURES, map: ACTION_CODES });
	const face = new Float32Array(BLENDSHAPE_COUNT);
	return {
		director,
		pass(time: number): void {
			for (let t = 0; t < time; t += FRAME) director.update(FRAME, face);
		},
		picture(): Uint8ClampedArray {
			stage.avatar?.setBodyPose?.(director.pose, 0);
			stage.render(seconds(FRAME));
			return pixelsOf(canvas);
		},
	};
}

describe("actions on a stage", () => {
	it("raise the character's right hand, on the left of the picture, and let it hang again", async () => {
		await stage.load(new URL("../../assets/public/avatars/mira-light.vrm", import.meta.url).href);
		const { director, pass, picture } = makeActor();
		const rest = picture();
		expect(changedPixels(rest, picture())).toBe(0);
		director.play("waving_hand1");
		pass(0.75);
		const waving = picture();
		expect(changedPixels(rest, waving)).toBeGreaterThan(300);
		expect(centreOfChange(rest, waving, canvas.width).x).toBeLessThan(-0.2);
		pass(3);
		expect(changedPixels(rest, picture())).toBeLessThan(20);
	});

	it("pose a VRM 0.x as well, and leave a head without arms alone", async () => {
		const vrm = await stage.load((await presetsVrm0()).buffer);
		expect(vrm.setBodyPose).toBeDefined();
		const head = await stage.load((await arkitRig()).buffer);
		expect(head.setBodyPose).toBeUndefined();
	});
});
