import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LIGHT_HEAD, Product } from "../support/product.ts";
import { say, tap, tapped } from "../support/sound-tap.ts";

let product: Product;
let page: Page;
beforeAll(async () => {
	product = await Product.start();
	page = await product.open();
	await tap(page);
});
afterAll(() => product.dispose());

/** Chooses how the text is handed over, as a finger does: the radio button itself is covered by its label. */
const choose = (label: string) => page.click(`.modes label:has-text("${label}")`);

const loudness = async () => Math.max(0, ...(await tapped(page)).sound.map(({ rms }) => rms));
const bare = (text: string | null) => (text ?? "").replace(/\s+/g, " ").trim();

describe("the page's conversation", () => {
	it("answers a question aloud and in writing", async () => {
		await choose("Ask");
		await say(page, "Who are you?");
		const lines = await page.locator("#transcript li").allTextContents();
		expect(lines[0]).toBe("Who are you?");
		expect(lines[1]?.length).toBeGreaterThan(20);
		expect(await loudness()).toBeGreaterThan(0.01);
	});

	it("speaks a text that is streamed word by word, in full", async () => {
		await choose("Stream it");
		const text = "These words come one by one. The last one is museum.";
		await say(page, text);
		const { captions } = await tapped(page);
		const shown = captions.map((caption) => bare(caption.text));
		expect(shown).toContain("These words come one by one.");
		expect(shown).toContain("The last one is museum.");
	});

	it("offers the service's voices and gestures, and asks for what was chosen", async () => {
		const asked = page.evaluate(
			() =>
				new Promise((told) => {
					const { facewire } = window;
					const speak = facewire.speak.bind(facewire);
					facewire.speak = (text, options) => {
						told([text, options?.speech?.timbre]);
						facewire.speak = speak;
						return speak(text, options);
					};
				}),
		);
		await choose("Say it");
		await page.selectOption("#voice", "local-male");
		await page.fill("#text", "Hello there. ");
		await page.selectOption("#gesture", "[wave]");
		await page.press("#text", "Enter");
		expect(await asked).toEqual(["Hello there. [wave] ", "local-male"]);
		expect(await page.inputValue("#gesture")).toBe("");
		await page.waitForFunction(() => window.facewire.state.value === "speaking");
		await page.waitForFunction(() => window.facewire.state.value === "ready");
		await page.selectOption("#voice", "");
	});

	it("speaks with the keyboard alone: type, Enter, Escape", async () => {
		await choose("Say it");
		await page.focus("#text");
		await page.keyboard.type("This is said until the escape key ends it, which may take a little while.");
		await page.keyboard.press("Enter");
		await page.waitForFunction(() => window.facewire.state.value === "speaking");
		await page.keyboard.press("Escape");
		await page.waitForFunction(() => window.facewire.state.value === "ready");
		expect(await page.locator("#transcript .note").last().textContent()).toMatch(/^Stopped/);
	});

	it("says what is wrong with an empty text and with one that is too long, and goes on", async () => {
		await page.fill("#text", "  ");
		await page.press("#text", "Enter");
		await page.waitForSelector("#problem:not([hidden])");
		expect(bare(await page.textContent("#problem"))).toMatch(/got none/);
		await page.fill("#text", "long ".repeat(801));
		await page.press("#text", "Enter");
		await page.waitForFunction(() => /4000/.test(document.querySelector("#problem")?.textContent ?? ""));
		await say(page, "Still here.");
		expect(await page.isHidden("#problem")).toBe(true);
	});

	it("changes the volume of what is being heard", async () => {
		await page.locator("#volume").fill("0");
		const { length } = (await tapped(page)).sound;
		await say(page, "You cannot hear this.");
		const quiet = (await tapped(page)).sound.slice(length + 20).map(({ rms }) => rms);
		expect(Math.max(...quiet)).toBeLessThan(0.001);
		await page.locator("#volume").fill("1");
	});

	it("shows what was measured", async () => {
		const numbers = await page.locator("#numbers").innerText();
		expect(numbers).toMatch(/First sound\s*\d+ ms/);
		expect(numbers).toMatch(/A\/V offset\s*-?\d+ ms/);
		expect(numbers).toMatch(/Underruns\s*0/);
	});

	it("fits a phone's width without scrolling sideways", async () => {
		const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(width).toBeLessThanOrEqual(0);
	});
});

describe("a recording instead of a driver", () => {
	it("is spoken, captioned and shown", async () => {
		const replay = await product.visitor.newPage({ bypassCSP: true });
		await replay.goto(`${product.url}/?${LIGHT_HEAD}&replay=recordings/hello.ndjson`);
		await replay.waitForFunction(() => /My lips/.test(document.querySelector("#caption")?.textContent ?? ""));
		await replay.waitForFunction(() => window.facewire.state.value === "ready");
		const numbers = await replay.locator("#numbers").innerText();
		expect(numbers).toMatch(/Underruns\s*0/);
		await replay.context().close();
	});

	it("that does not exist is said so", async () => {
		const replay = await product.visitor.newPage();
		await replay.goto(`${product.url}/?${LIGHT_HEAD}&replay=recordings/none.ndjson`);
		await replay.waitForFunction(() =>
			/recording/.test(document.querySelector("#problem")?.textContent ?? ""),
		);
		expect(await replay.textContent("#status")).toBe("Not connected");
		await replay.context().close();
	});
});

describe("the stage on the main thread", () => {
	it("draws and moves the face like the one in a worker", async () => {
		const main = await product.open(`${LIGHT_HEAD}&stage=main`);
		expect(await main.evaluate(() => window.facewire.stagePlace)).toBe("main");
		expect(await page.evaluate(() => window.facewire.stagePlace)).toBe("worker");
		await tap(main);
		await say(main, "Open wide.");
		const { frames } = await tapped(main);
		expect(Math.max(...frames.map(({ lips }) => lips))).toBeGreaterThan(0.2);
		await main.context().close();
	});
});

describe("a browser that cannot draw in three dimensions", () => {
	it("says so, and the driver is heard and captioned all the same", async () => {
		const flat = await product.visitor.newPage({ bypassCSP: true });
		await flat.addInitScript(() => {
			const refuse = () => null;
			HTMLCanvasElement.prototype.getContext = refuse;
			OffscreenCanvas.prototype.getContext = refuse;
		});
		await flat.goto(`${product.url}/?${LIGHT_HEAD}`);
		await flat.waitForFunction(() => window.facewire?.state.value === "ready");
		expect(await flat.textContent("#problem")).toMatch(/cannot be drawn here/);
		await flat.fill("#text", "Still here.");
		await flat.press("#text", "Enter");
		await flat.waitForFunction(() =>
			/Still here/.test(document.querySelector("#caption")?.textContent ?? ""),
		);
		await flat.waitForFunction(() => window.facewire.state.value === "ready");
		await flat.context().close();
	});
});
