import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Product } from "../support/product.ts";
import { afterSound, type Tapped, tap, tapped } from "../support/sound-tap.ts";

const LONG =
	"This sentence goes on for quite a while, so that there is something to stop, and then it goes on some more.";
const SILENCE = 0.001;

let product: Product;
let page: Page;
let heard: Tapped;
/** Context time at the moment of the click, and when the page's clock showed it. */
let stopped: { context: number; wall: number };

/** Waits until sound has come out for `seconds`. */
async function speakFor(seconds: number): Promise<void> {
	await page.fill("#text", LONG);
	await page.press("#text", "Enter");
	await page.waitForFunction(
		([least, silence]) =>
			window.tapped.sound.filter(({ rms }) => rms > silence).length * (128 / 44_100) > least,
		[seconds, SILENCE] as const,
	);
}

beforeAll(async () => {
	product = await Product.start();
	page = await product.open();
	await tap(page);
	await speakFor(0.8);
	stopped = await page.evaluate(() => {
		const { currentTime } = window.facewire.audio.node.context;
		document.querySelector<HTMLButtonElement>("#stop")?.click();
		return { context: currentTime, wall: (performance.timeOrigin + performance.now()) / 1000 };
	});
	await page.waitForFunction(() => window.facewire.state.value === "ready");
	await afterSound(page);
	heard = await tapped(page);
});
afterAll(() => product.dispose());

describe("Stop, in the middle of a sentence", () => {
	// How fast is `npm run bench -- interrupt`'s to say: on a busy machine the click itself waits for its turn.
	it("is silent long before the sentence would end, and stays so", () => {
		const after = heard.sound.filter(({ time, rms }) => time > stopped.context + 0.3 && rms > SILENCE);
		expect(after).toEqual([]);
		expect(heard.sound.at(-1)?.time).toBeGreaterThan(stopped.context + 0.5);
	});

	it("closes the mouth", () => {
		const last = heard.frames.at(-1);
		expect(last?.frameTime).toBeGreaterThan(stopped.wall);
		expect(last?.lips).toBeLessThan(0.05);
	});

	it("says after which word, and speaks the next sentence", async () => {
		const note = await page.textContent("#transcript .note");
		expect(note).toMatch(/^Stopped after “This sentence/);
		await page.fill("#text", "Again.");
		await page.press("#text", "Enter");
		await page.waitForFunction(
			() => window.tapped.ends.length >= 2 || window.facewire.state.value === "speaking",
		);
		await page.waitForFunction(() => window.facewire.state.value === "ready");
		const { sound } = await tapped(page);
		expect(sound.some(({ time, rms }) => time > stopped.context + 0.5 && rms > SILENCE)).toBe(true);
	});
});
