import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KioskPage } from "../../src/kiosk/page/kiosk-page.ts";
import { Product } from "../support/product.ts";

// The kiosk as it is shipped, steered by touches alone.

declare global {
	interface Window {
		facewireKiosk: KioskPage;
		/** What the host has begun to say since it was last asked for. */
		heard: string[];
	}
}

let product: Product;
let page: Page;
const violations: string[] = [];

beforeAll(async () => {
	// On a busy machine a session may be asked for and not entered, or its farewell come too late: the gateway's own windows
	// end it, and are short here.
	product = await Product.start({ resumeWindow: 5, tokenLifetime: 8 });
	page = await product.visitor.newPage({ viewport: { width: 360, height: 640 }, hasTouch: true });
	page.on("console", (message) => {
		if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text());
	});
	page.setDefaultTimeout(20_000);
	await page.addInitScript(setClockBack);
	await page.goto(
		`${product.url}/kiosk.html?avatar=avatars/light-head.glb&quality=low&transcript=on&screenWidth=336`,
	);
	await phase("attract");
	await page.evaluate(listen);
	// A busy machine is no network that is gone; that is for kiosk-faults.test.ts.
	await page.evaluate(() => {
		window.facewireKiosk.probe.patience = 10;
	});
});
afterAll(() => product.dispose());

/** In the page: its clock is five years slow, as after a flat battery. */
function setClockBack(): void {
	const slow = 5 * 365 * 86_400_000;
	const RightDate = Date;
	globalThis.Date = new Proxy(RightDate, {
		construct: (target, values) =>
			Reflect.construct(target, values.length === 0 ? [RightDate.now() - slow] : values) as Date,
		get: (target, name) => (name === "now" ? () => RightDate.now() - slow : Reflect.get(target, name)),
	});
}

const phase = (name: string) =>
	page.waitForFunction((wanted) => window.facewireKiosk?.state.phase === wanted, name);
const state = () => page.evaluate(() => window.facewireKiosk.state);
const tapAt = (selector: string) => page.locator(selector).first().tap();
const sessions = async () => {
	const metrics = await (await fetch(`${product.url}/metrics`)).text();
	return Number(/^facewire_sessions (\d+)/m.exec(metrics)?.[1]);
};
/** In the page: notes what the host begins to say, for a word of it may be over before anybody looks. */
function listen(): void {
	window.heard = [];
	let last = "";
	window.facewireKiosk.host.caption.subscribe((caption) => {
		const text = caption?.text ?? "";
		if (text !== last) window.heard.push(text);
		last = text;
	});
}

/** Waits until the host begins to say `words`; what came before is forgotten. */
const isHeard = (words: string) =>
	page.waitForFunction((wanted) => {
		const at = window.heard.findIndex((text) => text.includes(wanted));
		if (at >= 0) window.heard.splice(0, at + 1);
		return at >= 0;
	}, words);

