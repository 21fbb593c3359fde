import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Services, startServices } from "../../scripts/services.ts";
import { Speaker } from "../../src/driver/speaker.ts";
import { Mouth } from "../../src/driver/vendors/mouth.ts";
import { speakerVoice } from "../../src/driver/vendors/stand-in-voice.ts";
import { type StandIns, startStandIns } from "../../src/driver/vendors/start-stand-ins.ts";
import { defaultConfig } from "../../src/gateway/config.ts";
import { seconds } from "../../src/util/time.ts";
import type { VendorChoice } from "../../src/vendors/create-adapter.ts";
import { EXAMPLE_SCRIPT } from "../../src/vendors/softsugar/example-script.ts";
import type { StreamDescriptor } from "../../src/vendors/stream-descriptor.ts";
import { bursts } from "../support/media/bursts.ts";
import { Visitor } from "../support/product.ts";
import type { Seen } from "./players/measure-player.ts";

const ROOT = fileURLToPath(new URL("players/", import.meta.url));

let folder: string;
let speaker: Speaker;
let standIns: StandIns;
let services: Services;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "facewire-players-"));
	await build({
		root: ROOT,
		configFile: false,
		logLevel: "warn",
		build: { outDir: folder, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 5000 },
	});
	speaker = await Speaker.start();
	standIns = await startStandIns({ voice: speakerVoice(speaker), largest: 200 });
	const config = { ...defaultConfig(), ...standIns.settings, vendorLeaseFile: "" };
	services = await startServices({ ...config, port: 0, logLevel: "silent" }, folder);
	visitor = await Visitor.launch();
	page = await visitor.newPage();
	await page.goto(services.gateway.url);
}, 120_000);
afterAll(async () => {
	await visitor?.dispose();
	await services?.dispose();
	await standIns?.dispose();
	await speaker?.dispose();
	await rm(folder, { recursive: true, force: true });
});

const open = (id: string, alpha = false, skew = 0) =>
	standIns.media.openStream({ id, width: 160, height: 200, alpha, skew: seconds(skew) });

const watch = (descriptor: StreamDescriptor, time: number): Promise<Seen> =>
	page.evaluate(([what, length]) => window.watchStream(what, length), [descriptor, time] as const);

