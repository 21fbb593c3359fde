import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChildProgram } from "../support/child-program.ts";

let standIn: ChildProgram;
let environment: Record<string, string>;
let folder: string;
beforeAll(async () => {
	standIn = new ChildProgram("scripts/tencent-stand-in.ts", []);
	const [line = ""] = await standIn.lines(1);
	environment = Object.fromEntries(
		[...line.matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]),
	);
	folder = await mkdtemp(join(tmpdir(), "facewire-tencent-"));
});
afterAll(async () => {
	standIn.signal("SIGTERM");
	await standIn.exit();
	await rm(folder, { recursive: true });
});

async function tencent(...args: string[]) {
	const program = new ChildProgram("scripts/tencent.ts", args, environment);
	return { code: await program.exit(), out: program.stdout, err: program.stderr };
}

/** What ffprobe says of a file. */
const probe = (file: string): { codecs: string[]; duration: number } => {
	const flags = ["-v", "error", "-print_format", "json", "-show_streams", "-show_format", file];
	const { streams, format } = JSON.parse(execFileSync("ffprobe", flags, { encoding: "utf8" }));
	return {
		codecs: streams.map((stream: { codec_name: string }) => stream.codec_name),
		duration: Number(format.duration),
	};
};

describe("npm run tencent", () => {
	it("has a text said by the stand-in: a playable MP3 of the length that is told", async () => {
		const file = join(folder, "hello.mp3");
		const { code, out, err } = await tencent(
			"--json",
			"say",
			"Hello, virtual anchor.",
			"--voice",
			"local-female",
			"-o",
			file,
		);
		expect(err).not.toMatch(/Warning/);
		expect(code).toBe(0);
		const answer = JSON.parse(out);
		const { codecs, duration } = probe(file);
		expect(codecs).toEqual(["mp3"]);
		expect(Math.abs(duration - answer.duration)).toBeLessThan(0.1);
		const words = answer.textTimestampResult.flatMap(({ words }: { words: { word: string }[] }) => words);
		expect(words.map(({ word }: { word: string }) => word)).toContain("virtual");
	});

	it("has a video made: picture and sound of one length, and subtitles", async () => {
		const [file, subtitles] = [join(folder, "v.mp4"), join(folder, "v.srt")];
		const text = "Good morning. Welcome to the show.";
		const { code } = await tencent("video", text, "--avatar", "bo-3d", "-o", file, "--subtitles", subtitles);
		expect(code).toBe(0);
		const { codecs, duration } = probe(file);
		expect(codecs.sort()).toEqual(["aac", "h264"]);
		expect(duration).toBeGreaterThan(1.5);
		expect(await readFile(subtitles, "utf8")).toContain("Welcome to the show.");
	});

	it("says what is missing without an account, and ends as wrong use", async () => {
		const { TENCENT_APPKEY: _, ...rest } = environment;
		environment = { ...rest, TENCENT_APPKEY: "" };
		const { code, err } = await tencent("voices");
		expect(code).toBe(2);
		expect(err).toContain("TENCENT_APPKEY and TENCENT_ACCESS_TOKEN are needed");
	});
});
