import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DebugPage } from "../../src/debug/debug-page.ts";
import { isTraceFile } from "../../src/debug/model/export/trace-file.ts";
import { steadyCurves } from "../../src/debug/model/import/named-curves.ts";
import { readCurvesCsv } from "../../src/debug/model/import/read-curves-csv.ts";
import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { parseRecording } from "../../src/protocol/recording.ts";
import { ffprobe, temporaryFile } from "../support/ffprobe.ts";
import { LIGHT_HEAD, Product } from "../support/product.ts";
import { hello, replayed } from "../support/replayed.ts";
import { videoOffset } from "../support/video-offset.ts";

declare global {
	interface Window {
		readonly facewireDebug: DebugPage;
	}
}

/** A machine that draws in software and does other things films for so long. Milliseconds. */
const PATIENCE = 55_000;

let product: Product;
let page: Page;
beforeAll(async () => {
	product = await Product.start();
	page = await product.visitor.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
	await page.goto(`${product.url}/debug.html?recording=recordings/hello.ndjson&${LIGHT_HEAD}`);
	await page.waitForFunction(() => window.facewireDebug?.isReady);
	await page.click("#tab-export");
});
afterAll(() => product.dispose());

/** Presses an export's button, and returns the file that the browser saves. */
async function exported(id: string): Promise<{ readonly name: string; readonly path: string }> {
	const saved = page.waitForEvent("download", { timeout: PATIENCE });
	await page.click(`[data-export=${id}]`);
	const download = await saved;
	return { name: download.suggestedFilename(), path: await download.path() };
}

const textOf = async (id: string) => {
	const { name, path } = await exported(id);
	return { name, text: await readFile(path, "utf8") };
};

const streamsOf = (path: string) =>
	ffprobe(path, "-show_streams").streams as readonly Record<string, unknown>[];

describe("the exports of the debug view", () => {
	it("save the recording, with and without its text", async () => {
		const { name, text } = await textOf("recording");
		expect(name).toBe("hello.ndjson");
		expect(parseRecording(text).entries.length).toBe(hello().length);
		expect(text).toContain("My lips follow");
		await page.selectOption("#export-redaction", "text");
		expect((await textOf("recording")).text).not.toContain("lips");
		await page.selectOption("#export-redaction", "none");
	});

	it("save the sound of the selection alone", async () => {
		await page.evaluate(() => window.facewireDebug.timeline.viewport.show(0, 4));
		const box = (await page.locator("#lanes").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
		await page.mouse.move(box.x + box.width / 4, box.y + 60);
		await page.mouse.down();
		await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 3 });
		await page.mouse.up();
		await page.click("#tab-export");
		await page.check("#export-selection");
		const [stream] = streamsOf((await exported("wav")).path);
		const [from, to] = await page.evaluate(() => window.facewireDebug.state.selection ?? [0, 0]);
		expect(stream).toMatchObject({ codec_name: "pcm_s16le", channels: 1 });
		expect(Number(stream?.duration)).toBeCloseTo(to - from, 2);
		await page.uncheck("#export-selection");
	});

	it("save weights that others read by their names", async () => {
		expect(readCurvesCsv((await textOf("csv")).text)?.names).toEqual(BLENDSHAPES);
		const take = readCurvesCsv((await textOf("livelink")).text);
		expect(take === undefined ? 0 : steadyCurves(take).frameRate).toBe(60);
		expect(isTraceFile((await textOf("trace")).text)).toBe(true);
	});

	it("save captions that the browser itself shows", async () => {
		const { text } = await textOf("vtt");
		const cues = await page.evaluate(async (source) => {
			const video = document.createElement("video");
			const track = document.createElement("track");
			track.src = URL.createObjectURL(new Blob([source], { type: "text/vtt" }));
			video.append(track);
			track.track.mode = "hidden";
			await new Promise((resolve, reject) => {
				track.addEventListener("load", resolve);
				track.addEventListener("error", () => reject(new Error("The browser does not read the captions.")));
			});
			return Array.from(track.track.cues ?? [], (cue) => ({
				start: cue.startTime,
				text: (cue as VTTCue).getCueAsHTML().textContent,
			}));
		}, text);
		const clauses = replayed(hello()).utterances[0]?.clauses ?? [];
		expect(cues).toHaveLength(clauses.length);
		expect(cues.at(-1)?.text).toContain("My lips follow what you hear");
	});

	it("save tiers, mouth cues and trace events", async () => {
		expect((await textOf("textgrid")).text).toMatch(/^File type = "ooTextFile"\nObject class = "TextGrid"/);
		const { mouthCues } = JSON.parse((await textOf("rhubarb")).text) as { mouthCues: unknown[] };
		expect(mouthCues.length).toBeGreaterThan(10);
		const { traceEvents } = JSON.parse((await textOf("perfetto")).text) as { traceEvents: unknown[] };
		expect(traceEvents.length).toBeGreaterThan(200);
	});

	it("save a picture of the timeline", async () => {
		const picture = PNG.sync.read(await readFile((await exported("png")).path));
		expect(picture.width).toBeGreaterThan(700);
		const colours = new Set<number>();
		for (let at = 0; at < picture.data.length; at += 4000) colours.add(picture.data.readUInt32BE(at));
		expect(colours.size).toBeGreaterThan(3);
	});

	it("film the selection as a WebM", async () => {
		await page.check("#export-selection");
		await page.selectOption("#export-size", "360");
		await page.selectOption("#export-quality", "low");
		const { path, name } = await exported("webm");
		expect(name).toBe("hello.webm");
		const codecs = streamsOf(path).map(({ codec_name }) => codec_name);
		expect(codecs).toEqual(["vp9", "opus"]);
		const [from, to] = await page.evaluate(() => window.facewireDebug.state.selection ?? [0, 0]);
		const { format } = ffprobe(path, "-show_format") as { format: { duration: string } };
		expect(Math.abs(Number(format.duration) - (to - from))).toBeLessThan(0.1);
	});
});

