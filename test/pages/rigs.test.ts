import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CoverageCard } from "../../src/lipsync/resolver/coverage-card.ts";
import { Product } from "../support/product.ts";
import {
	arkitRig,
	characterCreatorRig,
	facelessRig,
	pascalVrm1,
	presetsVrm0,
	type RigBytes,
	sidedRig,
	unnamedRig,
} from "../support/rigs/rigs.ts";
import { say, tap, tapped } from "../support/sound-tap.ts";

/** What people bring, what its card says, and whether its lips move. */
const RIGS: readonly (readonly [string, () => RigBytes, CoverageCard["grade"], RegExp])[] = [
	["a glTF with ARKit's names", arkitRig, "green", /52 direct/],
	["a VRM 1.0 with expressions in Pascal case", () => pascalVrm1(), "green", /52 direct/],
	["a VRM 0.x with presets only", presetsVrm0, "amber", /[1-9]\d* composed/],
	["names that end in _L and _R", sidedRig, "green", /52 direct/],
	["targets without names", unnamedRig, "green", /52 direct/],
	["a jaw that is a bone", characterCreatorRig, "green", /[1-9]\d* bone/],
	["a model without a face", facelessRig, "red", /0 direct/],
];

let product: Product;
let page: Page;
beforeAll(async () => {
	product = await Product.start();
	page = await product.open();
	await tap(page);
});
afterAll(() => product.dispose());

interface Outcome {
	readonly card: CoverageCard | undefined;
	readonly problem: string | undefined;
}

/** Has the page load a model, or the bytes of one under that name, and waits for what comes of it. */
function load(on: Page, name: string, bytes?: Uint8Array): Promise<Outcome> {
	return on.evaluate(
		async ([file, base64]) => {
			const data =
				base64 === undefined
					? undefined
					: await (await fetch(`data:application/octet-stream;base64,${base64}`)).arrayBuffer();
			return new Promise<Outcome>((resolve) => {
				const stop = window.facewire.listen((event) => {
					if (event.type !== "avatar" && event.type !== "problem") return;
					stop();
					const isShown = event.type === "avatar";
					resolve({
						card: isShown ? event.coverage : undefined,
						problem: isShown ? undefined : event.message,
					});
				});
				window.facewire.loadAvatar(data === undefined ? new URL(file, location.href).href : file, data);
			});
		},
		[name, bytes === undefined ? undefined : Buffer.from(bytes).toString("base64")] as const,
	);
}

/** Gives the page a file as dropping it would. */
const bring = (name: string, bytes: Uint8Array) => load(page, name, bytes);

describe.each(RIGS)("%s", (what, rig, grade, summary) => {
	it("loads, shows its card, and a sentence is spoken", async () => {
		const { card, problem } = await bring(what, await rig());
		expect(problem).toBeUndefined();
		expect(card?.grade).toBe(grade);
		expect(await page.textContent("#avatar-coverage")).toMatch(summary);
		const before = (await tapped(page)).sound.length;
		await say(page, "Mama.");
		const { sound } = await tapped(page);
		expect(Math.max(...sound.slice(before).map(({ rms }) => rms))).toBeGreaterThan(0.01);
	});
});

describe("compressed models under the page's policy", () => {
	let strict: Page;
	const foreign: string[] = [];
	beforeAll(async () => {
		strict = await product.visitor.newPage();
		strict.on("request", (request) => {
			if (!/^(blob:|data:)/.test(request.url()) && !request.url().startsWith(product.url))
				foreign.push(request.url());
		});
		for (const compression of ["draco", "meshopt", "ktx2"]) {
			const body = await readFile(new URL(`../fixtures/models/${compression}.glb`, import.meta.url));
			await strict.route(`**/avatars/${compression}.glb`, (route) => route.fulfill({ body }));
		}
		await strict.goto(`${product.url}/?avatar=avatars/draco.glb`);
		await strict.waitForFunction(() => document.querySelector<HTMLElement>("#loading")?.hidden === true);
	});
	afterAll(() => strict.context().close());

	it("draco is unpacked by files of the page's own", async () => {
		expect(await strict.isHidden("#problem")).toBe(true);
		expect(foreign).toEqual([]);
	});

	it("so is meshopt", async () => {
		expect(await load(strict, "avatars/meshopt.glb")).toMatchObject({ problem: undefined });
		expect(await strict.isHidden("#problem")).toBe(true);
		expect(foreign).toEqual([]);
	});

	// Without the policy it loads: test/browser/renderer-compressed.test.ts.
	it("KTX2 is refused with the reason, since its transcoder needs what the policy forbids", async () => {
		const { problem } = await load(strict, "avatars/ktx2.glb");
		expect(problem).toMatch(/KTX2 textures need 'unsafe-eval'/);
		expect(await strict.textContent("#problem")).toMatch(/KTX2 textures need 'unsafe-eval'/);
	});
});

describe("a mapping file", () => {
	const open = async (mapping: object) => {
		const visit = await product.visitor.newPage();
		await visit.route("**/mapping.json", (route) => route.fulfill({ json: mapping }));
		await visit.goto(`${product.url}/?avatar=avatars/light-head.glb&mapping=mapping.json`);
		return visit;
	};

	it("overrides the tables", async () => {
		const visit = await open({ shapes: { cheekPuff: null } });
		await visit.waitForFunction(() => document.querySelector("#avatar-coverage")?.textContent !== "");
		expect(await visit.textContent("#avatar-coverage")).toMatch(/51 direct.*1 missing/);
		await visit.context().close();
	});

	it("that is wrong is refused with the path", async () => {
		const visit = await open({ shapes: { cheekPuf: null } });
		await visit.waitForSelector("#problem:not([hidden])");
		expect(await visit.textContent("#problem")).toMatch(/\$\.shapes\.cheekPuf/);
		await visit.context().close();
	});
});

describe("a file that is no model", () => {
	it("is refused with the reason, and the avatar before it stays", async () => {
		await bring("good.glb", await arkitRig());
		const shown = await page.textContent("#avatar-coverage");
		const { problem } = await bring("notes.glb", new TextEncoder().encode("These are notes."));
		expect(problem).toMatch(/notes\.glb|no glTF|not a glTF/i);
		expect(await page.textContent("#avatar-coverage")).toBe(shown);
		expect(await page.isVisible("#problem")).toBe(true);
	});
});
