import { afterEach, describe, expect, it } from "vitest";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../../src/lipsync/blendshapes.ts";
import { AssetError } from "../../src/protocol/errors.ts";
import { RenderContext } from "../../src/renderer/render-context.ts";
import { Stage, type StageOptions } from "../../src/renderer/stage.ts";
import { seconds } from "../../src/util/time.ts";
import { changedPixels, pixelsOf } from "../support/picture.ts";
import { arkitRig, pascalVrm1 } from "../support/rigs/rigs.ts";

const SIZE = 160;
const FRAME = seconds(1 / 60);
const LIGHT_HEAD = new URL("../../assets/public/avatars/light-head.glb", import.meta.url).href;

const made: Stage[] = [];

function makeStage(options: StageOptions = {}): { canvas: HTMLCanvasElement; stage: Stage } {
	const canvas = document.createElement("canvas");
	const stage = new Stage(canvas, {
		width: SIZE,
		height: SIZE,
		framing: "head",
		// Without image-based light, which software rendering takes seconds to prepare.
		quality: "minimal",
		adaptive: false,
		...options,
	});
	made.push(stage);
	return { canvas, stage };
}

afterEach(() => {
	for (const stage of made.splice(0)) stage.dispose();
});

const jawOpen = new Float32Array(BLENDSHAPE_COUNT);
jawOpen[BLENDSHAPE_INDEX.jawOpen] = 1;

const corner = (pixels: Uint8ClampedArray) => [...pixels.slice(0, 4)];

