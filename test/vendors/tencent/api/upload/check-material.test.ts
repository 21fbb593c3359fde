import { createWriteStream } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yazl from "yazl";
import { encodeWav } from "../../../../../src/protocol/encode-wav.ts";
import { AssetError } from "../../../../../src/protocol/errors.ts";
import { seconds } from "../../../../../src/util/time.ts";
import { checkMaterial } from "../../../../../src/vendors/tencent/api/upload/check-material.ts";
import { footageProblems } from "../../../../../src/vendors/tencent/api/upload/check-video.ts";
import type { MaterialKind } from "../../../../../src/vendors/tencent/api/upload/material.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "facewire-material-"));
});
afterAll(() => rm(folder, { recursive: true }));

const place = (name: string) => join(folder, name);

async function put(name: string, bytes: Uint8Array): Promise<string> {
	await writeFile(place(name), bytes);
	return place(name);
}

const wav = (duration: number, rate: number) => encodeWav(new Float32Array(duration * rate), rate);
const picture = (width: number, height: number) => PNG.sync.write(new PNG({ width, height }));

async function zip(name: string, entries: Readonly<Record<string, Uint8Array>>): Promise<string> {
	const file = new yazl.ZipFile();
	for (const [entry, bytes] of Object.entries(entries)) file.addBuffer(Buffer.from(bytes), entry);
	file.end();
	await pipeline(file.outputStream, createWriteStream(place(name)));
	return place(name);
}

const reasonOf = (file: string, kind: MaterialKind) =>
	checkMaterial(file, kind).then(
		({ warnings }) => (warnings.length === 0 ? "good" : `good, but: ${warnings.join(" ")}`),
		(error: unknown) => {
			expect(error).toBeInstanceOf(AssetError);
			return (error as Error).message;
		},
	);

describe("checkMaterial", () => {
	it("takes a recording of fifteen seconds", async () => {
		expect(await reasonOf(await put("voice-1.wav", wav(15, 24_000)), "recording")).toBe("good");
	});

	it("advises against a short one", async () => {
		expect(await reasonOf(await put("short.wav", wav(3, 24_000)), "recording")).toMatch(
			/3\.0 s long; 10 to 30/,
		);
	});

	it.each([
		[
			"a rate of 16 kHz",
			"slow.wav",
			() => wav(12, 16_000),
			"recording",
			/16000 Hz; expected more than 16000/,
		],
		["a name with a space", "my voice.wav", () => wav(12, 24_000), "recording", /another name than 2 to 50/],
		["another format", "voice.ogg", () => wav(12, 24_000), "recording", /ends in \.ogg; expected wav, mp3/],
		["an empty file", "empty.pdf", () => new Uint8Array(), "letter-pdf", /is empty/],
		["text that claims to be sound", "fake.wav", () => Buffer.from("hello"), "recording", /cannot be read/],
		["a photo of 3:1", "wide.png", () => picture(300, 100), "photo", /300 × 100; expected 1:1, 9:16/],
		["a photo that is none", "noise.png", () => Buffer.from("noise"), "photo", /no picture that can be read/],
		["a zip that is none", "fake.zip", () => Buffer.from("noise"), "voice", /no zip that can be read/],
	] as const)("refuses %s and says why", async (_, name, bytes, kind, reason) => {
		expect(await reasonOf(await put(name, bytes()), kind)).toMatch(reason);
	});

	it.each([
		["photo", "big.png", 16e6 + 1],
		["recording", "big.wav", 20e6 + 1],
		["driving-audio", "big.mp3", 10e6 + 1],
		["video", "big.mp4", 5e9 + 1],
		["video-4k", "big.mov", 10e9 + 1],
		["voice", "big.zip", 1e9 + 1],
	] as const)("refuses a %s above its size without reading it", async (kind, name, bytes) => {
		const file = await put(name, new Uint8Array());
		await truncate(file, bytes);
		expect(await reasonOf(file, kind)).toContain(`has ${bytes} bytes; expected at most ${bytes - 1}`);
		await rm(file);
	});

	it.each([
		[1, 1],
		[9, 16],
		[16, 9],
		[4, 3],
	])("takes a photo of %i:%i", async (width, height) => {
		expect(await reasonOf(await put("p-1.png", picture(width * 20, height * 20)), "photo")).toBe("good");
	});

	it("names a file that is not there", async () => {
		expect(await reasonOf(place("gone.pdf"), "letter-pdf")).toMatch(/gone\.pdf cannot be read/);
	});
});

describe("a zip of recordings", () => {
	const good = () => wav(1, 24_000);

	it("is taken with up to ten of them", async () => {
		const ten = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`line_${i}.wav`, good()]));
		expect(await reasonOf(await zip("ten.zip", ten), "voice")).toBe("good");
	});

	it.each([
		["a folder", { "voices/a.wav": wav(1, 24_000) }, /voices\/a\.wav, which lies in a folder/],
		["capital letters in the ending", { "a.WAV": wav(1, 24_000) }, /a\.WAV, which has another name/],
		["a low rate", { "a.wav": wav(1, 16_000) }, /a\.wav, which has 16000 Hz; expected 24000 or more/],
		[
			"something else",
			{ "a.wav": Buffer.from("no sound in here, and long enough") },
			/a\.wav, which is no WAV/,
		],
		["nothing", {}, /holds no recording/],
	])("is refused with %s", async (_, entries, reason) => {
		expect(await reasonOf(await zip("bad.zip", entries), "voice")).toMatch(reason);
	});

	it("is refused with eleven", async () => {
		const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`line_${i}.wav`, good()]));
		expect(await reasonOf(await zip("eleven.zip", eleven), "voice")).toMatch(
			/11 recordings; expected at most 10/,
		);
	});
});

describe("footage", () => {
	const facts = (minutes: number, width: number, height: number, frameRate: number) => ({
		duration: seconds(minutes * 60),
		video: { width, height, frameRate },
		sampleRate: 48_000,
		bitRate: 5e6,
	});

	it.each([
		["IMAGE", facts(2, 1920, 1080, 25)],
		["IMAGE", facts(10, 1080, 1920, 60)],
		["IMAGE_GENERAL", facts(1, 1920, 1080, 29.97)],
		["IMAGE_4K", facts(5, 3840, 2160, 30)],
	] as const)("for %s passes: %o", (type, given) => {
		expect(footageProblems(given, type)).toEqual([]);
	});

	it.each([
		["IMAGE", facts(1.9, 1920, 1080, 25), /1\.9 minutes long; expected 2 to 10/],
		["IMAGE_GENERAL", facts(10.5, 1920, 1080, 25), /expected 1 to 10/],
		["IMAGE", facts(3, 1280, 720, 25), /1280 × 720; expected 1920 × 1080 or 3840 × 2160/],
		["IMAGE_4K", facts(3, 1920, 1080, 25), /expected 3840 × 2160/],
		["IMAGE", facts(3, 1920, 1080, 24), /24\.0 frames per second; expected 25 to 60/],
		["IMAGE", facts(3, 1920, 1080, 120), /120\.0 frames per second/],
	] as const)("for %s is refused: %o", (type, given, reason) => {
		expect(footageProblems(given, type).join("; ")).toMatch(reason);
	});

	it("without a picture is refused", () => {
		expect(footageProblems({ ...facts(3, 0, 0, 0), video: undefined }, "IMAGE")).toEqual(["has no picture"]);
	});
});
