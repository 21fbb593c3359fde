import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Product } from "../support/product.ts";
import { type Tapped, tap, tapped } from "../support/sound-tap.ts";

const TEXT =
	"While this sentence is spoken, the page stands still for half a second, and nobody should notice it at all.";
const BLOCK = 0.5;

let product: Product;
let heard: Tapped;
let underruns: number;
/** When the main thread stood still, seconds on the page's clock, and how often sound had run out until then. */
let block: { start: number; end: number; underruns: number };

beforeAll(async () => {
	product = await Product.start();
	const page = await product.open();
	await tap(page);
	await page.fill("#text", TEXT);
	await page.press("#text", "Enter");
	await page.waitForFunction(() => window.facewire.caption.value?.text.includes("sentence") === true);
	block = await page.evaluate((seconds) => {
		const now = () => (performance.timeOrigin + performance.now()) / 1000;
		const { underruns } = window.facewire.stats.value;
		const start = now();
		while (now() < start + seconds);
		return { start, end: now(), underruns };
	}, BLOCK);
	await page.waitForFunction(() => window.facewire.state.value === "ready");
	heard = await tapped(page);
	underruns = await page.evaluate(() => window.facewire.stats.value.underruns);
});
afterAll(() => product.dispose());

describe("a host page that stands still for half a second", () => {
	it("is not heard", () => {
		expect(block.end - block.start).toBeGreaterThanOrEqual(BLOCK);
		expect(underruns).toBe(block.underruns);
		expect(heard.ends).toHaveLength(1);
	});

	it("is not seen: the face moves on, at the moment that is heard", () => {
		const during = heard.frames.filter(({ frameTime }) => frameTime > block.start && frameTime < block.end);
		const moments = during.map(({ mediaTime }) => mediaTime ?? 0);
		// Thirty at 60 Hz; a busy machine that draws in software shows some of them.
		expect(new Set(moments).size).toBeGreaterThan(5);
		expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeGreaterThan(BLOCK / 2);
	});
});
