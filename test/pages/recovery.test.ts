import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Driver, startDriver } from "../../src/driver/start-driver.ts";
import { defaultConfig } from "../../src/gateway/config.ts";
import { createLogger } from "../../src/gateway/logger.ts";
import { type Gateway, startGateway } from "../../src/gateway/start-gateway.ts";
import { seconds } from "../../src/util/time.ts";
import { DIST, Visitor } from "../support/product.ts";
import { afterSound, say, tap, tapped } from "../support/sound-tap.ts";
import { type StandInRequest, speechFrame } from "../support/stand-in-upstream.ts";
import { startTestGateway, type TestGateway } from "../support/test-gateway.ts";

const SILENCE = 0.001;
let visitor: Visitor;
beforeAll(async () => {
	visitor = await Visitor.launch();
});
afterAll(() => visitor.dispose());

describe("a driver that dies in the middle of a sentence", () => {
	const keys = { appkey: "recovery-appkey", accessToken: "recovery-access-token" };
	let driver: Driver;
	let gateway: Gateway;
	let page: Page;

	beforeAll(async () => {
		driver = await startDriver({ ...keys, port: 0, pace: seconds(1) });
		const logger = createLogger({ level: "silent", secrets: Object.values(keys) });
		const account = { ...keys, url: driver.url, projectId: "local" };
		gateway = await startGateway({ config: { ...defaultConfig(), port: 0 }, account, logger, pages: DIST });
		page = await visitor.open(gateway.url);
		await tap(page);
	});
	afterAll(async () => {
		await page.context().close();
		await gateway.dispose();
		await driver.dispose();
	});

	it("is heard to the end of what came, and the page says that it reconnects", async () => {
		await page.fill(
			"#text",
			"This sentence is long enough to be cut in two by a driver that goes away in its middle.",
		);
		await page.press("#text", "Enter");
		await page.waitForFunction((silence) => window.tapped.sound.some(({ rms }) => rms > silence), SILENCE);
		const before = await page.evaluate(() => window.facewire.audio.node.context.currentTime);
		await driver.dispose();
		await page.waitForFunction(() => window.facewire.state.value === "reconnecting");
		expect(await page.textContent("#status")).toMatch(/reconnecting/i);
		await afterSound(page);
		const { sound } = await tapped(page);
		// A second of lead was on its way, so sound goes on for a good part of it.
		expect(sound.some(({ time, rms }) => time > before + 0.4 && rms > SILENCE)).toBe(true);
	});

	it("is found again when it is back, and speaks the next sentence", async () => {
		driver = await startDriver({ ...keys, port: driver.port });
		await page.waitForFunction(() => window.facewire.state.value === "ready", undefined, { timeout: 45_000 });
		const { length } = (await tapped(page)).sound;
		await say(page, "Here I am again.");
		const { sound } = await tapped(page);
		expect(sound.slice(length).some(({ rms }) => rms > SILENCE)).toBe(true);
	});
});

/** Half a second of a 200 Hz tone, as the wire has it. */
function toneAudio(): string {
	const pcm = Buffer.alloc(24_000);
	for (let i = 0; i < 12_000; i++)
		pcm.writeInt16LE(Math.round(8_000 * Math.sin((i * 200 * 2 * Math.PI) / 24_000)), 2 * i);
	return pcm.toString("base64");
}

/** Messages that cannot be understood, each with what the page says of it. */
const NONSENSE: readonly (readonly [string, (requestId: string) => string, RegExp])[] = [
	[
		"mouth data that is no whole number of frames",
		(id) => speechFrame(id, { Audio: "", ThDim: 52, ThFeat: [0.1, 0.2] }),
		/ThFeat/,
	],
	[
		"mouth data that is no number",
		(id) => speechFrame(id, { Audio: "", ThDim: 52, ThFeat: [...Array(51).fill(0), "x"] }),
		/ThFeat\[51\]/,
	],
	["half a sample", (id) => speechFrame(id, { Audio: "AAAA" }), /Audio/],
	["sound that is no base64", (id) => speechFrame(id, { Audio: "%%%%" }), /Audio/],
	["JSON that is no object", () => "[1, 2]", /object/],
	["no JSON at all", () => "{", /JSON/],
];

describe("a driver that sends what cannot be understood", () => {
	let upstream: TestGateway;
	let page: Page;
	let nonsense: (requestId: string) => string = () => "";

	beforeAll(async () => {
		const answer = ({ Payload }: StandInRequest, socket: { send(data: string): void }) => {
			const speech = { Audio: toneAudio(), Sampling: 24_000, ThFeat: [], Action: [] };
			socket.send(nonsense(Payload.ReqId));
			socket.send(speechFrame(Payload.ReqId, { ...speech, SeqNo: 1, SentenceStart: true, Final: true }));
		};
		upstream = await startTestGateway({ upstream: { answer }, pages: DIST, config: { publicUrl: "" } });
		page = await visitor.open(`http://localhost:${upstream.gateway.port}`);
		await tap(page);
	});
	afterAll(async () => {
		await page.context().close();
		await upstream.dispose();
	});

	it.each(NONSENSE)(
		"has that message rejected, counted and shown, and the rest spoken: %s",
		async (what, sent, complaint) => {
			nonsense = sent;
			const { length } = (await tapped(page)).sound;
			await say(page, "Whatever.");
			expect(await page.textContent("#problem")).toMatch(complaint);
			const count = 1 + NONSENSE.findIndex(([name]) => name === what);
			expect(await page.locator("#numbers").innerText()).toMatch(new RegExp(`Rejected\\s*${count}\\b`));
			expect((await tapped(page)).sound.slice(length).some(({ rms }) => rms > 0.05)).toBe(true);
		},
	);
});
