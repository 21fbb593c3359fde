import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Speaker } from "../../src/driver/speaker.ts";
import { speakerVoice } from "../../src/driver/vendors/stand-in-voice.ts";
import { type StandIns, startStandIns } from "../../src/driver/vendors/start-stand-ins.ts";
import { mediaProducer } from "../../src/driver/vendors/tencent-services/produce-media.ts";
import { Product } from "../support/product.ts";

const TEXT = "Good morning. How can I help you today?";

/** The longer side of the stand-ins' pictures: four of them are encoded and decoded on two cores. */
const LARGEST = 120;

const VENDORS = ["tencent-cloud", "iflytek", "softsugar", "akool"] as const;

let speaker: Speaker;
let standIns: StandIns;
let product: Product;
const ended = new AbortController();
let folder: string;
let page: Page;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "facewire-compare-"));
	speaker = await Speaker.start();
	standIns = await startStandIns({
		voice: speakerVoice(speaker),
		largest: LARGEST,
		produce: mediaProducer(speaker, ended.signal),
	});
	product = await Product.start({
		...standIns.settings,
		upstream: "local",
		vendorLeaseFile: join(folder, "leases.json"),
	});
	page = await product.visitor.newPage({ viewport: { width: 700, height: 600 } });
	await page.goto(`${product.url}/compare.html`);
	await page.waitForFunction(() => window.facewireCompare !== undefined);
}, 120_000);
afterAll(async () => {
	ended.abort();
	await product?.dispose();
	await standIns?.dispose();
	await speaker?.dispose();
	await rm(folder, { recursive: true, force: true });
});

/** Adds a candidate as the form does; resolves to where it stands then. */
const add = (kind: string, options: Readonly<Record<string, string>> = {}) =>
	page.evaluate(
		async ([which, given]) => {
			const pane = await window.facewireCompare.add({ name: which, kind: which as "akool", options: given });
			return pane.state.value;
		},
		[kind, options] as const,
	);

/** Lets everybody say a text, one after the other. */
const measure = (text: string) =>
	page.evaluate(
		(said) =>
			window.facewireCompare.comparison.run({
				texts: [{ text: said, language: "en", interruptAfter: null }],
				repetitions: 1,
				order: "in-turn",
				warmUp: false,
				shuffled: false,
				seed: 1,
			}),
		text,
	);

const report = () => page.evaluate(() => window.facewireCompare.report());

/** Cells of the table by row, one a candidate. */
const cells = (metric: string) => page.locator(`#figures [data-metric="${metric}"] td`).allTextContents();

/** Sessions that cost money now. */
const open = () =>
	standIns.tencentCloud.bill.sessionsOpen +
	standIns.iflytek.bill.sessionsOpen +
	standIns.softsugar.openRooms +
	standIns.akool.openSessions;

