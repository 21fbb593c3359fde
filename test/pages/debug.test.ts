import { readFileSync, truncateSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DebugPage } from "../../src/debug/debug-page.ts";
import { writeTraceFile } from "../../src/debug/model/export/trace-file.ts";
import { writeSound } from "../../src/debug/model/export/write-sound.ts";
import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import {
	encodeRecordingEntry,
	encodeRecordingHeader,
	type RecordingEntry,
} from "../../src/protocol/recording.ts";
import { temporaryFile } from "../support/ffprobe.ts";
import {
	facesShifted,
	inOrder,
	jawSaturated,
	museum,
	stalled,
	withoutClause,
} from "../support/planted-faults.ts";
import { Product } from "../support/product.ts";
import { hello, replayed } from "../support/replayed.ts";

declare global {
	interface Window {
		readonly facewireDebug: DebugPage;
	}
}

const HEAD = "avatar=avatars/light-head.glb";

let product: Product;
let page: Page;
beforeAll(async () => {
	product = await Product.start();
	page = await product.visitor.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
	await page.goto(`${product.url}/debug.html?recording=recordings/museum.ndjson&${HEAD}`);
	await ready();
});
afterAll(() => product.dispose());

const ready = () => page.waitForFunction(() => window.facewireDebug?.isReady);
/** The recording has been gone through with all options as they stand now. */
const whole = () => page.waitForFunction(() => window.facewireDebug.isComplete);
const view = () =>
	page.evaluate(() => {
		const { viewport } = window.facewireDebug.timeline;
		return { from: viewport.from, to: viewport.to, scale: viewport.scale };
	});
const at = () => page.evaluate(() => window.facewireDebug.transport.at.value);
const settled = () => page.waitForFunction(() => !window.facewireDebug.timeline.canvas.tiles.incomplete);

/** Opens entries as a file, as if they had been chosen. */
async function open(entries: readonly RecordingEntry[] | string): Promise<void> {
	const text =
		typeof entries === "string"
			? entries
			: encodeRecordingHeader({ description: "planted" }) + entries.map(encodeRecordingEntry).join("");
	await page.setInputFiles("#file", {
		name: "planted.ndjson",
		mimeType: "application/x-ndjson",
		buffer: Buffer.from(text),
	});
}

const clear = () =>
	page.evaluate(() => {
		window.facewireDebug.transport.pause();
		window.facewireDebug.timeline.viewport.show(0, window.facewireDebug.trace.end);
		window.facewireDebug.goTo(0);
	});

