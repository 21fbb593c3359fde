import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../../src/lipsync/blendshapes.ts";
import { Stage } from "../../src/renderer/stage.ts";
import { seconds } from "../../src/util/time.ts";
import { changedPixels, pixelsOf } from "../support/picture.ts";
import type { WorkerReport } from "./renderer-stage.worker.ts";

const modelUrl = (name: string): string => new URL(`../fixtures/models/${name}.glb`, import.meta.url).href;

let canvas: HTMLCanvasElement;
let stage: Stage;

beforeAll(() => {
	canvas = document.createElement("canvas");
	stage = new Stage(canvas, {
		width: 160,
		height: 160,
		framing: "head",
		quality: "minimal",
		adaptive: false,
	});
});

afterAll(() => stage.dispose());

/** Shows the jaw at a weight and takes a picture. */
function picture(jaw: number): Uint8ClampedArray {
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	weights[BLENDSHAPE_INDEX.jawOpen] = jaw;
	stage.avatar?.apply(weights);
	stage.render(seconds(1 / 60));
	return pixelsOf(canvas);
}

describe("compressed models", () => {
	it.each([["draco"], ["meshopt"], ["ktx2"]])("are decoded by files of our own: %s", async (name) => {
		const avatar = await stage.load(modelUrl(name));
		expect(avatar.coverage.shapes.jawOpen.how).toBe("direct");
		expect(changedPixels(picture(0), picture(1))).toBeGreaterThan(100);
		const decoders = performance
			.getEntriesByType("resource")
			.map((entry) => new URL(entry.name))
			.filter(({ pathname }) => /draco|basis|meshopt/.test(pathname));
		expect(decoders.length).toBeGreaterThan(0);
		expect(decoders.every(({ origin }) => origin === location.origin)).toBe(true);
	});

	it("show their textures", async () => {
		await stage.load(modelUrl("ktx2"));
		const pixels = picture(0);
		let blue = 0;
		for (let index = 0; index < pixels.length; index += 4) {
			if (pixels[index + 3] === 255 && pixels[index + 2]! > 1.5 * pixels[index]!) blue++;
		}
		expect(blue).toBeGreaterThan(2000);
	});

	it.each([["draco"], ["meshopt"]])("are decoded in a worker: %s", async (name) => {
		const worker = new Worker(new URL("./renderer-stage.worker.ts", import.meta.url), { type: "module" });
		const own = new OffscreenCanvas(160, 160);
		const report = await new Promise<WorkerReport>((resolve, reject) => {
			worker.addEventListener("message", ({ data }: MessageEvent<WorkerReport>) => resolve(data));
			worker.addEventListener("error", ({ message }) => reject(new Error(message)));
			worker.postMessage({ canvas: own, url: modelUrl(name) }, [own]);
		}).finally(() => worker.terminate());
		expect(report.failure).toBeUndefined();
		expect(report.changed).toBeGreaterThan(100);
	});
});
