import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { build } from "vite";
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
		"/react/": `${SITE}/react-vite/dist/`,
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

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** What an application writes, with one mistake that the types have to find. */
const APPLICATION = `import { AvatarPlayer, type PlayerStats } from "facewire";
import { FacewireAvatar } from "facewire/element";
import { FacewireAvatar as Component } from "facewire/react";
import { GatewayBroker, type VendorAdapter } from "facewire/vendors";
import { playerFactory } from "facewire/vendors/players";
import { TencentCloudAdapter } from "facewire/vendors/tencent-cloud";
const avatar = document.querySelector("facewire-avatar");
avatar?.addEventListener("speechend", ({ detail }) => detail.heardText.trim());
if (avatar !== null) avatar.variant = "floating";
// @ts-expect-error no such variant
if (avatar !== null) avatar.variant = "sideways";
const adapter: VendorAdapter = new TencentCloudAdapter(new GatewayBroker({ gateway: location.origin }));
export const stats: PlayerStats | undefined = avatar?.stats;
export const kept = [FacewireAvatar, AvatarPlayer, Component, adapter, playerFactory()];
`;

describe("the packed package", () => {
	it("is imported in bare Node, by every name that it has", async () => {
		const { exports } = JSON.parse(await readFile(`${PACKAGE}/package.json`, "utf8"));
		const entries = Object.keys(exports).filter((name) => typeof exports[name] === "object");
		expect(entries).toHaveLength(9);
		const lines = entries.map((name) => `await import("facewire${name.slice(1)}");`);
		expect(inNode(`${lines.join("\n")} console.log("in")`)).toBe("in\n");
	});

	it.each(["bundler", "nodenext"])("has types that an application compiles against (%s)", (resolution) => {
		const options = {
			...{ noEmit: true, strict: true, target: "es2023", lib: ["es2023", "dom", "dom.iterable"], types: [] },
			...{ module: resolution === "bundler" ? "preserve" : "nodenext", moduleResolution: resolution },
		};
		writeFileSync(`${SITE}/app.ts`, APPLICATION);
		writeFileSync(`${SITE}/tsconfig.json`, JSON.stringify({ compilerOptions: options, files: ["app.ts"] }));
		const { stdout } = spawnSync(process.execPath, [TSC, "-p", "."], { cwd: SITE, encoding: "utf8" });
		expect(stdout).toBe("");
	});

	it("has types that need no other package than React's, for React alone", () => {
		const files = readdirSync(`${PACKAGE}/types`, { recursive: true, encoding: "utf8" });
		const foreign = files
			.filter((file) => file.endsWith(".d.ts"))
			.flatMap((file) => {
				const text = readFileSync(`${PACKAGE}/types/${file}`, "utf8");
				const names = [...text.matchAll(/(?:from|import\()\s*["']([^."'][^"']*)["']/g)];
				return names.map(([, name]) => `${file.split("/").at(-1)}: ${name}`);
			});
		expect([...new Set(foreign)]).toEqual(["react.d.ts: react"]);
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

	it("React, built by Vite", async () => {
		await cp(`${EXAMPLES}react-vite`, `${SITE}/react-vite`, { recursive: true });
		await build({ root: `${SITE}/react-vite`, configFile: false, base: "./", logLevel: "error" });
		const page = await visit("/react/index.html");
		await page.click("text=Speak");
		await page.waitForFunction(() => document.querySelector("output")?.textContent !== "");
		expect(await page.textContent("output")).toBe("Hello from React.");
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
