import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LIGHT_HEAD, Product, Visitor } from "../support/product.ts";
import { referenceSpeech, soundingSpan } from "../support/reference-speech.ts";
import { afterSound } from "../support/sound-tap.ts";

const TEXT = "Good morning, everybody. This has waited for you.";
const SILENCE = 0.001;

let product: Product;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
	product = await Product.start();
	visitor = await Visitor.launch("gesture");
	page = await visitor.open(product.url, LIGHT_HEAD);
});
afterAll(async () => {
	await visitor.dispose();
	await product.dispose();
});

const state = () => page.evaluate(() => window.facewire.audio.state.value);

describe("what is said before the viewer has touched the page", () => {
	it("can be read meanwhile, word by word, while no sound goes out", async () => {
		expect(await state()).toBe("suspended");
		await page.evaluate((text) => {
			const words: string[] = [];
			Object.assign(window, { words });
			window.facewire.caption.subscribe((caption) => {
				if (caption === undefined) return;
				const word = [...caption.text].slice(caption.heard, caption.current).join("").replace(",", "");
				// The caption also changes when more of its text has come.
				if (word !== words.at(-1)) words.push(word);
			});
			void window.facewire.speak(text);
		}, TEXT);
		await page.waitForFunction(() => (window as unknown as { words: string[] }).words.at(-1) === "you.");
		const words = await page.evaluate(() => (window as unknown as { words: string[] }).words);
		// A busy machine may draw no frame while a short word stands.
		const spoken = TEXT.replace(",", "").split(" ");
		expect(spoken.filter((word) => words.includes(word))).toEqual(words);
		expect(words.length).toBeGreaterThan(spoken.length / 2);
		expect(await state()).toBe("suspended");
		expect(await page.evaluate(() => window.facewire.state.value)).toBe("thinking");
	});

	it("is heard whole, from its beginning, once the viewer taps", async () => {
		await page.evaluate(() => {
			const { node } = window.facewire.audio;
			// What plays is noted from before the first sample on: the worklet's own clock is the context's.
			const meter = new AnalyserNode(node.context, { fftSize: 2048 });
			node.connect(meter);
			const loud: number[] = [];
			const samples = new Float32Array(meter.fftSize);
			Object.assign(window, { loud });
			const look = () => {
				meter.getFloatTimeDomainData(samples);
				if (samples.some((sample) => Math.abs(sample) > 0.005)) loud.push(node.context.currentTime);
				setTimeout(look, 10);
			};
			look();
		});
		await page.click("#unlock");
		await page.waitForFunction(() => window.facewire.state.value === "speaking");
		await page.waitForFunction(() => window.facewire.state.value === "ready");
		await afterSound(page);
		const loud = await page.evaluate(() => (window as unknown as { loud: number[] }).loud);
		const expected = soundingSpan(await referenceSpeech(product.url, TEXT), SILENCE);
		const span = (loud.at(-1) ?? 0) - (loud[0] ?? 0);
		// The meter looks at 43 ms of sound, about every 10 ms.
		expect(Math.abs(span - expected)).toBeLessThan(0.25);
		expect(await state()).toBe("running");
	});
});