describe("a stage", () => {
	it("shows nothing but its background without an avatar", () => {
		const { canvas, stage } = makeStage();
		stage.render(FRAME);
		expect(pixelsOf(canvas).every((value) => value === 0)).toBe(true);
		stage.setBackground({ type: "color", color: "#336699" });
		stage.render(FRAME);
		expect(corner(pixelsOf(canvas))).toEqual([0x33, 0x66, 0x99, 255]);
	});

	it("draws a gradient from top to bottom in the colours given", () => {
		const { canvas, stage } = makeStage({
			background: { type: "gradient", top: "#ffffff", bottom: "#204060" },
		});
		stage.render(FRAME);
		const pixels = pixelsOf(canvas);
		const last = [...pixels.slice(-4)];
		expect(corner(pixels).every((value) => value > 250)).toBe(true);
		for (const [index, value] of [0x20, 0x40, 0x60, 255].entries()) {
			expect(Math.abs((last[index] ?? 0) - value)).toBeLessThanOrEqual(3);
		}
	});

	it("covers itself with a picture", async () => {
		const image = await createImageBitmap(new ImageData(new Uint8ClampedArray([200, 100, 50, 255]), 1, 1));
		const { canvas, stage } = makeStage({ background: { type: "image", image } });
		stage.render(FRAME);
		const drawn = corner(pixelsOf(canvas));
		for (const [index, value] of [200, 100, 50].entries()) {
			expect(Math.abs((drawn[index] ?? 0) - value)).toBeLessThanOrEqual(2);
		}
	});

	it("downloads an avatar, telling how far it is", async () => {
		const { stage } = makeStage();
		const progress: (readonly [number, number | undefined])[] = [];
		await stage.load(LIGHT_HEAD, { onProgress: (bytes, total) => progress.push([bytes, total]) });
		const [bytes, total] = progress.at(-1) ?? [];
		expect(bytes).toBeGreaterThan(50_000);
		expect([bytes, undefined]).toContain(total);
	});

	it.each([
		["/nowhere.glb?x", "404"],
		["/package.json", "is glTF of no stated version"],
		["http://127.0.0.1:1/head.glb", "cannot be reached"],
	])("keeps the avatar that it has when %s will not load", async (path, reason) => {
		const { canvas, stage } = makeStage();
		const before = await stage.load((await arkitRig()).buffer);
		stage.render(FRAME);
		const picture = pixelsOf(canvas);
		// Vite answers unknown paths with the test page: ask it for a file that its server refuses.
		const url = new URL(path, location.origin).href;
		const failure = stage.load(url);
		await expect(failure).rejects.toThrow(AssetError);
		await expect(failure).rejects.toThrow(path === "/nowhere.glb?x" ? /404|not a glTF/ : reason);
		stage.render(FRAME);
		expect(stage.avatar).toBe(before);
		expect(changedPixels(picture, pixelsOf(canvas))).toBe(0);
	});

	it("does not show an avatar that was called off", async () => {
		const { stage } = makeStage();
		const abort = new AbortController();
		const loading = stage.load(LIGHT_HEAD, { signal: abort.signal });
		abort.abort(new Error("no longer wanted"));
		await expect(loading).rejects.toThrow("no longer wanted");
		expect(stage.avatar).toBeUndefined();
	});

	it("frames head, bust and half body ever wider", async () => {
		const { canvas, stage } = makeStage();
		await stage.load((await arkitRig()).buffer);
		const covered = (["head", "bust", "half"] as const).map((framing) => {
			stage.setFraming(framing);
			stage.render(FRAME);
			return pixelsOf(canvas).filter((value, index) => index % 4 === 3 && value > 128).length;
		});
		expect(covered[0]).toBeGreaterThan(0.25 * canvas.width * canvas.height);
		expect(covered).toEqual([...covered].sort((a, b) => b - a));
	});

	it("keeps the whole head in a narrow picture", async () => {
		const { canvas, stage } = makeStage();
		await stage.load((await arkitRig()).buffer);
		stage.setSize(90, 200);
		stage.render(FRAME);
		const pixels = pixelsOf(canvas);
		const { width, height } = canvas;
		const column = (x: number) =>
			Array.from({ length: height }, (_, y) => pixels[4 * (y * width + x) + 3]!).filter(
				(alpha) => alpha > 128,
			).length;
		expect(column(0)).toBe(0);
		expect(column(width - 1)).toBe(0);
		expect(column(Math.floor(width / 2))).toBeGreaterThan(0.3 * height);
	});

	it("caps the device pixel ratio, and the number of pixels, by quality", () => {
		const { canvas, stage } = makeStage({ quality: "minimal", pixelRatio: 3 });
		stage.render(FRAME);
		expect(canvas.width).toBe(SIZE);
		stage.setSize(1080, 1920);
		stage.render(FRAME);
		expect(canvas.width * canvas.height).toBeLessThanOrEqual(4e5);
		expect(canvas.width / canvas.height).toBeCloseTo(1080 / 1920, 2);
	});

	it("keeps its picture until it can draw the next one in another size", () => {
		const { canvas, stage } = makeStage({ background: { type: "color", color: "#336699" } });
		stage.render(FRAME);
		stage.setSize(SIZE / 2, SIZE / 2);
		stage.setQuality("low");
		expect(corner(pixelsOf(canvas))).toEqual([0x33, 0x66, 0x99, 255]);
		expect(canvas.width).toBe(SIZE);
		stage.render(FRAME);
		expect(canvas.width).toBe(SIZE / 2);
	});

	it("starts low without a graphics card", () => {
		const { stage } = makeStage({ quality: "auto" });
		expect(stage.quality.value).toBe("low");
	});

	it("becomes cheaper by itself when frames are slow, to the last step and no further", async () => {
		const { stage } = makeStage({ quality: "high", adaptive: true, width: 16, height: 16 });
		const seen: string[] = [];
		stage.quality.subscribe((quality) => seen.push(quality));
		for (let frame = 0; frame < 900; frame++) stage.render(seconds(0.05));
		expect(seen).toEqual(["high", "medium", "low", "minimal"]);
	});

	it("draws nothing while hidden", () => {
		const { stage } = makeStage();
		stage.setVisible(false);
		stage.render(FRAME);
		expect(stage.stats.frames).toBe(0);
		stage.setVisible(true);
		stage.render(FRAME);
		expect(stage.stats.frames).toBe(1);
	});

	it("survives a canvas without size", () => {
		const { stage } = makeStage();
		stage.setSize(0, 0);
		stage.render(FRAME);
		stage.setSize(SIZE, SIZE);
		stage.render(FRAME);
		expect(stage.stats.frames).toBe(1);
	});

	it("tells where to look for a point of the picture", async () => {
		const { stage } = makeStage();
		await stage.load((await arkitRig()).buffer);
		const [left, right, above] = [stage.gazeAt(-1, 0), stage.gazeAt(1, 0), stage.gazeAt(0, 1)];
		expect(right.yaw).toBeGreaterThan(0.1);
		expect(left.yaw).toBeCloseTo(-right.yaw);
		expect(above.pitch).toBeLessThan(stage.gazeAt(0, -1).pitch);
	});

	it("looks the same, image-based light and all, after its context was lost and came back", {
		timeout: 150_000,
	}, async () => {
		const { canvas, stage } = makeStage({ quality: "high" });
		await stage.load((await arkitRig()).buffer);
		stage.avatar?.apply(jawOpen);
		stage.render(FRAME);
		const before = pixelsOf(canvas);
		const lose = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
		const states: boolean[] = [];
		stage.contextLost.subscribe((lost) => states.push(lost));
		lose?.loseContext();
		await expect.poll(() => stage.contextLost.value).toBe(true);
		stage.render(FRAME);
		lose?.restoreContext();
		await expect.poll(() => stage.contextLost.value).toBe(false);
		stage.render(FRAME);
		expect(states).toEqual([false, true, false]);
		expect(stage.stats.contextLosses).toBe(1);
		expect(changedPixels(before, pixelsOf(canvas))).toBeLessThan(5);
	});

	it("holds no more after many avatars than after one", async () => {
		const { stage } = makeStage();
		const rigs = [(await arkitRig()).buffer, (await pascalVrm1()).buffer];
		const held = async (bytes: ArrayBuffer) => {
			await stage.load(bytes.slice(0));
			stage.render(FRAME);
			const { geometries, textures } = stage.stats;
			return { geometries, textures };
		};
		const first = await held(rigs[0]!);
		for (let round = 0; round < 5; round++) for (const bytes of rigs) await held(bytes);
		expect(await held(rigs[0]!)).toEqual(first);
		stage.setAvatar(undefined);
		expect(stage.stats.geometries).toBe(0);
	});

	it("shares one context with other stages, each with its own avatar, size and background", async () => {
		const context = new RenderContext(new OffscreenCanvas(1, 1));
		const make = (width: number, height: number) => makeStage({ context, width, height });
		const [wide, tall] = [make(160, 100), make(90, 150)];
		wide.stage.setBackground({ type: "color", color: "#ff0000" });
		await wide.stage.load((await arkitRig()).buffer);
		await tall.stage.load((await arkitRig()).buffer);
		const draw = () => {
			for (const { stage } of [wide, tall]) stage.render(FRAME);
			return [pixelsOf(wide.canvas), pixelsOf(tall.canvas)] as const;
		};
		const rest = draw();
		expect([wide.canvas.width, tall.canvas.width, tall.canvas.height]).toEqual([160, 90, 150]);
		expect(corner(rest[0])).toEqual([255, 0, 0, 255]);
		expect(corner(rest[1])).toEqual([0, 0, 0, 0]);
		tall.stage.avatar?.apply(jawOpen);
		const open = draw();
		expect(changedPixels(rest[0], open[0])).toBe(0);
		expect(changedPixels(rest[1], open[1])).toBeGreaterThan(50);
		wide.stage.dispose();
		expect(changedPixels(open[1], draw()[1])).toBe(0);
		tall.stage.dispose();
		expect(context.renderer.info.memory).toMatchObject({ geometries: 0 });
		context.dispose();
	});

	it("can be made and disposed more often than a page may have contexts, and holds nothing then", {
		timeout: 150_000,
	}, async () => {
		const bytes = (await arkitRig()).buffer;
		for (let round = 0; round < 40; round++) {
			const { canvas, stage } = makeStage({ quality: "minimal", width: 16, height: 16 });
			// Some of them with all that a stage can hold.
			if (round % 20 === 0) {
				stage.setQuality("high");
				stage.setBackground({ type: "gradient", top: "#fff", bottom: "#000" });
				await stage.load(bytes.slice(0));
			}
			stage.render(FRAME);
			expect(canvas.getContext("webgl2")?.isContextLost()).toBe(false);
			stage.dispose();
			stage.dispose();
			stage.render(FRAME);
			expect(stage.stats).toMatchObject({ geometries: 0, textures: 0, frames: 1 });
			expect(canvas.getContext("webgl2")?.isContextLost()).toBe(true);
		}
	});
});
