import { type Object3D, Vector3 } from "three";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACTION_CODES } from "../../assets/gestures/action-codes.ts";
import { GESTURES } from "../../assets/gestures/gestures.ts";
import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { BodyDirector } from "../../src/motion/body-director.ts";
import type { Stage } from "../../src/renderer/stage.ts";
import { StageActions } from "../../src/runtime/stage-actions.ts";
import type { StageToHost } from "../../src/runtime/stage-host-messages.ts";
import { StageRunner } from "../../src/runtime/stage-runner.ts";
import { seconds } from "../../src/util/time.ts";
import { centreOfChange, changedPixels, pixelsOf } from "../support/picture.ts";
import { arkitRig, presetsVrm0 } from "../support/rigs/rigs.ts";
import { smallStage } from "../support/small-stage.ts";
import { raisedHand, writeVrma } from "../support/vrma.ts";

const SIZE = 200;
const FRAME = 1 / 60;
const MIRA = new URL("../../assets/public/avatars/mira-light.vrm", import.meta.url).href;

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
	const problems: string[] = [];
	const actions = new StageActions(director, (url, message) => problems.push(`${url} | ${message}`));
	return {
		director,
		problems,
		actions,
		async enter(source: string | ArrayBuffer): Promise<void> {
			const avatar = await stage.load(source);
			director.arms = avatar.setBodyPose !== undefined;
			actions.fit(avatar);
		},
		pass(time: number): void {
			for (let t = 0; t < time; t += FRAME) director.update(FRAME, face);
		},
		picture(): Uint8ClampedArray {
			stage.avatar?.setBodyPose?.(director.pose, 0);
			stage.avatar?.applyActions?.(director.layers);
			stage.render(seconds(FRAME));
			return pixelsOf(canvas);
		},
	};
}

/** Where the bones are whose names match, metres. */
function placesOf(pattern: RegExp): readonly Vector3[] {
	const places: Vector3[] = [];
	stage.avatar?.object.traverse((node: Object3D) => {
		if ("isBone" in node && pattern.test(node.name)) places.push(node.getWorldPosition(new Vector3()));
	});
	return places;
}

/** Height of the highest bone of a hand, metres. */
const highestHand = (): number => Math.max(...placesOf(/hand/i).map(({ y }) => y));

describe("action files on a stage", () => {
	it("raise the character's right hand when cued, and let it hang again", async () => {
		const { actions, director, enter, pass, picture, problems } = makeActor();
		await enter(MIRA);
		const rest = picture();
		const hanging = highestHand();
		const url = URL.createObjectURL(new Blob([raisedHand()]));
		await actions.load("greet", url);
		expect(problems).toEqual([]);
		expect(changedPixels(rest, picture())).toBe(0);
		director.play("greet");
		pass(1.2);
		const raised = picture();
		expect(highestHand()).toBeGreaterThan(hanging + 0.5);
		expect(changedPixels(rest, raised)).toBeGreaterThan(300);
		expect(centreOfChange(rest, raised, canvas.width).x).toBeLessThan(-0.2);
		pass(2.5);
		expect(changedPixels(rest, picture())).toBeLessThan(20);
		expect(highestHand()).toBeCloseTo(hanging, 3);
	});

	it("go along to the next avatar, and end with an interrupted reply", async () => {
		const { actions, director, enter, pass, picture } = makeActor();
		await actions.load("greet", "greet.vrma", raisedHand());
		await enter(MIRA);
		await enter((await presetsVrm0()).buffer);
		await enter(MIRA);
		picture();
		const hanging = highestHand();
		director.play("greet");
		pass(1.2);
		picture();
		expect(highestHand()).toBeGreaterThan(hanging + 0.5);
		director.interrupt();
		pass(0.4);
		picture();
		expect(highestHand()).toBeLessThan(hanging + 0.02);
	});

	it("move the hips by what suits the size of the body, and put them back", async () => {
		const { actions, director, enter, pass, picture } = makeActor();
		await enter(MIRA);
		picture();
		const rest = placesOf(/hips/i)[0]!;
		const hips = [
			[0, 0.5, 0],
			[0.25, 0.5, 0],
			[0.25, 0.5, 0],
		] as const;
		await actions.load("aside", "aside.vrma", writeVrma({ times: [0, 0.5, 2], hips, hipsHeight: 0.5 }));
		director.play("aside");
		pass(1);
		picture();
		const aside = placesOf(/hips/i)[0]!;
		expect(rest.y).toBeGreaterThan(0.6);
		// Half of the hips' height to the character's left, in the file and here.
		expect(aside.x - rest.x).toBeCloseTo(rest.y / 2, 2);
		expect(aside.y).toBeCloseTo(rest.y, 3);
		pass(1.2);
		picture();
		expect(placesOf(/hips/i)[0]!.distanceTo(rest)).toBeLessThan(1e-3);
	});

	it("that are broken or missing are told, and what was there before goes on", async () => {
		const { actions, director, enter, pass, picture, problems } = makeActor();
		await enter(MIRA);
		picture();
		const hanging = highestHand();
		await actions.load("greet", "greet.vrma", raisedHand());
		await actions.load("greet", "torn.vrma", raisedHand().slice(0, 500));
		const missing = new URL("/nowhere/at-all.vrma", location.href).href;
		await actions.load("greet", missing);
		expect(problems).toHaveLength(2);
		expect(problems[0]).toMatch(/^torn\.vrma \| torn\.vrma is truncated/);
		expect(problems[1]).toContain(`${missing} | ${missing}`);
		director.play("greet");
		pass(1.2);
		picture();
		expect(highestHand()).toBeGreaterThan(hanging + 0.5);
	});

	it("are told to be not for an avatar that is no VRM, which nods", async () => {
		const { actions, director, enter, pass, problems } = makeActor();
		await enter((await arkitRig()).buffer);
		await actions.load("greet", "greet.vrma", raisedHand());
		expect(problems).toEqual([expect.stringMatching(/^greet\.vrma \| .* cannot be played by this avatar/)]);
		director.play("greet");
		pass(0.3);
		expect(director.layers).toEqual([]);
		expect(director.stats.played).toBe(1);
	});

	it("come by a message, and a broken one is told by another while the stage goes on", async () => {
		const told: StageToHost[] = [];
		const waiting = new Set<() => void>();
		const size = { width: SIZE, height: SIZE, pixelRatio: 1 };
		const runner = new StageRunner(
			document.createElement("canvas"),
			{ size, quality: "minimal", adaptive: false, shared: false },
			(message) => {
				told.push(message);
				for (const look of waiting) look();
			},
		);
		const until = <T extends StageToHost["type"]>(type: T) =>
			new Promise<Extract<StageToHost, { type: T }>>((resolve) => {
				const look = () => {
					const found = told.find((message) => message.type === type);
					if (found !== undefined) resolve(found as Extract<StageToHost, { type: T }>);
				};
				waiting.add(look);
				look();
			});
		runner.handle({
			type: "action-file",
			name: "greet",
			url: "torn.vrma",
			bytes: raisedHand().slice(0, 500),
		});
		expect(await until("problem")).toMatchObject({
			url: "torn.vrma",
			message: expect.stringContaining("torn.vrma is truncated"),
		});
		runner.handle({ type: "action-file", name: "greet", url: "greet.vrma", bytes: raisedHand() });
		runner.handle({ type: "avatar", url: MIRA });
		expect(await until("avatar")).toMatchObject({ url: MIRA });
		await until("stats");
		runner.dispose();
		expect(told.filter(({ type }) => type === "problem")).toHaveLength(1);
	});
});