describe("the players in a browser", () => {
	it("load nothing of any transport before a stream asks for it", async () => {
		const loaded = await page.evaluate(() =>
			performance.getEntriesByType("resource").map(({ name }) => name.split("/").at(-1) ?? ""),
		);
		const scripts = loaded.filter((name) => name.endsWith(".js"));
		expect(scripts.length).toBeGreaterThan(0);
		for (const name of scripts) expect(name).toMatch(/^(index|preload-helper)/);
	});

	it.each(["leb", "whep", "flv", "hls"] as const)("see and hear a stand-in by %s", async (kind) => {
		const { addresses, stream, dispose } = await open(`by-${kind}`);
		stream.track.place(bursts(40));
		const descriptor =
			kind === "leb"
				? { kind, url: addresses.leb.url, signalling: addresses.leb.signalling }
				: { kind, url: addresses[kind] };
		const seen = await watch(descriptor, 3);
		expect(seen.kind).toBe(kind);
		expect(seen.state).toBe("playing");
		expect(seen.advanced).toBeGreaterThan(1.5);
		expect(seen.loudness).toBeGreaterThan(0.01);
		expect(seen.mouthMoves).toBeGreaterThan(5);
		expect(seen.stats.framesShown).toBeGreaterThan(30);
		expect(seen.stats).toMatchObject({ width: 160, height: 200 });
		expect(seen.stats.firstFrame).toBeGreaterThan(0);
		expect(seen.stats.bitrate).toBeGreaterThan(10_000);
		// Only WebRTC tells how long picture and sound wait in its buffers.
		const { videoJitterDelay, audioJitterDelay } = seen.stats;
		const tells = [videoJitterDelay, audioJitterDelay].map((delay) => delay !== null && delay > 0);
		expect(tells).toEqual(Array(2).fill(kind === "leb" || kind === "whep"));
		await dispose();
	});

	it("say a text with the local voice", async () => {
		const opened = await open("speech");
		const mouth = new Mouth({ voice: speakerVoice(speaker), stream: opened, timeScale: 1 });
		const text = "Good morning. This is what a stand-in says, and everybody can hear it.";
		const said = mouth.say(text, new AbortController().signal);
		const { addresses, dispose } = opened;
		const seen = await watch({ kind: "whep", url: addresses.whep }, 4);
		expect(seen.loudness).toBeGreaterThan(0.01);
		expect(seen.mouthMoves).toBeGreaterThan(5);
		await said;
		await dispose();
	});

	it("unpack colour and alpha", async () => {
		const { addresses, dispose } = await open("alpha", true);
		const descriptor = {
			kind: "whep",
			url: addresses.whep,
			alpha: { layout: "side-by-side", width: null },
		} as const;
		// The encoder begins coarse, and the alpha channel is part of its picture.
		const seen = await watch(descriptor, 4);
		expect(seen.canvas).toMatchObject({ width: 160, height: 200 });
		// The corner is see-through, the cheek is not.
		expect(seen.canvas?.corner[3]).toBeLessThan(20);
		expect(seen.canvas?.cheek[3]).toBeGreaterThan(235);
		expect(seen.canvas?.cheek[0]).toBeGreaterThan(140);
		await dispose();
	});

	it("take the next road if the first is closed", async () => {
		const { addresses, dispose } = await open("detour");
		const fallbacks = [{ kind: "flv", url: addresses.flv } as const];
		const url = addresses.leb.url.replace("detour", "nowhere");
		const seen = await watch({ kind: "leb", url, signalling: addresses.leb.signalling, fallbacks }, 2);
		expect(seen).toMatchObject({ kind: "flv", state: "playing" });
		await dispose();
	});

	it.each([
		["leb", "cannot be pulled: 404"],
		["whep", "404"],
		["flv", "failed"],
		["hls", "failed"],
	] as const)("say why a stream that is not there cannot be played by %s", async (kind, reason) => {
		const { addresses, dispose } = await open("gone");
		await dispose();
		const descriptor =
			kind === "leb"
				? { kind, url: addresses.leb.url, signalling: addresses.leb.signalling }
				: { kind, url: addresses[kind] };
		const seen = await watch(descriptor, 1);
		expect(seen.state).toBe("failed");
		expect(seen.reason).toContain(reason);
	});
});

/** One sentence, as the vendors' own texts are. */
const SENTENCE = "Good morning, this is one sentence for everybody.";

/** What the page asks for; SoftSugar's picture is Agora's, Akool's is tried with each of its transports. */
const CHOICES: readonly (readonly [described: string, choice: VendorChoice])[] = [
	["leb", { vendor: "tencent-cloud" }],
	["xrtc", { vendor: "iflytek" }],
	["agora", { vendor: "softsugar", options: { script: EXAMPLE_SCRIPT } }],
	["livekit", { vendor: "akool", options: { avatarId: "a", transport: "livekit" } }],
	["trtc", { vendor: "akool", options: { avatarId: "a", transport: "trtc" } }],
];

describe("the vendors' adapters in a browser, under the pages' policy", () => {
	it("make four vendors say one sentence side by side, seen and heard, and leave nothing open", async () => {
		const violations: string[] = [];
		page.on("console", (message) => {
			if (message.text().includes("Content Security Policy")) violations.push(message.text());
		});
		const all = await page.evaluate(
			([choices, text]) => Promise.all(choices.map(([, choice]) => window.speakWith(choice, text))),
			[CHOICES, SENTENCE] as const,
		);
		const wanted = CHOICES.map(([described]) => ({
			described,
			outcome: "finished",
			state: "playing",
			phase: "closed",
			isSeen: true,
			isHeard: true,
		}));
		const seen = all.map(({ described, outcome, state, phases, advanced, mouthMoves, loudness, stats }) => ({
			described,
			outcome,
			state,
			phase: phases.at(-1),
			isSeen: advanced > 1.5 && mouthMoves > 3 && stats.framesShown > 20,
			isHeard: loudness > 0.01,
		}));
		expect(seen).toEqual(wanted);
		expect(violations).toEqual([]);
		const { tencentCloud, iflytek, softsugar, akool } = standIns;
		const left = () => [
			tencentCloud.bill.sessionsOpen,
			iflytek.bill.sessionsOpen,
			softsugar.openRooms,
			akool.openSessions,
		];
		await expect.poll(left).toEqual([0, 0, 0, 0]);
	});
});
