import { describe, expect, it, onTestFinished } from "vitest";
import { type IflytekStandInOptions, startIflytek } from "../../src/driver/vendors/iflytek/start-iflytek.ts";
import { steadyVoice } from "../../src/driver/vendors/stand-in-voice.ts";
import type { GatewayConfig } from "../../src/gateway/config.ts";
import { IflytekAdapter } from "../../src/vendors/iflytek/iflytek-adapter.ts";
import { decodeIflytek } from "../../src/vendors/iflytek/iflytek-event.ts";
import type { IflytekOptions } from "../../src/vendors/iflytek/iflytek-options.ts";
import { UnsupportedError } from "../../src/vendors/unsupported-error.ts";
import { TestClock } from "../support/test-clock.ts";
import { startTestGateway } from "../support/test-gateway.ts";
import { FakePlayer } from "../support/vendors/fake-player.ts";
import { pageBroker } from "../support/vendors/page-broker.ts";
import { failure, reach as phase } from "../support/vendors/reach.ts";
import { sharedByFile } from "../support/vendors/shared-by-file.ts";

const KEYS = { appId: "app-1", apiKey: "ifly-api-key-0123456", apiSecret: "ifly-api-secret-abcdef" };
const DEADLINES = ["open", "start", "first frame", "drive start", "reset answer", "ping", "silence", "stop"];

interface StartOptions {
	readonly standIn?: Partial<IflytekStandInOptions>;
	readonly config?: Partial<GatewayConfig>;
}

/** The stand-in behind a gateway. */
async function makeProduct({ standIn: asked, config }: StartOptions = {}) {
	const standIn = await startIflytek({ ...KEYS, voice: steadyVoice(0.008), ...asked });
	const product = await startTestGateway({
		config: {
			iflytekUrl: standIn.url,
			iflytekAppId: KEYS.appId,
			iflytekApiKey: KEYS.apiKey,
			iflytekApiSecret: KEYS.apiSecret,
			iflytekAvatarId: "118801001",
			vendorLeaseFile: "",
			vendorSessions: 50,
			sessionsPerMinute: 1000,
			...config,
		},
	});
	const dispose = async () => {
		await product.dispose();
		await standIn.dispose();
	};
	return { standIn, gateway: product.gateway, dispose };
}

const shared = sharedByFile(() => makeProduct());

/** A product of its own if the test asks for anything, else what the tests of this file share, as if nothing had been. */
async function productFor(options: StartOptions) {
	if (options.standIn !== undefined || options.config !== undefined) {
		const own = await makeProduct(options);
		onTestFinished(own.dispose);
		return own;
	}
	const product = await shared();
	product.standIn.forget();
	return product;
}

async function start(options: StartOptions & { readonly adapter?: IflytekOptions } = {}) {
	const { standIn, gateway } = await productFor(options);
	const clock = new TestClock(DEADLINES, 0.02);
	const adapter = new IflytekAdapter(pageBroker(gateway.url), options.adapter, clock);
	onTestFinished(() => adapter.dispose());
	return { standIn, adapter, clock };
}

async function connect(adapter: IflytekAdapter) {
	const descriptor = await adapter.open();
	const player = new FakePlayer("xrtc");
	adapter.attach(player);
	player.show();
	await phase(adapter, "connected");
	return descriptor;
}

/** A request as it arrived; what it lacks reads as `undefined`. */
interface Request {
	readonly header: Record<string, unknown>;
	readonly parameter: Record<string, Record<string, unknown>>;
	readonly payload: Record<string, Record<string, unknown>>;
}
const sent = (standIn: { requests: readonly unknown[] }, control: string) =>
	(standIn.requests as Request[]).filter(({ header }) => header.ctrl === control);

async function* sound(count: number) {
	for (let i = 0; i < count; i++) yield new Int16Array(320).fill(1000);
}

