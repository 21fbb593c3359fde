import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeWav } from "../../../../../src/protocol/encode-wav.ts";
import { seconds } from "../../../../../src/util/time.ts";
import { CommandOutput } from "../../../../../src/vendors/tencent/api/cli/command-output.ts";
import { EXIT } from "../../../../../src/vendors/tencent/api/cli/exit-codes.ts";
import { runTencentCommand } from "../../../../../src/vendors/tencent/api/cli/program.ts";
import { PRODUCTION_CODES } from "../../../../../src/vendors/tencent/api/result-codes.ts";
import { UploadRecords } from "../../../../../src/vendors/tencent/api/upload/upload-record.ts";
import { TestServices } from "../../../../support/tencent-services.ts";

let services: TestServices;
let folder: string;
beforeEach(async () => {
	services = await TestServices.start();
	services.services.production.tasks.plan = { queued: 0, lasts: 0 };
	services.services.customization.orders.plan = { queued: 0, lasts: 0 };
	services.services.customization.detections.plan = { queued: 0, lasts: 0 };
	folder = await mkdtemp(join(tmpdir(), "facewire-cli-"));
});
afterEach(async () => {
	await services.dispose();
	await rm(folder, { recursive: true });
});

/** A command's exit code and what it printed. */
async function run(...args: string[]) {
	let out = "";
	let err = "";
	const output = new CommandOutput({ write: (text) => (out += text) }, { write: (text) => (err += text) });
	const code = await runTencentCommand(args, {
		client: () => services.client,
		output,
		records: new UploadRecords(join(folder, "records")),
		now: services.now,
		signal: new AbortController().signal,
		every: seconds(0.01),
	});
	return { code, out, err };
}

const put = async (name: string, bytes: Uint8Array) => {
	await writeFile(join(folder, name), bytes);
	return join(folder, name);
};
const letter = () => put("letter.pdf", Buffer.from("%PDF-1.7"));
const photo = () => put("photo-1.png", PNG.sync.write(new PNG({ width: 90, height: 160 })));

describe("what the account has", () => {
	it.each([
		[["voices"], /local-female +Female voice 1 +female +en-US zh-CN/],
		[["avatars"], /ada-blue-1080 +Ada +Blue suit +Standing +1920x1080/],
		[["presenters", "--type", "real_man_3d"], /bo +Bo +3D Realistic +Basic/],
		[["assets"], /Studio Avatar Image Customization Quota +2 of 10/],
		[["assets"], /2D Premium Broadcast Hourly Package +0\.5 of 10\.0 h/],
	])("%o lists it as a table", async (args, row) => {
		const { code, out } = await run(...args);
		expect(code).toBe(EXIT.done);
		expect(out).toMatch(row);
	});

	it("prints the same as JSON", async () => {
		const { out } = await run("--json", "voices");
		expect(JSON.parse(out)).toMatchObject([{ timbreKey: "local-female" }, { timbreKey: "local-male" }]);
	});

	it("maps actions to gestures and reports those that play none", async () => {
		const { out, err } = await run("actions", "--avatar", "bo-3d");
		expect(out).toMatch(/waving_hand1 +Waving one hand +wave/);
		expect(out).toMatch(/juggle_torches +Juggling +– none/);
		expect(err).toContain("1 of 19 actions play no gesture here");
	});
});

