import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Product } from "../support/product.ts";

let product: Product;
beforeAll(async () => {
	product = await Product.start();
});
afterAll(() => product.dispose());

describe("the page under its own Content-Security-Policy", () => {
	it("shows the default avatar and speaks without a violation, a word on the console or a request to anybody else", async () => {
		const page = await product.visitor.newPage();
		const complaints: string[] = [];
		const foreign: string[] = [];
		page.on("console", (message) => complaints.push(message.text()));
		page.on("pageerror", (error) => complaints.push(error.message));
		page.on("request", (request) => {
			// A blob is the page's own: textures that lie inside the model.
			const address = request.url().replace(/^blob:/, "");
			if (!address.startsWith(product.url)) foreign.push(request.url());
		});
		const response = await page.goto(product.url);
		const policy = response?.headers()["content-security-policy"] ?? "";
		expect(policy).toMatch(/default-src '(self|none)'/);
		expect(policy).not.toMatch(/'unsafe-/);
		await page.waitForFunction(() => window.facewire?.state.value === "ready");
		await page.fill("#text", "Hello.");
		await page.press("#text", "Enter");
		await page.waitForFunction(() => window.facewire.state.value === "speaking");
		await page.waitForFunction(() => window.facewire.state.value === "ready");
		expect(complaints).toEqual([]);
		expect(foreign).toEqual([]);
	});
});