describe("a visit, by touches alone", () => {
	it("begins alone: an invitation in each language, and no session", async () => {
		expect(await page.locator(".invite").innerText()).toMatch(/Hello![\s\S]*你好/);
		expect(await sessions()).toBe(0);
	});

	it("greets at the first touch, with a line that lies on the kiosk", async () => {
		await tapAt(".invite");
		await phase("greet");
		await isHeard("How can I help you?");
		expect(await sessions()).toBe(0);
		await phase("converse");
	});

	it("answers a suggested question, aloud and in writing", async () => {
		await tapAt(".chip:nth-child(2)");
		await isHeard("A ticket costs");
		expect(await page.locator(".answer").innerText()).toMatch(/How much is a ticket\?[\s\S]*A ticket costs/);
		expect(await sessions()).toBe(1);
	});

	it("hears it again from its beginning when the speakers are unplugged in the middle of it", async () => {
		await isHeard("Students");
		await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event("devicechange")));
		await isHeard("A ticket costs");
		const { exchanges, rebuilds } = await page.evaluate(() => ({
			exchanges: window.facewireKiosk.screen.talk.answer.exchanges.length,
			rebuilds: window.facewireKiosk.counters.value.audioRebuilds,
		}));
		expect({ exchanges, rebuilds }).toEqual({ exchanges: 1, rebuilds: 1 });
	});

	it("falls silent when the host is touched", async () => {
		await tapAt(".stage");
		await page.waitForFunction(() => !window.facewireKiosk.state.isBusy);
		expect(await state()).toMatchObject({ phase: "converse" });
	});

	it("goes on while the operator turns the volume from afar, by a signed command, whatever the kiosk's clock", async () => {
		expect(await page.evaluate(() => new Date().getFullYear())).toBeLessThan(new Date().getFullYear() - 3);
		const answer = await fetch(`${product.url}/v1/kiosks/kiosk-1/commands`, {
			method: "POST",
			headers: { origin: product.url, "content-type": "application/json" },
			body: JSON.stringify({ type: "volume", volume: 0.35 }),
		});
		expect(answer.status).toBe(202);
		const volume = () =>
			page.evaluate(async () => {
				await window.facewireKiosk.operator.beat();
				return window.facewireKiosk.settings.volume;
			});
		await expect.poll(volume, { timeout: 20_000 }).toBe(0.35);
		expect(await page.evaluate(() => window.facewireKiosk.operator.trouble)).toBe("");
	});

	it("takes a question from the keyboard on the glass", async () => {
		await tapAt(".write");
		for (const key of ["h", "e", "l", "l", "o"]) await tapAt(`.hg-button[data-skbtn="${key}"]`);
		expect(await page.inputValue(".field")).toBe("hello");
		await tapAt(".hg-button-enter");
		await isHeard("welcome to the Lantern Museum");
		expect(await page.isVisible(".hg-button-enter")).toBe(false);
	});

	it("refuses five hundred keys, an empty question, words of the operator's list and two touches at once", async () => {
		const devtools = await page.context().newCDPSession(page);
		await tapAt(".write");
		// All at once: a hand on a keyboard waits for nothing.
		const key = { type: "keyDown", key: "g", code: "KeyG", text: "g" } as const;
		await Promise.all(Array.from({ length: 500 }, () => devtools.send("Input.dispatchKeyEvent", key)));
		expect((await page.inputValue(".field")).length).toBe(240);
		await tapAt(".send");
		expect(await page.locator(".remark").innerText()).toMatch(/could not make words/);
		await tapAt(".write");
		await tapAt(".send");
		expect(await page.locator(".remark").innerText()).toMatch(/write a question first/);
		await page.evaluate(() => window.facewireKiosk.changeSettings({ blockedWords: ["Zounds"] }));
		await page.locator(".field").fill("Oh zounds!");
		await tapAt(".send");
		expect(await page.locator(".remark").innerText()).toMatch(/rather not answer/);
		await isHeard("I would rather not answer that");
		const asked = await page.locator(".question").innerText();
		const chips = await Promise.all([0, 3].map((index) => page.locator(".chip").nth(index).boundingBox()));
		const touchPoints = chips.map((box) => ({ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 }));
		await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
		await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
		expect(await page.locator(".question").innerText()).toBe(asked);
	});

	it("guides by voice whoever does not see: a resting finger turns it on, a tap tells, the next one chooses", async () => {
		const devtools = await page.context().newCDPSession(page);
		const [x, y] = [180, 120];
		await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
		await page.waitForSelector("[data-guide]");
		await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
		await isHeard("Voice guidance is on");
		const asked = () => page.locator(".question").innerText();
		const before = await asked();
		await tapAt(".chip:nth-child(1)");
		await isHeard("When are you open?");
		expect(await asked()).toBe(before);
		await tapAt(".chip:nth-child(1)");
		await expect.poll(asked).toBe("When are you open?");
		await page.keyboard.press("F1");
		await page.waitForSelector("[data-guide]", { state: "detached" });
	});

	it("speaks the other language after a touch", async () => {
		await tapAt('.languages [lang="zh-Hans"]');
		expect(await page.getAttribute("html", "lang")).toBe("zh-Hans");
		await tapAt(".chip:nth-child(1)");
		await isHeard("我们星期二到星期天开放");
		await tapAt(".stop");
	});

	it("turns on low reach and contrast, with everything to touch in the lower part", async () => {
		await tapAt('.switch:has([data-text="reach"])');
		await tapAt('.switch:has([data-text="contrast"])');
		const highest = () =>
			page.evaluate(() =>
				Math.min(
					...[...document.querySelectorAll("button:not(.corner)")]
						.filter((button) => button.checkVisibility())
						.map((button) => button.getBoundingClientRect())
						.filter(({ height }) => height > 0)
						.map(({ top }) => top),
				),
			);
		await expect.poll(highest).toBeGreaterThan(0.35 * 640);
	});

	it("asks whether anybody is there, aloud and in writing, and gives more time", async () => {
		await page.evaluate(() => {
			const kiosk = window.facewireKiosk;
			kiosk.timing = { ...kiosk.timing, idle: 0.5 };
		});
		await phase("confirm-idle");
		await isHeard("还在吗");
		expect(await page.locator(".idle").innerText()).toMatch(/你还在吗？[\s\S]*\d+ 秒/);
		// The conversation then lasts: half a second of it might not be looked at.
		await page.evaluate(() => {
			const kiosk = window.facewireKiosk;
			kiosk.timing = { ...kiosk.timing, idle: 60 };
		});
		await tapAt(".idle .primary");
		await phase("converse");
	});

	it("wipes everything when nobody answers, and is alone again", async () => {
		await page.evaluate(() => {
			const kiosk = window.facewireKiosk;
			kiosk.timing = { ...kiosk.timing, idle: 0.5, confirm: 1 };
		});
		await phase("attract");
		await expect.poll(sessions, { timeout: 20_000 }).toBe(0);
		const left = await page.evaluate(() => ({
			answer: document.querySelector(".answer")?.textContent?.replace("You asked", ""),
			field: document.querySelector<HTMLInputElement>(".field")?.value,
			caption: document.querySelector(".caption")?.checkVisibility(),
			lang: document.documentElement.lang,
			reach: document.querySelector("[data-reach], [data-contrast]") !== null,
			session: sessionStorage.length,
			kept: JSON.stringify({ ...localStorage }),
		}));
		expect(left).toMatchObject({
			answer: "",
			field: "",
			caption: false,
			lang: "en",
			reach: false,
			session: 0,
		});
		expect(left.kept).not.toMatch(/ticket|hello|门/i);
		expect(violations).toEqual([]);
	});
});
