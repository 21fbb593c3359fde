import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
	CSS_DOCS,
	METHOD_DOCS,
	PART_DOCS,
	PROPERTY_DOCS,
	STATE_DOCS,
} from "../../scripts/package/widget-contract.ts";
import { apiReference } from "../../scripts/package/widget-data.ts";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

const element = await read("src/widget/facewire-avatar.ts");
const styles = (await read("src/widget/style/shell.css")) + (await read("src/widget/panel/panel.css"));

describe("docs/widget-api.md", () => {
	it("is what the contract gives: npm run package -- --docs", async () => {
		expect(await read("docs/widget-api.md")).toBe(apiReference());
	});

	it("names every CSS property that the styles read, and no other", () => {
		const read = new Set(
			styles.match(/var\(\s*--facewire-[\w-]+/g)?.map((use) => use.replace(/var\(\s*/, "")),
		);
		expect(Object.keys(CSS_DOCS).sort()).toEqual([...read].sort());
	});

	it.each(Object.keys(METHOD_DOCS))("names the method %s, which the element has", (name) => {
		expect(element).toMatch(new RegExp(`^\\t(async )?${name}\\(`, "m"));
	});

	it.each(Object.keys(PROPERTY_DOCS))("names the property %s, which the element has", (name) => {
		expect(element).toMatch(new RegExp(`^\\t(get )?${name}(\\(\\))?:`, "m"));
	});

	it.each(Object.keys(STATE_DOCS))("names the state %s, which the element sets", (name) => {
		expect(element).toContain(`"${name}"`);
	});

	it.each(Object.keys(PART_DOCS))("names the part %s, which is there", async (name) => {
		const views = [
			"shell-view",
			"panel/state-view",
			"panel/caption-view",
			"panel/composer",
			"panel/chat-panel",
		];
		const source = (await Promise.all(views.map((view) => read(`src/widget/${view}.ts`)))).join("\n");
		expect(source).toMatch(new RegExp(`part: "([\\w-]+ )*${name}[" ]`));
	});
});