describe("say", () => {
	it("orders, waits, and writes the sound", async () => {
		const file = join(folder, "hello.mp3");
		const { code, out } = await run("say", "Hello", "--voice", "local-female", "-o", file);
		expect(code).toBe(EXIT.done);
		expect(out).toBe(`${file} (1.0 s)\n`);
		expect(await readFile(file, "utf8")).toBe("sound");
	});

	it("tells how far it is on standard error, and leaves standard output to the result", async () => {
		services.services.production.tasks.plan = { queued: 5, lasts: 5 };
		const waiting = run("say", "Hello", "--voice", "local-female");
		for (let i = 0; i < 4; i++) {
			await new Promise((resolve) => setTimeout(resolve, 30));
			services.pass(4);
		}
		const { err, out } = await waiting;
		expect(err).toContain("2 before it");
		expect(err).toContain("being made");
		expect(out).toMatch(/^http.* \(1\.0 s\)\n$/);
	});

	it("leaves with the task's id, which `task` takes later", async () => {
		const { out } = await run("say", "Hello", "--voice", "local-female", "--no-wait");
		const { code, out: later } = await run("--json", "task", out.trim());
		expect(code).toBe(EXIT.done);
		expect(JSON.parse(later)).toMatchObject({ taskId: out.trim(), status: "SUCCESS", duration: 1 });
	});

	it("gives up a task that never ends, with a code of its own", async () => {
		services.services.production.tasks.plan = { queued: 0, lasts: 1, never: true };
		const { code, err } = await run("say", "Hello", "--voice", "local-female", "--give-up", "0.05");
		expect(code).toBe(EXIT.unfinished);
		expect(err).toContain("goes on at the service");
	});

	it("waits for its turn when one sound is already being made: says that it may work later or who must act", async () => {
		services.services.production.tasks.plan = { queued: 0, lasts: 1000 };
		await run("say", "One", "--voice", "local-female", "--no-wait");
		const { code, err } = await run("say", "Two", "--voice", "local-female", "--no-wait");
		expect(code).toBe(EXIT.refused);
		expect(err).toMatch(/quota is used up \(100008: .*exceeds the limit: 1\)\. Wait for running tasks/);
	});
});

describe("video", () => {
	it("writes video and subtitles", async () => {
		const [video, subtitles] = [join(folder, "v.mp4"), join(folder, "v.srt")];
		const { code } = await run("video", "Hello", "--avatar", "bo-3d", "-o", video, "--subtitles", subtitles);
		expect(code).toBe(EXIT.done);
		expect(await readFile(subtitles, "utf8")).toContain("-->");
		expect(services.services.requests[0]?.path).toMatch(/videomakeadvanced$/);
	});

	it("reads a text from a file", async () => {
		const file = await put("text.txt", Buffer.from("From a file\n"));
		await run("video", `@${file}`, "--avatar", "bo-3d", "--format", "TransparentWebm", "--no-wait");
		expect(services.services.requests[0]?.path).toMatch(/videomake$/);
		expect(services.services.requests[0]?.payload).toMatchObject({ InputSsml: "From a file" });
	});

	it("drives it by sound", async () => {
		await run("video", "--avatar", "bo-3d", "--audio", "https://example.com/a.wav", "--no-wait");
		expect(services.services.requests[0]?.payload).toMatchObject({ DriverType: "OriginalVoice" });
	});

	it.each([...PRODUCTION_CODES].filter(([code]) => code !== 0))(
		"says of failure %i what to do",
		async (code, known) => {
			const fails = { code, message: "the task's own words" };
			services.services.production.tasks.plan = { queued: 0, lasts: 0, fails };
			const { code: exit, err } = await run("video", "Hello", "--avatar", "bo-3d");
			expect(exit).toBe(known.action === "retry" ? EXIT.later : EXIT.refused);
			expect(err).toContain(known.meaning);
			expect(err).toContain("the task's own words");
			expect(err).toContain(known.measure);
		},
	);

	it("tells its callback address once", async () => {
		await run("video", "Hello", "--avatar", "bo-3d", "--callback", "http://127.0.0.1:9/gone", "--no-wait");
		await services.services.production.tellCallbacks();
		await services.services.production.tellCallbacks();
		expect(services.services.production.callbacks).toMatchObject([
			{ body: { Payload: { Status: "SUCCESS", Progress: 100, TaskId: expect.any(String) } } },
		]);
	});
});

