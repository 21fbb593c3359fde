import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { findFfmpeg } from "../../../../src/driver/vendors/media/ffmpeg.ts";
import { type StandInMedia, startStandInMedia } from "../../../../src/driver/vendors/media/stand-in-media.ts";
import { TRACK_RATE } from "../../../../src/driver/vendors/media/talking-track.ts";
import { seconds } from "../../../../src/util/time.ts";
import { bursts } from "../../../support/media/bursts.ts";
import { measureSkew } from "../../../support/media/measure-skew.ts";
import { mouthArea } from "../../../support/media/mouth-area.ts";

/** The clock runs so many times faster, and the encoder with it. */
const HASTE = 5;
const now = () => performance.now() * HASTE;

const media: StandInMedia[] = [];
afterEach(async () => {
	for (const one of media.splice(0)) await one.dispose();
});

async function openStream(skewMs: number, alpha = false) {
	const served = await startStandInMedia({ now });
	media.push(served);
	return served.openStream({ id: "face", width: 160, height: 200, alpha, skew: seconds(skewMs / 1000) });
}

/** Reads a live stream until it has `length` seconds of the stand-in's time. */
async function record(url: string, length: number): Promise<Uint8Array> {
	const stop = new AbortController();
	const response = await fetch(url, { signal: stop.signal });
	expect(response.status).toBe(200);
	const parts: Uint8Array[] = [];
	const end = now() + length * 1000;
	for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
		parts.push(part);
		if (now() > end) break;
	}
	stop.abort();
	return Buffer.concat(parts);
}

/** What a player would show and sound, with the times that the container gives. */
function decode(stream: Uint8Array, extension: string) {
	const folder = mkdtempSync(join(tmpdir(), "facewire-test-"));
	const file = join(folder, `recorded.${extension}`);
	const ffmpeg = findFfmpeg() ?? "ffmpeg";
	const run = (program: string, values: readonly string[]) =>
		spawnSync(program, ["-v", "error", ...values], { maxBuffer: 1 << 28, encoding: "buffer" }).stdout;
	try {
		writeFileSync(file, stream);
		const times = (kind: string): number[] =>
			run(ffmpeg.replace(/ffmpeg$/, "ffprobe"), [
				...["-select_streams", kind, "-show_entries", "frame=pts_time", "-of", "csv=p=0", file],
			])
				.toString()
				.split("\n")
				.map(Number.parseFloat)
				.filter((time) => !Number.isNaN(time));
		const grey = run(ffmpeg, [
			"-i",
			file,
			"-map",
			"0:v",
			"-f",
			"rawvideo",
			"-pix_fmt",
			"gray",
			"-fps_mode",
			"passthrough",
			"-",
		]);
		run(ffmpeg, [
			"-y",
			"-i",
			file,
			"-map",
			"0:a",
			"-f",
			"s16le",
			"-ar",
			String(TRACK_RATE),
			join(folder, "sound"),
		]);
		const sound = readFileSync(join(folder, "sound"));
		return {
			pictureTimes: times("v"),
			soundStart: times("a")[0] ?? 0,
			grey,
			sound: new Int16Array(sound.buffer, sound.byteOffset, sound.length >> 1),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** How much later the mouth moves than the sound, in the decoded stream; milliseconds. */
function skewOf(stream: Uint8Array, extension: string): number {
	const { pictureTimes, soundStart, grey, sound } = decode(stream, extension);
	const [width, height] = [160, 200];
	const openings = pictureTimes.map((_, index) =>
		mouthArea({ width, height, data: grey.subarray(index * width * height, (index + 1) * width * height) }),
	);
	return (
		measureSkew({ times: pictureTimes.map((time) => time - soundStart), openings }, sound, TRACK_RATE) * 1000
	);
}

describe("the streams of the stand-ins", () => {
	it.each([-300, 120])("play by HTTP-FLV with picture and sound %i ms apart", async (skew) => {
		const { addresses, stream } = await openStream(skew);
		setTimeout(() => stream.track.place(bursts(5)), 100);
		const measured = skewOf(await record(addresses.flv, 6), "flv");
		expect(Math.abs(measured - skew)).toBeLessThanOrEqual(6);
	});

	it("play by HLS with picture and sound 80 ms apart", async () => {
		const { addresses, stream } = await openStream(80);
		setTimeout(() => stream.track.place(bursts(12)), 100);
		const playlist = await (await fetch(addresses.hls)).text();
		const segments = new Set(playlist.match(/^face~\d+\.ts$/gm));
		expect(segments.size).toBeGreaterThan(0);
		while (segments.size < 4) {
			await wait(100);
			const later = await (await fetch(addresses.hls)).text();
			for (const segment of later.match(/^face~\d+\.ts$/gm) ?? []) segments.add(segment);
		}
		const parts = await Promise.all(
			[...segments].map(async (name) => (await fetch(new URL(name, addresses.hls))).arrayBuffer()),
		);
		const measured = skewOf(Buffer.concat(parts.map((part) => new Uint8Array(part))), "ts");
		expect(Math.abs(measured - 80)).toBeLessThanOrEqual(6);
	});

	it("are said to be missing, to every origin", async () => {
		const { addresses } = await openStream(0);
		for (const url of [addresses.flv, addresses.hls]) {
			const missing = await fetch(url.replace("face", "nobody"));
			expect(missing.status).toBe(404);
			expect(missing.headers.get("access-control-allow-origin")).toBe("*");
		}
		const pulled = await fetch(`${addresses.leb.signalling}/webrtc/v1/pullstream`, {
			method: "POST",
			body: JSON.stringify({ streamurl: addresses.leb.url.replace("face", "nobody"), localsdp: { sdp: "" } }),
		});
		expect(await pulled.json()).toMatchObject({ errcode: 404 });
	});

	it("name what is missing where there is no ffmpeg", async () => {
		const { addresses } = await openStream(0);
		const path = process.env.PATH;
		process.env.PATH = "";
		try {
			const answer = await fetch(addresses.flv);
			expect(answer.status).toBe(501);
			expect(await answer.text()).toContain("ffmpeg");
			expect((await fetch(addresses.hls)).status).toBe(501);
		} finally {
			process.env.PATH = path;
		}
	});

	it.each([
		["not JSON", "{"],
		["no offer", '{"streamurl":"webrtc://h/live/face"}'],
		["an offer that is no SDP", '{"streamurl":"webrtc://h/live/face","localsdp":{"sdp":"hello"}}'],
	])("survive %s", async (_, body) => {
		const { addresses } = await openStream(0);
		const answer = await fetch(`${addresses.leb.signalling}/webrtc/v1/pullstream`, { method: "POST", body });
		expect(answer.status).toBe(400);
		expect((await fetch(addresses.flv.replace(".flv", ".nothing"))).status).toBe(404);
	});
});