describe("the debug view of a recording", () => {
	beforeEach(async () => {
		await clear();
		await page.keyboard.press("x");
		await page.keyboard.press("Escape");
	});

	it("shows every lane at once, with all of it in sight, and names no fault", async () => {
		await settled();
		const { from, to } = await view();
		expect(from).toBeLessThanOrEqual(0);
		expect(to).toBeGreaterThanOrEqual(9);
		expect(await page.locator(".finding[data-severity=fault]").count()).toBe(0);
		expect(await page.locator(".lane-header").count()).toBeGreaterThan(30);
	});

	it("zooms where the wheel points, and pans with Shift", async () => {
		const box = (await page.locator("#lanes").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
		await page.mouse.move(box.x + box.width / 2, box.y + 60);
		const before = await view();
		const middle = before.from + box.width / 2 / before.scale;
		await page.keyboard.down("Control");
		await page.mouse.wheel(0, -400);
		await page.keyboard.up("Control");
		await page.waitForFunction(
			(scale) => window.facewireDebug.timeline.viewport.scale > 1.5 * scale,
			before.scale,
		);
		const near = await view();
		expect(near.from + box.width / 2 / near.scale).toBeCloseTo(middle, 2);
		await page.keyboard.down("Shift");
		await page.mouse.wheel(0, 300);
		await page.keyboard.up("Shift");
		await page.waitForFunction((from) => window.facewireDebug.timeline.viewport.from !== from, near.from);
		expect((await view()).scale).toBe(near.scale);
	});

	it("scrubs on the ruler, and shows the face of that moment", async () => {
		const box = (await page.locator("#ruler").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
		await page.mouse.move(box.x + 200, box.y + 10);
		await page.mouse.down();
		await page.mouse.move(box.x + 300, box.y + 10, { steps: 4 });
		await page.mouse.up();
		const { from, scale } = await view();
		expect(Math.abs((await at()) - (from + 300 / scale))).toBeLessThan(10 / scale);
		expect(await page.locator("#clock").textContent()).not.toBe("0:00.000");
	});

	it("steps one driver frame, display frame, phoneme, clause and message", async () => {
		await page.evaluate(() => window.facewireDebug.goTo(2));
		const moved = async (key: string) => {
			const before = await at();
			await page.keyboard.press(key);
			return (await at()) - before;
		};
		// Onto the grid first: two seconds is no frame.
		await page.keyboard.press(".");
		expect(await moved(".")).toBeCloseTo(0.04, 3);
		expect(await moved(",")).toBeCloseTo(-0.04, 3);
		await page.keyboard.press("ArrowRight");
		expect(await moved("ArrowRight")).toBeCloseTo(1 / 60, 3);
		expect(await moved("ArrowDown")).toBeGreaterThan(0);
		expect(await moved("]")).toBeGreaterThan(0);
		expect(await moved("[")).toBeLessThan(0);
		await page.keyboard.press("Shift+ArrowDown");
		const starts = await page.evaluate(() => {
			const [utterance] = window.facewireDebug.trace.utterances;
			return utterance?.clauses.flatMap(({ start, end }) =>
				[start, end].map((media) => utterance.heard.wallAt(media)),
			);
		});
		const here = await at();
		expect(Math.min(...(starts ?? []).map((start) => Math.abs((start ?? 0) - here)))).toBeLessThan(1e-3);
	});

	it("plays with sound and face, and repeats from A to B at half the speed", async () => {
		await page.evaluate(() => window.facewireDebug.goTo(2));
		await page.keyboard.press("i");
		await page.evaluate(() => window.facewireDebug.goTo(2.5));
		await page.keyboard.press("o");
		await page.selectOption("#rate", "0.5");
		await page.evaluate(() => {
			const heard: number[] = [];
			window.facewireDebug.transport.at.subscribe((time) => heard.push(time));
			Object.assign(window, { heardTimes: heard });
		});
		await page.click("#play");
		const times = await page
			.waitForFunction(() => {
				const { heardTimes } = window as unknown as { heardTimes: number[] };
				const back = heardTimes.findLastIndex((time, index) => time < (heardTimes[index - 1] ?? 0) - 0.3);
				return back > 3 && heardTimes.length > back + 2 ? heardTimes : undefined;
			})
			.then((handle) => handle.jsonValue());
		await page.click("#play");
		await page.selectOption("#rate", "1");
		expect(Math.min(...(times ?? []).slice(2))).toBeGreaterThan(1.97);
		expect(Math.max(...(times ?? []).slice(2))).toBeLessThan(2.53);
	});

	it("selects a range, tells its length, and lists it as a table", async () => {
		const box = (await page.locator("#lanes").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
		await page.mouse.move(box.x + 150, box.y + 60);
		await page.mouse.down();
		await page.mouse.move(box.x + 350, box.y + 60, { steps: 3 });
		await page.mouse.up();
		expect(await page.locator("#status").textContent()).toMatch(/Selected \d+ ms, [\d.]+ driver frames/);
		await page.click("#tab-table");
		expect(await page.locator("#panel-table caption").textContent()).toMatch(/^Selected range/);
		expect(await page.locator("#panel-table tbody tr").count()).toBeGreaterThan(3);
	});

	it("shows the message behind a bar of the network lane, as it came", async () => {
		const place = await page.evaluate(() => {
			const { trace, timeline } = window.facewireDebug;
			const message = trace.messages.find(({ kind }) => kind === "speech");
			const row = timeline.canvas.rows.find(({ lane }) => lane?.id === "network");
			return { x: timeline.viewport.x(message?.at ?? 0), y: (row?.top ?? 0) + 20 };
		});
		await page.locator("#lanes").click({ position: { x: place.x + 1, y: place.y } });
		expect(await page.locator("#panel-inspect h2").textContent()).toMatch(/^Message \d+$/);
		expect(await page.locator("#panel-inspect pre").textContent()).toContain("SpeechRsp");
	});

	it("puts the view into its address, and takes it from there", async () => {
		await page.evaluate(() => window.facewireDebug.timeline.viewport.show(2, 4));
		await page.keyboard.press("d");
		await page.evaluate(() => window.facewireDebug.goTo(3));
		await page.waitForFunction(() => location.hash.includes("at=3"));
		const { from, to } = await view();
		await page.reload();
		await ready();
		expect((await view()).from).toBeCloseTo(from, 1);
		expect((await view()).to).toBeCloseTo(to, 1);
		expect(await at()).toBeCloseTo(3, 3);
	});

	it("opens the sheet of keys with ?", async () => {
		await page.keyboard.press("?");
		expect(await page.locator("#keys dt").count()).toBeGreaterThan(25);
		await page.keyboard.press("Escape");
		expect(await page.locator("#keys").evaluate((dialog) => (dialog as HTMLDialogElement).open)).toBe(false);
	});
});

describe("the debug view of what is broken", () => {
	it("names lips that are 200 ms late, and goes there", async () => {
		await open(facesShifted(museum(), 5));
		const finding = page.locator(".finding[data-code=lips-late]");
		await finding.waitFor();
		expect(await finding.textContent()).toMatch(/The lips are (19|20|21)0 ms late/);
		await finding.getByRole("button", { name: /^Show/ }).click();
		expect(await page.locator(".lane-header.flash").getAttribute("data-lane")).toBe("offset");
	});

	it("names another order of the channels, and reads it so at a click", async () => {
		await open(inOrder(museum(), "apple"));
		await page
			.locator(".finding[data-code=wrong-order]")
			.getByRole("button", { name: "Read as “apple”" })
			.click();
		await page.waitForFunction(() => document.querySelector(".finding[data-code=wrong-order]") === null);
		await page.waitForFunction(() => window.facewireDebug.trace.stats?.face.layout.verdict === "fits");
		await page.waitForFunction(() => location.hash.includes("order=apple"));
		expect(await page.locator(".finding[data-severity=fault]").count()).toBe(0);
	});

	it.each([
		["missing-clause", () => withoutClause(museum(), 2), "Clause 2 did not come"],
		["underrun", () => stalled(museum(), 1, 2), "The sound ran out once"],
		["saturated", () => jawSaturated(museum()), "jawOpen is saturated"],
	] as const)("names %s", async (code, planted, title) => {
		await open(planted());
		const finding = page.locator(`.finding[data-code=${code}]`, { hasText: title });
		await finding.waitFor();
		expect(await finding.getAttribute("data-severity")).toBe("fault");
	});

	it("opens a recording that breaks off as far as it goes, and names the line", async () => {
		const text = readFileSync(
			new URL("../../assets/public/recordings/museum.ndjson", import.meta.url),
			"utf8",
		);
		await open(text.slice(0, text.length / 2));
		await page.locator("#problems li").first().waitFor();
		expect(await page.locator("#problems li").first().textContent()).toMatch(/^Line \d+ could not be read: /);
		await ready();
		expect(
			await page.evaluate(() => window.facewireDebug.trace.utterances[0]?.duration ?? 0),
		).toBeGreaterThan(2);
	});

	it("refuses what is no recording, with the reason", async () => {
		await open("<html>\nnothing of ours\n</html>");
		const problem = page.locator("#problems li", { hasText: "This is no recording" });
		await problem.waitFor();
		expect(await problem.textContent()).toContain("line 1");
	});
});

describe("the debug view of a file that is too large", () => {
	it("reads two gigabytes only as far as it has to, and says why", async () => {
		const path = temporaryFile(".ndjson", encodeRecordingHeader());
		truncateSync(path, 2 * 2 ** 30);
		await page.setInputFiles("#file", path);
		const problem = page.locator("#problems li", { hasText: "this is no recording" });
		await problem.waitFor();
		expect(await problem.textContent()).toContain("is longer than 32 MB");
	});
});

describe("two runs in the debug view", () => {
	it("are compared lane by lane, with their scores, after something was turned", async () => {
		await open(hello());
		await ready();
		await page.click("#tab-diff");
		await page.click("#diff-hold");
		expect(await page.locator("#panel-diff").textContent()).toContain("Held: planted");
		await page.click("#tab-tune");
		await page.getByLabel("Best rung").selectOption("audio");
		await page.locator("#panel-diff tr[data-lane=jawOpen]").waitFor({ state: "attached" });
		await page.click("#tab-diff");
		const cells = await page.locator("#panel-diff tr[data-lane=jawOpen] td").allTextContents();
		expect(cells[0]).toBe("=");
		expect(Number(cells[1])).toBeGreaterThan(0.05);
		const closures = await page
			.locator("#panel-diff tr", { hasText: "Closures met" })
			.locator("td")
			.allTextContents();
		expect(closures).toHaveLength(2);
		expect(closures[0]).not.toBe(closures[1]);
		await page.locator("#panel-diff tr[data-lane=jawOpen] button").click();
		expect(await at()).toBeGreaterThan(0);
		expect(await page.locator(".lane-header.flash").getAttribute("data-lane")).toBe("jawOpen");
	});

	it("are the same, bit for bit, if nothing was; a trace from elsewhere will do", async () => {
		const text = writeTraceFile(replayed(hello()), "museum, by another version");
		await open(hello());
		await page.waitForFunction(() => window.facewireDebug.isReady);
		await page.setInputFiles("#diff-file", temporaryFile(".trace.json", text));
		await page.locator("#panel-diff [data-same=true]").waitFor({ state: "attached" });
		expect(await page.locator("#panel-diff [data-same]").textContent()).toBe("The same, bit for bit.");
		await page.click("#tab-diff");
		await page.getByRole("button", { name: "Forget it" }).click();
	});
});

describe("what is turned in the debug view", () => {
	it("makes the network stall, and the view names what comes of it", async () => {
		await open(museum());
		await ready();
		await page.click("#tab-tune");
		await page.locator("#net-stall").fill("2500");
		await page.locator(".finding[data-code=underrun]").waitFor({ state: "attached" });
		expect(await page.evaluate(() => window.facewireDebug.state.options.network?.stall)).toBe(2.5);
		await page.getByRole("button", { name: "As usual" }).click();
		await page.locator(".finding[data-code=underrun]").waitFor({ state: "detached" });
	});

	it("takes one clause from another rung", async () => {
		await whole();
		const place = await page.evaluate(() => {
			const { trace, timeline } = window.facewireDebug;
			timeline.viewport.show(0, trace.end);
			const [utterance] = trace.utterances;
			const clause = utterance?.clauses[1];
			const row = timeline.canvas.rows.find(({ lane }) => lane?.id === "clauses");
			const time = utterance?.heard.wallAt((clause?.start ?? 0) + 0.5) ?? 0;
			return { x: timeline.viewport.x(time), y: (row?.top ?? 0) + 10 };
		});
		await page.locator("#lane-scroll").evaluate((scroll) => scroll.scrollTo(0, 0));
		await page.locator("#lanes").click({ position: place });
		await page.locator("#panel-inspect select").selectOption("phonemes");
		await page.waitForFunction(() =>
			window.facewireDebug.trace.utterances[0]?.clauses[1]?.rungs.has("phonemes"),
		);
		expect(
			await page.evaluate(() => [...(window.facewireDebug.trace.utterances[0]?.clauses[0]?.rungs ?? [])]),
		).toEqual(["face"]);
	});

	it("shows another avatar, with what it can do", async () => {
		await page.click("#tab-avatar");
		await page.evaluate(() => document.querySelector("#avatar-card")?.replaceChildren());
		await page.setInputFiles(
			"#avatar-file",
			fileURLToPath(new URL("../../assets/public/avatars/light-head.glb", import.meta.url)),
		);
		await page.waitForFunction(() => document.querySelector("#avatar-card")?.textContent !== "");
		expect(await page.locator("#avatar-card").textContent()).toContain("52");
	});
});

describe("what other systems gave, in the debug view", () => {
	it("is sound and curves with names, gone through as a driver's", async () => {
		const trace = replayed(hello());
		const [utterance] = trace.utterances;
		const frames = Array.from({ length: utterance?.wire.count ?? 0 }, (_, frame) => ({
			weights: Array.from(utterance?.wire.frame(frame) ?? []),
			time: frame / 25,
		}));
		const curves = JSON.stringify({ names: BLENDSHAPES, metadata: { fps: 25 }, frames });
		const sound = Buffer.from(writeSound(trace, { from: utterance?.heard.wallAt(0) ?? 0, to: trace.end }));
		await page.setInputFiles("#file", [
			{ name: "speech.wav", mimeType: "audio/wav", buffer: sound },
			{ name: "speech.json", mimeType: "application/json", buffer: Buffer.from(curves) },
		]);
		await page.locator("#problems li", { hasText: "Read as LAM" }).waitFor();
		await ready();
		const read = await page.evaluate(() => {
			const [first] = window.facewireDebug.trace.utterances;
			return { rate: first?.frameRate, frames: first?.wire.count ?? 0, sound: first?.duration ?? 0 };
		});
		expect(read.rate).toBe(25);
		expect(read.frames).toBeGreaterThanOrEqual(frames.length);
		expect(read.sound).toBeGreaterThan(2.5);
	});
});

describe("the debug view of a live conversation", () => {
	it("follows the live edge, lets go, captures on, and comes back", async () => {
		await page.goto(`${product.url}/debug.html?live&${HEAD}`);
		await page.waitForFunction(() => window.facewireDebug?.player.state.value === "ready");
		await page.fill("#say-text", "The lips follow what is heard. Watch them close: map, museum, Bob.");
		await page.click("#say button[type=submit]");
		await page.waitForFunction(() => (window.facewireDebug.trace.utterances[0]?.phonemes.length ?? 0) > 10);
		await page.waitForFunction(() => window.facewireDebug.player.state.value === "speaking");
		expect(await page.evaluate(() => window.facewireDebug.isFollowing)).toBe(true);
		const edge = await view();
		await page.waitForFunction((from) => window.facewireDebug.timeline.viewport.from > from + 0.3, edge.from);
		await page.keyboard.press("a");
		await page.locator("#follow").waitFor();
		const frozen = await view();
		const end = await page.evaluate(() => window.facewireDebug.trace.end);
		await page.waitForFunction((before) => window.facewireDebug.trace.end > before + 1, end);
		expect((await view()).from).toBe(frozen.from);
		await page.click("#follow");
		await page.waitForFunction(
			(from) => window.facewireDebug.timeline.viewport.from > from + 0.3,
			frozen.from,
		);
		expect(await page.locator("#follow").isHidden()).toBe(true);
		const heard = await page.evaluate(() => {
			const [utterance] = window.facewireDebug.trace.utterances;
			return utterance?.heard.pieces(utterance.duration).length ?? 0;
		});
		expect(heard).toBeGreaterThan(0);
	});

	it("takes in a minute of speech that comes much faster than it is heard, and goes on drawing", async () => {
		await page.fill("#say-text", "Every sentence of this comes long before it is heard. ".repeat(20));
		await page.click("#say button[type=submit]");
		await page.waitForFunction(() => {
			const last = window.facewireDebug.trace.utterances[1]?.clauses.at(-1);
			return last?.complete && last.sequence === 20;
		});
		const taken = await page.evaluate(() => ({
			duration: window.facewireDebug.trace.utterances[1]?.duration ?? 0,
			state: window.facewireDebug.player.state.value,
			isFollowing: window.facewireDebug.isFollowing,
			from: window.facewireDebug.timeline.viewport.from,
		}));
		expect(taken).toMatchObject({ state: "speaking", isFollowing: true });
		expect(taken.duration).toBeGreaterThan(45);
		await page.waitForFunction(
			(from) => window.facewireDebug.timeline.viewport.from > from + 0.3,
			taken.from,
		);
		expect(await page.evaluate(() => window.facewireDebug.player.state.value)).toBe("speaking");
		await page.keyboard.press("Escape");
	});
});
