import { afterEach, expect, it, vi } from "vitest";
import { RenderContext } from "../../src/renderer/render-context.ts";
import type { StageToHost } from "../../src/runtime/stage-host-messages.ts";
import { StagePool } from "../../src/runtime/stage-pool.ts";

const HEAD = new URL("../../assets/public/avatars/light-head.glb", import.meta.url).href;
const size = { width: 64, height: 64, pixelRatio: 1 };

afterEach(() => vi.restoreAllMocks());

/** Opens a stage in `pool` and waits until its avatar has been drawn. */
async function drawn(pool: StagePool, shared: boolean) {
	const canvas = new OffscreenCanvas(64, 64);
	let stage: ReturnType<StagePool["open"]> | undefined;
	await new Promise<void>((resolve, reject) => {
		const tell = (message: StageToHost) => {
			if (message.type === "avatar") resolve();
			if (message.type === "problem" || message.type === "failed") reject(new Error(message.message));
		};
		stage = pool.open(canvas, { size, quality: "minimal", adaptive: false, shared }, tell);
		stage.handle({ type: "avatar", url: HEAD });
	});
	return { canvas, dispose: () => stage?.dispose() };
}

const contexts = () => {
	const made: WebGL2RenderingContext[] = [];
	const { getContext } = OffscreenCanvas.prototype;
	vi.spyOn(OffscreenCanvas.prototype, "getContext").mockImplementation(function (
		this: OffscreenCanvas,
		...values
	) {
		const context = getContext.apply(this, values as never);
		if (context instanceof WebGL2RenderingContext && !made.includes(context)) made.push(context);
		return context as never;
	});
	return made;
};

it("stages that share draw with one graphics context, which goes with the last of them", async () => {
	const made = contexts();
	const pool = new StagePool();
	const [one, other] = [await drawn(pool, true), await drawn(pool, true)];
	expect(made).toHaveLength(1);
	for (const { canvas } of [one, other]) {
		const pixels = canvas.getContext("2d")?.getImageData(0, 0, 64, 64).data ?? [];
		expect(pixels.some((value) => value > 0)).toBe(true);
	}
	one.dispose();
	expect(made[0]?.isContextLost()).toBe(false);
	other.dispose();
	expect(made[0]?.isContextLost()).toBe(true);
});

it("twenty stages that come and go leave no texture and no geometry in the shared context", async () => {
	let renderer: RenderContext["renderer"] | undefined;
	const { drawInto } = RenderContext.prototype;
	vi.spyOn(RenderContext.prototype, "drawInto").mockImplementation(function (this: RenderContext, ...values) {
		renderer = this.renderer;
		return drawInto.apply(this, values);
	});
	const pool = new StagePool();
	const kept = await drawn(pool, true);
	const held = () => ({ ...renderer?.info.memory });
	const before = held();
	for (let i = 0; i < 20; i++) (await drawn(pool, true)).dispose();
	expect(held()).toEqual(before);
	kept.dispose();
});

it("a stage that is alone draws on its own canvas", async () => {
	const made = contexts();
	const pool = new StagePool();
	const alone = await drawn(pool, false);
	expect(made[0]?.canvas).toBe(alone.canvas);
	alone.dispose();
});