describe("a session with iFLYTEK", () => {
	it("goes from idle to connected to closed, and costs nothing afterwards", async () => {
		const { adapter, standIn } = await start();
		const phases: string[] = [];
		adapter.state.subscribe(({ phase: name }) => void phases.push(name));
		const descriptor = await connect(adapter);
		expect(descriptor).toMatchObject({
			kind: "xrtc",
			server: "https://stand-in",
			appId: "1000000001",
			auth: "Bearer stand-in",
			sid: expect.stringMatching(/^cid-/),
		});
		expect(standIn.bill.sessionsOpen).toBe(1);
		await adapter.close();
		expect([...new Set(phases)]).toEqual([
			"idle",
			"creating",
			"preparing",
			"ready",
			"connected",
			"closing",
			"closed",
		]);
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
		expect(sent(standIn, "stop")).toHaveLength(1);
	});

	it("starts with what was asked for, and the account's own application and avatar", async () => {
		const { adapter, standIn } = await start({
			adapter: {
				width: 1280,
				height: 720,
				bitrate: 500,
				move: { x: -12, y: 4 },
				background: "https://pictures.example/sky.png",
				voice: { name: "x4_yezi", speed: 60 },
				extra: { vad_mode: 1 },
			},
		});
		await connect(adapter);
		const [request] = sent(standIn, "start");
		expect(request?.header).toMatchObject({ app_id: "app-1", ctrl: "start" });
		expect(request?.parameter).toEqual({
			avatar: {
				stream: { protocol: "xrtc", fps: 25, bitrate: 500, alpha: 0 },
				avatar_id: "118801001",
				width: 1280,
				height: 720,
				scale: 1,
				move_h: -12,
				move_v: 4,
				audio_format: 1,
				vad_mode: 1,
			},
			tts: { vcn: "x4_yezi", speed: 60 },
		});
		expect(request?.payload).toEqual({
			background: { data: "https://pictures.example/sky.png", type: "url" },
		});
	});

	it.each([true, false])("says a text and tells how it goes, strict: %s", async (strict) => {
		const { adapter } = await start({ standIn: { strict } });
		await connect(adapter);
		const events: string[] = [];
		const issues = new Set<string>();
		adapter.on("drive", ({ type }) => void events.push(type));
		adapter.on("message", ({ issues: found }) => {
			for (const issue of found) issues.add(issue);
		});
		const drive = adapter.say("Hello there.");
		expect(await drive.done).toBe("finished");
		expect(events).toEqual(["started", "duration", "ended"]);
		expect(issues.size === 0).toBe(strict);
	});

	it("appends a text, or puts it in the place of another", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		const first = adapter.say("The first.");
		const second = adapter.say("The second.", { mode: "append" });
		expect([await first.done, await second.done]).toEqual(["finished", "finished"]);
		const long = adapter.say("On and on. ".repeat(100));
		await long.started;
		const instead = adapter.say("Instead.");
		expect([await long.done, await instead.done]).toEqual(["interrupted", "finished"]);
		const modes = sent(standIn, "text_driver").map(
			({ parameter }) => parameter.avatar_dispatch?.interactive_mode,
		);
		expect(modes).toEqual([1, 0, 1, 1]);
	});

	it("sends a text plain, or with pictures, never both", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		await adapter.say("Plain.").done;
		await adapter.say("With pictures.", {
			pictures: {
				background: "https://pictures.example/a.png",
				foregrounds: [{ url: "https://pictures.example/b.png", x: 10, y: 20, width: 100, height: 200 }],
			},
		}).done;
		expect(sent(standIn, "text_driver").map(({ payload }) => payload)).toEqual([
			{ text: { content: "Plain." } },
			{
				json_text: {
					text: "With pictures.",
					cmd: [
						{ type: "background_image", value: "https://pictures.example/a.png" },
						{
							type: "front_image",
							value: "https://pictures.example/b.png",
							position_x: 10,
							position_y: 20,
							layer: 1,
							width: 100,
							height: 200,
						},
					],
				},
			},
		]);
	});

	it("says a text while it is written, sentence by sentence, and owns up to it", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		const drive = adapter.sayStream();
		for (const word of ["One. Tw", "o at 3.", "14! ", "And the rest"]) drive.write(word);
		drive.end();
		expect(drive.emulated).toBe(true);
		expect(await drive.done).toBe("finished");
		const texts = sent(standIn, "text_driver").map(({ payload }) => payload.text?.content);
		expect(texts).toEqual(["One.", "Two at 3.14!", "And the rest"]);
	});

	it.each([
		[70, "file", [0, 1, 2]],
		[8, "live", [0, 1, 1, 2]],
		[1, "file", [0, 2]],
	] as const)(
		"speaks with %d times 20 ms of sound (%s): pieces of status %j",
		async (count, source, statuses) => {
			const { adapter, standIn } = await start({ standIn: { timeScale: 0.05 } });
			await connect(adapter);
			expect(await adapter.sayAudio(sound(count), { source }).done).toBe("finished");
			const pieces = sent(standIn, "audio_driver").map(
				({ payload }) => payload.audio as unknown as { status: number; seq: number; audio: string },
			);
			expect(pieces.map(({ status }) => status)).toEqual(statuses);
			expect(pieces.map(({ seq }) => seq)).toEqual(pieces.map((_piece, index) => index));
			const bytes = pieces.reduce((sum, { audio }) => sum + Buffer.from(audio, "base64").length, 0);
			expect(bytes).toBe(count * 640);
		},
	);

	it("moves on command, and reads the event under the spelling of the samples", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		const moved = new Promise((resolve) => {
			adapter.on("drive", (event) => {
				if (event.type === "action") resolve(event);
			});
		});
		await adapter.action("A_LH_introduced_O");
		expect(await moved).toMatchObject({ action: "A_LH_introduced_O", state: 2 });
		expect(sent(standIn, "cmd")[0]?.payload).toEqual({
			cmd_text: { avatar: [{ type: "action", value: "A_LH_introduced_O", tb: 0 }] },
		});
	});

	it("interrupts", async () => {
		const { adapter } = await start();
		await connect(adapter);
		const drive = adapter.say("On and on. ".repeat(100));
		const behind = adapter.say("Never heard.", { mode: "append" });
		await drive.started;
		await adapter.interrupt();
		expect([await drive.done, await behind.done]).toEqual(["interrupted", "interrupted"]);
		expect(await adapter.say("Heard.").done).toBe("finished");
	});

	it("pings when it has been silent", async () => {
		const { adapter, standIn, clock } = await start();
		await connect(adapter);
		const pong = new Promise<void>((resolve) => {
			adapter.on("message", ({ message }) => {
				if (String(message).includes("pong")) resolve();
			});
		});
		await clock.ring("ping");
		await pong;
		expect(sent(standIn, "ping")).toHaveLength(1);
	});

	it("starts anew when the connection breaks, tells where the stream is now, and what was lost", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		const drive = adapter.say("On and on. ".repeat(100));
		await drive.started;
		const moved = new Promise((resolve) => adapter.on("stream", resolve));
		const reconnecting = phase(adapter, "reconnecting");
		standIn.cut();
		await reconnecting;
		expect(await failure(drive.done)).toMatchObject({ action: "retry", code: 1006 });
		expect(await moved).toMatchObject({ kind: "xrtc" });
		await phase(adapter, "connected");
		expect(await adapter.say("Here again.").done).toBe("finished");
	});

	it("sends back what the service gave for a reconnection", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		const reconnecting = phase(adapter, "reconnecting");
		standIn.cut();
		await reconnecting;
		await phase(adapter, "connected");
		const sessions = sent(standIn, "start").map(({ header }) => header.session);
		expect(sessions).toEqual([undefined, expect.stringMatching(/^session of vms/)]);
	});

	it("plays webrtc addresses without the vendor's player", async () => {
		const { adapter } = await start({ adapter: { protocol: "webrtc", signalling: "http://127.0.0.1:1" } });
		expect(await connect(adapter)).toMatchObject({ kind: "leb", signalling: "http://127.0.0.1:1" });
	});

	it("refuses what iFLYTEK cannot do, before anything is sent", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		const before = standIn.requests.length;
		await expect(adapter.say("x", { ssml: true }).done).rejects.toBeInstanceOf(UnsupportedError);
		expect((await failure(adapter.say("").done)).message).toContain("at least 1 characters");
		expect((await failure(adapter.say("字".repeat(2001)).done)).message).toContain("at most 2000 characters");
		expect((await failure(adapter.say("x", { voice: { speed: 101 } }).done)).message).toContain("0 to 100");
		expect((await failure(adapter.sayAudio(sound(1), { sampleRate: 8000 }).done)).message).toContain("16000");
		expect(standIn.requests).toHaveLength(before);
	});
});

