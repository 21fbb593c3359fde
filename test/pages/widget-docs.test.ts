import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { transformWithOxc } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Visitor } from "../support/product.ts";
import { SITE, WidgetSite } from "../support/widget-site.ts";

// Every snippet of docs/widget.md does what it says, on a page under the strict policy.

const text = await readFile(new URL("../../docs/widget.md", import.meta.url), "utf8");
const snippets = (language: string) =>
	[...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, "gm"))].map(
		([, indent = "", body = ""]) => body.replaceAll(new RegExp(`^${indent}`, "gm"), "").trim(),
	);
const numbered = (language: string) =>
	snippets(language).map((snippet, number) => [number, snippet] as const);
const manifest = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));

const ELEMENT = '<script type="module" src="/facewire/element.js"></script>';
const TAG = '<facewire-avatar loading="eager" gateway="/" src="/avatars/light-head.glb"></facewire-avatar>';

let site: WidgetSite;
let visitor: Visitor;
beforeAll(async () => {
	[site, visitor] = await Promise.all([WidgetSite.start(), Visitor.launch()]);
});
afterAll(async () => {
	await visitor.dispose();
	await site.dispose();
});

/** Opens a page of a snippet and gives what the console complained of. */
async function visit(body: string, head = "") {
	const page = await visitor.newPage();
	const complaints: string[] = [];
	page.on("pageerror", (error) => complaints.push(error.message));
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
	});
	await page.goto(site.page(body, head));
	await page.waitForFunction(() => customElements.get("facewire-avatar") !== undefined);
	return { page, complaints };
}

describe("docs/widget.md", () => {
	it("has snippets of every kind", () => {
		expect(["sh", "html", "css", "js", "jsx"].map((language) => snippets(language).length > 0)).not.toContain(
			false,
		);
	});

	it.each(snippets("sh"))("names a script that there is: %s", (line) => {
		const [, , name = ""] = /^npm (run )?(\S+)/.exec(line) ?? [];
		expect(manifest.scripts).toHaveProperty(name);
	});

	it.each(numbered("html"))(
		"has a page %i that shows the element without a complaint",
		async (_, snippet) => {
			const { page, complaints } = await visit(snippet);
			const size = await page.evaluate(() => {
				const { width = 0, height = 0 } =
					document.querySelector("facewire-avatar")?.getBoundingClientRect() ?? {};
				return Math.min(width, height);
			});
			expect(size).toBeGreaterThan(40);
			expect(complaints).toEqual([]);
			await page.context().close();
		},
	);

	it.each(numbered("js"))("has a script %i that runs to its end", async (number, snippet) => {
		const path = `/snippet-${number}.js`;
		site.pages.set(path, `${snippet}\ndocument.title = "ran";`);
		const { page, complaints } = await visit(TAG, `${ELEMENT}<script type="module" src="${path}"></script>`);
		await page.waitForFunction(() => document.title === "ran");
		expect(complaints).toEqual([]);
		await page.context().close();
	});

	it("has a style sheet that the element obeys", async () => {
		const [css = ""] = snippets("css");
		const { page } = await visit(TAG.replace(' loading="eager"', ""), ELEMENT);
		const [height, accent] = await page.evaluate((text) => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(text);
			document.adoptedStyleSheets.push(sheet);
			const avatar = document.querySelector("facewire-avatar");
			const start = avatar?.shadowRoot?.querySelector(".start");
			if (avatar == null || start == null) return [];
			return [getComputedStyle(avatar).height, getComputedStyle(start).backgroundColor];
		}, css);
		expect([height, accent]).toEqual(["640px", "rgb(122, 46, 143)"]);
		const api = await readFile(new URL("../../docs/widget-api.md", import.meta.url), "utf8");
		for (const name of css.match(/--facewire-[\w-]+/g) ?? []) expect(api).toContain(`\`${name}\``);
		await page.context().close();
	});

	it("has a React component that a server renders", async () => {
		const [jsx = ""] = snippets("jsx");
		const { code } = await transformWithOxc(jsx, "helper.jsx", { jsx: { runtime: "automatic" } });
		await writeFile(`${SITE}/helper.mjs`, code);
		const line = `import { renderToString } from "react-dom/server"; import { createElement } from "react";
			import { Helper } from "./helper.mjs"; console.log(renderToString(createElement(Helper)))`;
		const html = execFileSync(process.execPath, ["--input-type=module", "-e", line], {
			cwd: SITE,
			encoding: "utf8",
		});
		expect(html).toContain('<facewire-avatar gateway="/" asset-base="/facewire/"');
	});
});