describe("the comparison page", () => {
	it("shows four vendors, a produced video and ours speaking one sentence, with a table filled for each", async () => {
		for (const one of [...VENDORS, "tencent-produced"])
			expect(await add(one)).toMatchObject({ phase: "ready" });
		expect(await add("facewire", { avatar: "avatars/light-head.glb", framing: "head" })).toMatchObject({
			phase: "ready",
		});
		await measure(TEXT);
		const { results, candidates } = await report();
		expect(results.map(({ candidate, outcome }) => `${candidate} ${outcome}`)).toEqual(
			[...VENDORS, "tencent-produced", "facewire"].map((name) => `${name} finished`),
		);
		for (const { missing } of candidates) expect(missing).toEqual([]);
		// What is made first has no session, and what is live is not made.
		const figure = /^[\d.]+$/;
		const live = VENDORS.map(() => expect.stringMatching(figure));
		expect(await cells("connected")).toEqual([...live, "not live", expect.stringMatching(figure)]);
		for (const metric of ["ordered", "ready"])
			expect(await cells(metric)).toEqual([
				...VENDORS.map(() => "live"),
				expect.stringMatching(figure),
				"live",
			]);
		for (const metric of ["firstPicture", "firstSound", "firstWord", "frameRate", "stalls", "busy"])
			expect({ [metric]: await cells(metric) }).toEqual({
				[metric]: results.map(() => expect.stringMatching(figure)),
			});
		for (const cell of await cells("sure")) expect(cell).toMatch(/^[01] of 1$/);
		// Whoever is sure says a number that sound and picture can be apart at all.
		for (const { offset } of results)
			expect(offset.verdict === "measured" ? Math.abs(offset.offset) : 0).toBeLessThan(0.5);
		expect(results.every(({ still }) => still?.startsWith("data:image/jpeg") === true)).toBe(true);
	}, 150_000);

	it("knows each one's options, greys what one cannot do with the reason, and lets one alone be heard", async () => {
		await page.locator("#add").click();
		const form = page.locator("dialog.candidate-form");
		await form.locator("select").first().selectOption("tencent-produced");
		expect(await form.locator(".fields label > span").allTextContents()).toEqual([
			"Avatar",
			"Voice",
			"Speed",
			"Form",
		]);
		await form.locator("select").first().selectOption("akool");
		expect(await form.locator(".fields label > span").allTextContents()).toContain("Transport");
		await form.getByRole("button", { name: "Cancel" }).click();
		const produced = page.locator('article[aria-label="tencent-produced"]');
		expect(await produced.locator(".capabilities .cannot").first().getAttribute("title")).toMatch(
			/^Tencent produced video cannot .+\.$/,
		);
		const muted = () =>
			page.evaluate(() =>
				window.facewireCompare.comparison.panes.value.map(({ candidate }) => candidate?.muted),
			);
		const listen = produced.getByRole("button", { name: "Listen" });
		await listen.click();
		expect(await muted()).toEqual([...VENDORS.map(() => true), false, true]);
		await listen.click();
		expect(new Set(await muted())).toEqual(new Set([false]));
	}, 30_000);

	it("leaves the pane of one that fails half-way with the reason, and goes on with the others", async () => {
		const [session] = [...standIns.tencentCloud.sessions.values()];
		standIns.tencentCloud.openElsewhere(session?.userId ?? "");
		const pane = page.locator('article[aria-label="tencent-cloud"]');
		await pane.locator(".reason", { hasText: /\w/ }).first().waitFor();
		await page.evaluate(() => {
			for (const name of ["iflytek", "softsugar", "tencent-produced", "facewire"]) {
				const found = window.facewireCompare.comparison.pane(name);
				if (found) window.facewireCompare.remove(found);
			}
		});
		await measure("Nobody is waited for.");
		const { results } = await report();
		expect(results.slice(-2).map(({ candidate, outcome }) => [candidate, outcome])).toEqual([
			["tencent-cloud", "failed"],
			["akool", "finished"],
		]);
		expect(results.at(-2)?.reason).not.toBe("");
	}, 90_000);

	it("gives one its own text, and stops everybody by one button", async () => {
		const text = "This is long enough to be stopped in its middle. ".repeat(8).trim();
		await page.check("#own-texts");
		await page.locator('article[aria-label="akool"] textarea').fill(text);
		await page.fill("#text", "");
		await page.click("#say");
		await page.waitForFunction(() => {
			const levels = window.facewireCompare.comparison.pane("akool")?.candidate?.watch.levels;
			return levels !== undefined && levels.value(levels.length - 1) > 0.02;
		});
		await page.click("#interrupt");
		await page.waitForFunction((said) => window.facewireCompare.report().results.at(-1)?.text === said, text);
		const { results } = await report();
		expect(results.at(-1)).toMatchObject({ candidate: "akool", text });
		// Said to its end it takes twenty seconds.
		expect(results.at(-1)?.spoken).toBeLessThan(10);
		await page.uncheck("#own-texts");
		await page.fill("#text", TEXT);
	}, 60_000);

	it("leaves nothing that costs money when the page is closed, and tells the gateway that nobody waits for a video", async () => {
		expect(open()).toBeGreaterThan(0);
		if (standIns.tencentServices)
			standIns.tencentServices.production.tasks.plan = { queued: 0, lasts: 1, never: true };
		await add("tencent-produced");
		const ordered = page.waitForResponse(/v1\/productions$/);
		await page.locator('article[aria-label="tencent-produced"]').getByRole("button", { name: "Say" }).click();
		const { token } = (await (await ordered).json()) as { token: string };
		const standing = async () =>
			(await fetch(`${product.url}/v1/productions/order`, { headers: { authorization: `Bearer ${token}` } }))
				.status;
		expect(await standing()).toBe(200);
		await page.close();
		await expect.poll(open, { timeout: 20_000 }).toBe(0);
		await expect.poll(standing, { timeout: 20_000 }).toBe(401);
	}, 60_000);
});