describe("options of iFLYTEK", () => {
	it.each([
		[{ width: 1281 }, "width: expected a multiple of 4 up to 4096, got 1281"],
		[{ height: 5000 }, "height: expected a multiple of 4 up to 4096, got 5000"],
		[{ frameRate: 30 }, "frameRate: expected 13 to 25, got 30"],
		[{ bitrate: 100 }, "bitrate: expected 200 to 5000, got 100"],
		[{ scale: 2 }, "scale: expected 0.1 to 1, got 2"],
		[{ move: { x: 5000, y: 0 } }, "move.x: expected -4096 to 4096, got 5000"],
		[{ voice: { volume: -1 } }, "voice.volume: expected 0 to 100, got -1"],
		[{ roomId: "r".repeat(33) }, "roomId: expected at most 32 characters"],
		[{ alpha: true, protocol: "webrtc" }, "alpha: expected protocol xrtc with an alpha channel"],
	])("%j are refused: %s", (options, message) => {
		expect(() => new IflytekAdapter(pageBroker("http://localhost"), options)).toThrow(message);
	});
});

describe("what goes wrong with iFLYTEK", () => {
	it.each([
		["API key", { iflytekApiKey: "another-api-key-00000" }, "IFLYTEK_API_KEY", 401],
		["API secret", { iflytekApiSecret: "another-secret-00000" }, "IFLYTEK_API_SECRET", 401],
	])("a wrong %s is named, after three fresh signatures", async (_what, config, credential, code) => {
		const { adapter, standIn } = await start({ config });
		const error = await failure(adapter.open());
		expect(error).toMatchObject({ credential, code, action: "user-must-act", operation: "handshake" });
		expect(error.message).toBe(`iFLYTEK does not let the gateway in: check ${credential}.`);
		expect(standIn.refusals).toHaveLength(3);
	});

	it("a wrong clock is named", async () => {
		const { adapter } = await start({ standIn: { now: () => Date.now() / 1000 + 900 } });
		expect(await failure(adapter.open())).toMatchObject({ credential: "the gateway's clock", code: 403 });
	});

	it.each([
		["application", { iflytekAppId: "another-app" }, "IFLYTEK_APP_ID"],
		["avatar", { iflytekAvatarId: "not-mine" }, "IFLYTEK_AVATAR_ID"],
	])("a wrong %s is named", async (_what, config, credential) => {
		const { adapter } = await start({ config });
		expect(await failure(adapter.open())).toMatchObject({ credential, operation: "start" });
	});

	it("missing settings are named by the gateway", async () => {
		const { adapter } = await start({ config: { iflytekApiKey: "", iflytekApiSecret: "" } });
		expect((await failure(adapter.open())).message).toBe(
			"iflytek needs IFLYTEK_API_KEY and IFLYTEK_API_SECRET in the gateway's settings.",
		);
	});

	it("an error of the header ends the session and keeps the vendor's words", async () => {
		const { adapter, standIn } = await start();
		standIn.faults.add("start", { type: "code", code: 10_200, message: "engine busy" });
		expect(await failure(adapter.open())).toMatchObject({
			code: 10_200,
			action: "new-session",
			detail: expect.stringMatching(/^engine busy \(vms/),
		});
	});

	it.each(["text_driver", "audio_driver"])(
		"an error of one %s leaves the connection open",
		async (control) => {
			const { adapter, standIn } = await start({ standIn: { timeScale: 0.05 } });
			await connect(adapter);
			standIn.faults.add(control, { type: "code", code: 11_502, message: "no" });
			const drive = control === "text_driver" ? adapter.say("No.") : adapter.sayAudio(sound(1));
			expect(await failure(drive.done)).toMatchObject({ code: 11_502, action: "reject", detail: "no" });
			expect(await adapter.say("Yes.").done).toBe("finished");
		},
	);

	it.each([
		["start", "start"],
		["ping", "silence"],
	])("a service that does not answer %s ends by the timer that is named %s", async (control, timer) => {
		const { adapter, standIn, clock } = await start();
		standIn.faults.add(control, { type: "silence" }, 99);
		const opening = adapter.open().catch(() => {});
		if (timer === "start") await clock.ring(timer);
		else await opening;
		if (timer === "silence") {
			const lost = phase(adapter, "reconnecting");
			await clock.ring(timer);
			await lost;
			return;
		}
		expect(await phase(adapter, "failed")).toMatchObject({ error: { timer, code: "timeout" } });
	});

	it("a socket that never opens ends by the timer that is named open, after three fresh signatures", async () => {
		const { adapter, standIn, clock } = await start();
		standIn.faults.add("handshake", { type: "silence" }, 3);
		const opening = failure(adapter.open());
		for (let i = 0; i < 3; i++) await clock.ring("open");
		expect(await opening).toMatchObject({ timer: "open", operation: "handshake", action: "user-must-act" });
	});

	it("a text that never starts fails by the timer that is named drive start", async () => {
		const { adapter, standIn, clock } = await start();
		await connect(adapter);
		standIn.faults.add("text_driver", { type: "silence" });
		const silent = failure(adapter.say("Silence.").done);
		await clock.ring("drive start");
		expect(await silent).toMatchObject({ timer: "drive start" });
	});

	it("a reset and a stop that are never answered are over by their timers", async () => {
		const { adapter, standIn, clock } = await start();
		await connect(adapter);
		for (const control of ["reset", "stop"]) standIn.faults.add(control, { type: "silence" });
		const drive = adapter.say("On and on. ".repeat(100));
		const interrupted = adapter.interrupt();
		await clock.ring("reset answer");
		await interrupted;
		expect(await drive.done).toBe("interrupted");
		const closing = adapter.close();
		await clock.ring("stop");
		await closing;
		expect(adapter.state.value).toMatchObject({ phase: "closed", reason: "asked" });
	});

	it.each([
		"",
		"hello",
		"null",
		"[]",
		"{}",
		'{"header":{"code":0}}',
		'{"payload":{"avatar":{"event_type":7}}}',
	])("a frame like %j is shown and passed over", async (text) => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		const frames: unknown[] = [];
		adapter.on("message", ({ message }) => void frames.push(message));
		standIn.faults.add("ping", { type: "text", text });
		await adapter.raw({ header: { ctrl: "ping", request_id: "p" } });
		await expect.poll(() => frames).toContain(text);
		expect(await adapter.say("Still here.").done).toBe("finished");
	});

	it("says goodbye for a page that dies", async () => {
		const { adapter, standIn } = await start();
		await connect(adapter);
		adapter.dispose();
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
		expect(sent(standIn, "stop")).toHaveLength(1);
	});
});

describe("the events of iFLYTEK", () => {
	it.each([
		["atcion_status", "action_status"],
		["action_status", "action_status"],
		["actcion_status", "action_status"],
		["Stop", "stop"],
		["subtitle_info", "other"],
	])("%s is read as %s", (spelled, type) => {
		const frame = JSON.stringify({ header: {}, payload: { avatar: { event_type: spelled } } });
		expect(decodeIflytek(frame)?.type).toBe(type);
	});

	it("finds an action's status beside the avatar as well as in it", () => {
		const status = { action: { type: "A_RH_like_O", state: 2 } };
		for (const payload of [
			{ avatar: { event_type: "atcion_status", vmr_action_status: status } },
			{ avatar: { event_type: "atcion_status" }, vmr_action_status: status },
		])
			expect(decodeIflytek(JSON.stringify({ header: {}, payload }))?.action).toEqual({
				name: "A_RH_like_O",
				state: 2,
			});
	});
});
