import type { Page } from "playwright";
import type { FacewireAvatar } from "../../src/widget/facewire-avatar.ts";
import type { Visitor } from "./product.ts";
import type { WidgetSite } from "./widget-site.ts";

/** The avatar that tests show: small, and soon there. */
export const HEAD = 'src="/avatars/light-head.glb" gateway="/"';

/** A page of a customer's site with the element on it. */
export class WidgetPage {
	readonly page: Page;
	/** What the console says. */
	readonly complaints: readonly string[];

	private constructor(page: Page, complaints: readonly string[]) {
		this.page = page;
		this.complaints = complaints;
	}

	/**
	 * Opens a page with this in its body and waits for the element.
	 * @param before runs while the page is still empty
	 */
	static async open(
		site: WidgetSite,
		visitor: Visitor,
		body: string,
		before: (page: Page) => Promise<unknown> = async () => {},
	): Promise<WidgetPage> {
		const page = await visitor.newPage();
		const complaints: string[] = [];
		page.on("console", (message) => complaints.push(message.text()));
		page.on("pageerror", (error) => complaints.push(error.message));
		await before(page);
		await page.goto(site.page(body));
		await page.waitForFunction(() => customElements.get("facewire-avatar") !== undefined);
		// The policy forbids style attributes: what tests need of style is set by script.
		const shown = new WidgetPage(page, complaints);
		await shown.resize(200, 320);
		return shown;
	}

	/** Gives those that do not float this size, in CSS pixels. */
	resize(width: number, height: number) {
		return this.page.evaluate(
			(size) => {
				for (const avatar of document.querySelectorAll<HTMLElement>(
					"facewire-avatar:not([variant=floating])",
				))
					Object.assign(avatar.style, size);
			},
			{ width: `${width}px`, height: `${height}px` },
		);
	}

	/** Shows a model and gives what can be moved of its face, once it has been drawn. */
	bring(name: string, bytes: Uint8Array) {
		return this.page.evaluate(
			async ([file, base64]) => {
				const avatar = document.querySelector("facewire-avatar") as FacewireAvatar;
				const shown = new Promise<CustomEvent>((resolve) =>
					avatar.addEventListener("load", resolve, { once: true }),
				);
				const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
				avatar.player?.loadAvatar(file, data.buffer);
				return (await shown).detail.coverage as object;
			},
			[name, Buffer.from(bytes).toString("base64")] as const,
		);
	}

	/** Says it and waits for its end. */
	say(text: string) {
		return this.page.evaluate(async (words) => {
			const avatar = document.querySelector("facewire-avatar") as FacewireAvatar;
			const ended = new Promise<CustomEvent>((resolve) =>
				avatar.addEventListener("speechend", resolve, { once: true }),
			);
			const result = await avatar.speak(words);
			return { result, end: (await ended).detail as { heardText: string; end: string } };
		}, text);
	}

	/** Waits until the element is in this state. */
	until(state: string) {
		return this.page.waitForSelector(`facewire-avatar:state(${state})`, { timeout: 30_000 });
	}

	isIn(state: string): Promise<boolean> {
		return this.page.evaluate(
			(name) => document.querySelector(`facewire-avatar:state(${name})`) !== null,
			state,
		);
	}

	close(): Promise<void> {
		return this.page.context().close();
	}
}
