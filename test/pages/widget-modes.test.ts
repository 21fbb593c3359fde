import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FacewireAvatar } from "../../src/widget/facewire-avatar.ts";
import { Visitor } from "../support/product.ts";
import { HEAD, WidgetPage } from "../support/widget-page.ts";
import { WidgetSite } from "../support/widget-site.ts";

// When the element loads, when it shows what it has loaded, and when it is heard.

let site: WidgetSite;
/** Sound waits for a gesture, as it does outside of tests. */
let visitor: Visitor;
beforeAll(async () => {
	[site, visitor] = await Promise.all([WidgetSite.start(), Visitor.launch("gesture")]);
});
afterAll(async () => {
	await visitor.dispose();
	await site.dispose();
});

const open = (body: string, before?: (page: Page) => Promise<unknown>) => {
	site.requests.length = 0;
	return WidgetPage.open(site, visitor, body, before);
};

const hasLoaded = () => site.requests.some((path) => path.includes("/stage.worker"));
const isPosterShown = ({ page }: WidgetPage) =>
	page.evaluate(() => {
		const poster = document.querySelector("facewire-avatar")?.shadowRoot?.querySelector(".poster");
		return poster?.hasAttribute("data-gone") === false;
	});
const call = ({ page }: WidgetPage, method: "dismissPoster" | "showPoster") =>
	page.evaluate((name) => (document.querySelector("facewire-avatar") as FacewireAvatar)[name](), method);

describe("loading", () => {
	const FAR = `<pre>${"\n".repeat(200)}</pre>`;

	it("lazy waits until the element is near, eager does not, interaction waits for the viewer", async () => {
		const lazy = await open(`${FAR}<facewire-avatar ${HEAD}></facewire-avatar>`);
		await lazy.page.waitForLoadState("networkidle");
		expect(hasLoaded()).toBe(false);
		await lazy.page.evaluate(() => document.querySelector("facewire-avatar")?.scrollIntoView());
		await lazy.until("revealed");
		await lazy.close();
		const eager = await open(`${FAR}<facewire-avatar loading="eager" ${HEAD}></facewire-avatar>`);
		await eager.until("revealed");
		await eager.close();
	});

	it("offers its button in place of loading where the viewer saves data", async () => {
		const saver = await open(`<facewire-avatar ${HEAD}></facewire-avatar>`, (page) =>
			page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } })),
		);
		await saver.page.waitForLoadState("networkidle");
		expect(hasLoaded()).toBe(false);
		await saver.page.click("button.start");
		await saver.until("revealed");
		expect(await saver.page.isVisible("button.start")).toBe(false);
		await saver.close();
	});
});

describe("reveal", () => {
	it("interaction: what is loaded stays behind the poster until the button is pressed", async () => {
		const shown = await open(`<facewire-avatar reveal="interaction" ${HEAD}></facewire-avatar>`);
		await shown.page.evaluate(() => (document.querySelector("facewire-avatar") as FacewireAvatar).load());
		await shown.page.waitForFunction(
			() => (document.querySelector("facewire-avatar") as FacewireAvatar).player !== undefined,
		);
		expect(await isPosterShown(shown)).toBe(true);
		await shown.page.click("button.start");
		await shown.until("revealed");
		expect(await isPosterShown(shown)).toBe(false);
		await shown.close();
	});

	it("manual: the page takes the poster away, and puts it back, as often as it likes", async () => {
		const shown = await open(`<facewire-avatar reveal="manual" ${HEAD}></facewire-avatar>`);
		for (let round = 0; round < 2; round++) {
			expect(await isPosterShown(shown)).toBe(true);
			await call(shown, "dismissPoster");
			await shown.until("revealed");
			expect(await isPosterShown(shown)).toBe(false);
			await call(shown, "showPoster");
			expect(await shown.isIn("revealed")).toBe(false);
		}
		await shown.close();
	});
});

describe("sound before the viewer has touched the page", () => {
	const TEXT = "This has waited for you.";

	/** What a page notes that speaks as soon as it is open. A script of its own: what a test evaluates counts as a gesture. */
	const noting = `const avatar = document.querySelector("facewire-avatar");
		const seen = (window.seen = { types: [], words: [] });
		for (const type of ["autoplayblocked", "speechstart", "audiounlocked"])
			avatar.addEventListener(type, () => { seen.types.push(type); console.log(type); });
		avatar.addEventListener("caption", ({ detail }) => {
			if (detail !== null) seen.words.push([...detail.text].slice(detail.heard, detail.current).join(""));
		});
		avatar.addEventListener("speechend", ({ detail }) => { seen.heardText = detail.heardText; });
		avatar.speak(${JSON.stringify(TEXT)});`;

	interface Seen {
		readonly types: readonly string[];
		readonly words: readonly string[];
		readonly heardText?: string;
	}
	const seenOn = (page: Page) => page.evaluate(() => (window as unknown as { seen: Seen }).seen);

	it("waits for one button while its words are read, and is then heard from the first to the last", async () => {
		const page = await visitor.newPage();
		site.pages.set("/noting.js", noting);
		const head = ["/facewire/element.js", "/noting.js"]
			.map((file) => `<script type="module" src="${file}"></script>`)
			.join("");
		const blocked = page.waitForEvent("console", (message) => message.text() === "autoplayblocked");
		await page.goto(site.page(`<facewire-avatar ${HEAD}></facewire-avatar>`, head));
		await blocked;
		await page.waitForFunction(() =>
			(window as unknown as { seen: Seen }).seen.words.some((word) => word.includes("you")),
		);
		expect(await seenOn(page)).toMatchObject({ types: ["autoplayblocked"] });
		expect(await seenOn(page)).not.toHaveProperty("heardText");
		const buttons = page.locator("[part~=unlock]:visible");
		expect(await buttons.count()).toBe(1);
		expect(await buttons.textContent()).toBe("Tap to hear");
		await buttons.click();
		await page.waitForFunction(() => "heardText" in (window as unknown as { seen: object }).seen);
		const { types, heardText } = await seenOn(page);
		expect(heardText).toBe(TEXT);
		// The sound has a thread of its own, and may be heard before this one is told that it is on.
		expect([...types].sort()).toEqual(["audiounlocked", "autoplayblocked", "speechstart"]);
		expect(await buttons.count()).toBe(0);
		await page.context().close();
	});
});