describe("clone", () => {
	it("goes from a photo to an avatar's key", async () => {
		const { code, out, err } = await run(
			"clone",
			"photo",
			await photo(),
			"--name",
			"Ada_photo",
			"--sex",
			"FEMALE",
		);
		expect(code).toBe(EXIT.done);
		expect(out).toMatch(/^photo-\d+\n$/);
		expect(err).toContain("uploading photo-1.png");
	});

	it("goes from one sentence to a voice's key", async () => {
		const recording = await put("me.wav", encodeWav(new Float32Array(24_000 * 12), 24_000));
		const { out: texts } = await run("--json", "clone", "texts");
		const [{ textId }] = JSON.parse(texts);
		const { code, out } = await run(
			...["clone", "sentence", recording, "--name", "My_voice", "--sex", "MALE", "--text-id", textId],
		);
		expect(code).toBe(EXIT.done);
		expect(out).toMatch(/^voice-\d+\n$/);
	});

	it.each([
		[-1, /submit the recording again/],
		[-2, /does not match the text/],
		[-3, /too noisy/],
	] as const)("stops at a recording that the check answers with %i", async (code, reason) => {
		services.services.customization.detection = { code, message: "" };
		const recording = await put("me.wav", encodeWav(new Float32Array(24_000 * 12), 24_000));
		const { code: exit, err } = await run(
			"clone",
			"sentence",
			recording,
			"--name",
			"My_voice",
			"--sex",
			"MALE",
		);
		expect(exit).toBe(EXIT.refused);
		expect(err).toMatch(reason);
	});

	it("shows the demo of an avatar, takes the rejection, then the approval", async () => {
		// The footage itself is checked elsewhere; here it is uploaded already.
		const prefix = await uploaded("letter.pdf", await letter());
		const order = { anchorName: "Ada_suit", makeType: "IMAGE", sexType: "FEMALE" };
		const urls = { materialCosUrl: prefix, identityWrittenCosUrl: prefix };
		const { out } = await run("call", "makeCustomization", JSON.stringify({ ...order, ...urls }));
		const { taskId } = JSON.parse(out);
		expect((await run("clone", "task", taskId)).out).toContain("https://stand-in.invalid/demo.mp4");
		expect((await run("clone", "confirm", taskId, "--reject", "green outline")).out).toBe("rejected\n");
		expect((await run("clone", "task", taskId)).out).toContain("Training again would give the same.");
		expect((await run("clone", "confirm", taskId)).out).toBe("approved\n");
		expect((await run("clone", "task", taskId)).out).toBe("done\n");
	});

	it("judges recordings before they are ordered", async () => {
		services.services.customization.evaluations.plan = { queued: 0, lasts: 0 };
		const url = await uploaded("letter.pdf", await letter());
		const { out } = await run("clone", "check", url, "--text", "Hello");
		expect(out).toMatch(/snr +72\.67 +yes/);
		expect(out).toMatch(/duration +24\.21 +no/);
	});

	it("says why an order failed", async () => {
		const fails = { code: 0, message: "the face is not centred" };
		services.services.customization.orders.plan = { queued: 0, lasts: 0, fails };
		const { code, err } = await run(
			"clone",
			"photo",
			await photo(),
			"--name",
			"Ada_photo",
			"--sex",
			"FEMALE",
		);
		expect(code).toBe(EXIT.refused);
		expect(err).toContain("the face is not centred");
	});

	/** Uploads a file and answers its address. */
	async function uploaded(name: string, file: string): Promise<string> {
		const { uploadMaterial } = await import(
			"../../../../../src/vendors/tencent/api/upload/upload-material.ts"
		);
		const records = new UploadRecords(join(folder, "records"));
		const material = { file, kind: "letter-pdf", bytes: 8, warnings: [] } as const;
		expect(name).toMatch(/pdf$/);
		return uploadMaterial(material, { client: services.client, records, now: services.now });
	}
});

describe("wrong use", () => {
	it.each([
		[["unknown"], /unknown command/],
		[["video", "Hello"], /required option '--avatar <key>'/],
		[["say", "Hello", "--speed", "fast", "--voice", "x"], /expected a number/],
		[["say", "Hello", "--speed", "9", "--voice", "x"], /\$\.speed/],
		[["call", "getNothing"], /no call getNothing/],
		[["call", "getTimbres", "not json"], /expected a JSON object/],
		[["clone", "photo", "/nowhere/x.png", "--name", "Ada", "--sex", "FEMALE"], /cannot be read/],
	])("%o ends with the code for it and a hint", async (args, reason) => {
		const { code, err } = await run(...args);
		expect(code).toBe(EXIT.usage);
		expect(err).toMatch(reason);
	});

	it("shows help of every command", async () => {
		for (const command of ["say", "video", "task", "clone", "call"]) {
			const { code, out } = await run(command, "--help");
			expect(code).toBe(EXIT.done);
			expect(out).toContain("Usage:");
		}
	});
});