describe("the page that films", () => {
	it("makes an MP4 that plays, with its mouth within a frame of its sound", async () => {
		const size = "format=mp4&width=144&height=192&fps=30&quality=low";
		await page.goto(`${product.url}/render.html?${size}&${LIGHT_HEAD}`);
		await page.setInputFiles("#recording", temporaryFile(".ndjson", await recordingText()));
		await page.locator("#told[data-state]").waitFor({ timeout: PATIENCE });
		expect(await page.locator("#told").textContent()).toMatch(
			/^\d+ frames, 3\.\d s, avc1\.\w+ and (opus|mp4a)/,
		);
		const saved = page.waitForEvent("download");
		await page.click("#video");
		const path = await (await saved).path();
		const { picture, sound, pictureAgreement, soundAgreement } = videoOffset(path, replayed(hello()));
		expect(soundAgreement).toBeGreaterThan(0.9);
		expect(pictureAgreement).toBeGreaterThan(0.6);
		expect(Math.abs(picture - sound)).toBeLessThan(1 / 30);
		const played = await page.evaluate(async () => {
			const video = document.querySelector<HTMLVideoElement>("#preview");
			if (video === null) throw new Error("no preview");
			video.muted = true;
			await video.play();
			await new Promise((resolve) => video.addEventListener("timeupdate", resolve, { once: true }));
			return { width: video.videoWidth, duration: video.duration };
		});
		expect(played.width).toBe(144);
		expect(played.duration).toBeGreaterThan(3);
	});

	it("says what is wrong with its address, or with the file", async () => {
		await page.goto(`${product.url}/render.html?width=wide`);
		await page.setInputFiles("#recording", temporaryFile(".ndjson", "nothing"));
		await page.locator("#told[data-state=failed]").waitFor();
		expect(await page.locator("#told").textContent()).toBe(
			'width: expected a number from 16 to 1920, got "wide"',
		);
		await page.goto(`${product.url}/render.html?width=64&height=64`);
		await page.setInputFiles("#recording", temporaryFile(".ndjson", "nothing"));
		await page.locator("#told[data-state=failed]").waitFor();
		expect(await page.locator("#told").textContent()).toMatch(/^This is no recording: line 1/);
	});
});

const recordingText = () =>
	readFile(new URL("../../assets/public/recordings/hello.ndjson", import.meta.url), "utf8");
