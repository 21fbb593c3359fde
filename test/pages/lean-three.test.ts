import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leanThree } from "../../scripts/lean-three/lean-three.ts";
import { Visitor } from "../support/product.ts";
import { serveFolder } from "../support/serve-folder.ts";

const FOLDER = fileURLToPath(new URL("../../node_modules/.cache/facewire/lean-three", import.meta.url));
const SHEET = fileURLToPath(new URL("../support/lean-three/material-sheet.ts", import.meta.url));

let served: Awaited<ReturnType<typeof serveFolder>>;
let visitor: Visitor;
beforeAll(async () => {
	await build({
		configFile: false,
		logLevel: "error",
		publicDir: false,
		plugins: [leanThree()],
		build: {
			outDir: FOLDER,
			target: "es2022",
			lib: { entry: SHEET, formats: ["es"], fileName: () => "sheet.js" },
		},
	});
	await writeFile(
		`${FOLDER}/index.html`,
		'<link rel="icon" href="data:,"><script type="module" src="./sheet.js"></script>',
	);
	[served, visitor] = await Promise.all([serveFolder(FOLDER), Visitor.launch()]);
});
afterAll(async () => {
	await visitor.dispose();
	await served.dispose();
});

// That the shaders are the same as before is told without a browser: test/scripts/lean-three.
it("draws every material, light and morph that a model may have, without a word on the console", async () => {
	const page = await visitor.newPage();
	const told: string[] = [];
	page.on("console", (message) => told.push(message.text()));
	await page.goto(served.url);
	const pixels = await page.evaluate(() => (globalThis as unknown as { draw(): number[] }).draw());
	expect(new Set(pixels).size).toBeGreaterThan(100);
	expect(told).toEqual([]);
	// Twelve programs are compiled in software.
}, 120_000);
