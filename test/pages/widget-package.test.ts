import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FacewireAvatar } from "../../src/widget/facewire-avatar.ts";
import { Visitor } from "../support/product.ts";
import { PACKAGE, SITE, WidgetSite } from "../support/widget-site.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

let site: WidgetSite;
let visitor: Visitor;
beforeAll(async () => {
	site = await WidgetSite.start({
		"/examples/": EXAMPLES,
		"/wp-content/uploads/facewire/": `${PACKAGE}/dist/`,
	});
	visitor = await Visitor.launch();
});
afterAll(async () => {
	await visitor.dispose();
	await site.dispose();
});

const visit = async (path: string): Promise<Page> => {
	const page = await visitor.newPage();
	await page.goto(site.url + path);
	return page;
};

const heard = (page: Page, selector: string, text: string) =>
	page.evaluate(
		async ([which, words]) => {
			const avatar = document.querySelector(which) as FacewireAvatar;
			const ended = new Promise<CustomEvent>((resolve) =>
				avatar.addEventListener("speechend", resolve, { once: true }),
			);
			await avatar.speak(words);
			return (await ended).detail.heardText as string;
		},
		[selector, text] as const,
	);

/** Runs a line of Node where an application would: beside its node_modules. */
const inNode = (line: string) =>
	execFileSync(process.execPath, ["--input-type=module", "-e", line], { cwd: SITE, encoding: "utf8" });

describe("the packed package", () => {
	it.each(["facewire", "facewire/element", "facewire/react"])("is imported as %s in bare Node", (entry) => {
		expect(inNode(`await import("${entry}"); console.log("in")`)).toBe("in\n");
	});

	it("names files that are there, and depends on nothing", async () => {
		const manifest = JSON.parse(await readFile(`${PACKAGE}/package.json`, "utf8"));
		expect(manifest.dependencies).toBeUndefined();
		const files = Object.values(manifest.exports)
			.flatMap((entry) => (typeof entry === "string" ? entry : Object.values(entry as object)))
			.filter((file) => !file.includes("*"));
		for (const file of files) expect(readFileSync(`${PACKAGE}/${file}`).length).toBeGreaterThan(0);
		for (const worker of ["session.worker", "stage.worker", "playout.worklet"])
			expect(readFileSync(`${PACKAGE}/dist/${worker}.js`).length).toBeGreaterThan(0);
		const { modules } = JSON.parse(await readFile(`${PACKAGE}/${manifest.customElements}`, "utf8"));
		expect(modules[0].declarations[0].tagName).toBe("facewire-avatar");
	});
});

describe("the examples, from the packed package", () => {
	it("plain HTML: one classic script tag; the button starts, and it speaks", async () => {
		const page = await visit("/examples/plain/index.html");
		await page.evaluate(() =>
			document.querySelector("facewire-avatar")?.setAttribute("src", "/avatars/light-head.glb"),
		);
		await page.click("button.start");
		expect(await heard(page, "facewire-avatar", "One tag.")).toBe("One tag.");
		await page.context().close();
	});

	it("a strict policy in the page itself", async () => {
		const page = await visit("/examples/strict-csp/index.html");
		expect(await heard(page, "facewire-avatar", "Strict.")).toBe("Strict.");
		await page.context().close();
	});

	it("two avatars: one worker draws both, and one answers the other", async () => {
		const page = await visit("/examples/two-avatars/index.html");
		await page.waitForSelector("#left:state(revealed)");
		await page.waitForSelector("#right:state(revealed)");
		expect(page.workers().filter((worker) => worker.url().includes("stage.worker"))).toHaveLength(1);
		const answered = page.evaluate(
			() =>
				new Promise<string>((resolve) =>
					(document.querySelector("#right") as FacewireAvatar).addEventListener("speechend", ({ detail }) =>
						resolve(detail.heardText),
					),
				),
		);
		await page.click("#talk");
		expect(await answered).toBe("I am right.");
		await page.context().close();
	});

	it("a server that renders: the bare tag with its attributes and its fallback", () => {
		cpSync(`${EXAMPLES}next/page.jsx`, `${SITE}/page.mjs`);
		const html = inNode(
			`import { renderToString } from "react-dom/server"; import { createElement } from "react";
			const { default: Page } = await import("./page.mjs"); console.log(renderToString(createElement(Page)))`,
		);
		expect(html).toContain('<facewire-avatar gateway="https://gateway.example/" variant="floating"');
		expect(html).toContain("Our helper needs JavaScript.");
	});

	it("a block of HTML in WordPress", async () => {
		const snippet = await readFile(`${EXAMPLES}wordpress/snippet.html`, "utf8");
		const page = await visitor.newPage();
		await page.goto(site.page(snippet, ""));
		await page.click("[part=launcher]");
		expect(await heard(page, "facewire-avatar", "From a block.")).toBe("From a block.");
		await page.context().close();
	});
});
