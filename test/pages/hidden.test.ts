import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Services, startServices } from "../../scripts/services.ts";
import { defaultConfig } from "../../src/gateway/config.ts";
import { DIST, LIGHT_HEAD } from "../support/product.ts";
import { type Tapped, tap, tapped } from "../support/sound-tap.ts";
import { type Tab, Tabs } from "../support/tabs.ts";

const TEXT =
	"This sentence goes on while nobody looks, because a person who reads in another tab wants to hear the end of it, and whoever comes back wants to see a mouth that speaks what is heard.";

/** Quanta of silence from which on the sound has stopped: natural pauses are shorter. */
const STOP = 1;

/** Two frames of a display, seconds. */
const TWO_FRAMES = 0.035;

let services: Services;
let tabs: Tabs;
let tab: Tab;
let heard: Tapped;
/** When the tab was hidden and shown again, seconds on the page's clock, and how often sound had run out. */
let hidden: { start: number; end: number; underruns: number };
let captionMoved: boolean;

beforeAll(async () => {
	services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" }, DIST);
	tabs = await Tabs.launch();
	tab = await tabs.open(`${services.gateway.url}/?${LIGHT_HEAD}`);
	await tab.waitForFunction(() => window.facewire?.state.value === "ready");
	await tab.waitForFunction(() => document.querySelector<HTMLElement>("#loading")?.hidden === true);
	await tap(tab);
	await tab.evaluate((text) => window.facewire.speak(text).then(() => undefined), TEXT);
	await tab.waitForFunction(() => window.facewire.caption.value?.text.includes("sentence"));
	await tab.waitForFunction(
		() => window.tapped.frames.filter(({ mediaTime }) => mediaTime !== undefined).length > 10,
	);
	const before = await tab.evaluate(() => window.facewire.stats.value.underruns);
	await tabs.open("about:blank");
	await tab.waitForFunction(() => document.hidden);
	const start = await tab.evaluate(() => (performance.timeOrigin + performance.now()) / 1000);
	const wordBefore = await tab.evaluate(() => window.facewire.caption.value?.heard ?? 0);
	await tab.waitForFunction(() => {
		const now = (performance.timeOrigin + performance.now()) / 1000;
		const last = window.tapped.frames.findLast(({ mediaTime }) => mediaTime !== undefined);
		return last !== undefined && now - last.presentationTime > 3;
	});
	captionMoved = (await tab.evaluate(() => window.facewire.caption.value?.heard ?? 0)) > wordBefore;
	const end = await tab.evaluate(() => (performance.timeOrigin + performance.now()) / 1000);
	await tab.show();
	await tab.waitForFunction(() => !document.hidden);
	await tab.waitForFunction(() => window.facewire.state.value === "ready");
	heard = await tapped(tab);
	const underruns = (await tab.evaluate(() => window.facewire.stats.value.underruns)) - before;
	hidden = { start, end, underruns };
});
afterAll(async () => {
	await tabs?.dispose();
	await services?.dispose();
});

describe("a tab that is hidden for three seconds in the middle of a sentence", () => {
	it("is not seen: no frame is drawn once the stage has heard of it", () => {
		const during = heard.frames.filter(
			({ frameTime }) => frameTime > hidden.end - 2 && frameTime < hidden.end,
		);
		expect(during).toEqual([]);
	});

	it("is heard to the end, without a hole", () => {
		expect(hidden.underruns).toBe(0);
		const loud = heard.sound.filter(({ rms }) => rms > 0.001).map(({ time }) => time);
		const pauses = loud.slice(1).map((time, i) => time - (loud[i] ?? time));
		expect(Math.max(...pauses)).toBeLessThan(STOP);
		expect((loud.at(-1) ?? 0) - (loud[0] ?? 0)).toBeGreaterThan((heard.ends[0] ?? 0) - STOP);
	});

	it("has its words go on, for whoever listens to them", () => {
		expect(captionMoved).toBe(true);
	});

	it("shows the moment that is heard in its first frame when it is seen again", () => {
		const speaking = heard.frames.filter(({ mediaTime }) => mediaTime !== undefined);
		const before = speaking.findLast(({ frameTime }) => frameTime < hidden.start);
		const after = speaking.find(({ frameTime }) => frameTime > hidden.end);
		if (before === undefined || after === undefined) throw new Error("No frame was drawn while it spoke.");
		const heardBetween = (after.mediaTime ?? 0) - (before.mediaTime ?? 0);
		const passed = after.presentationTime - before.presentationTime;
		expect(heardBetween).toBeGreaterThan(2.5);
		expect(Math.abs(heardBetween - passed)).toBeLessThan(TWO_FRAMES);
	});
});
