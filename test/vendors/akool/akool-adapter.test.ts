import { afterEach, describe, expect, it } from "vitest";
import { AkoolStandIn, type AkoolStandInOptions } from "../../../src/driver/vendors/akool/akool-stand-in.ts";
import type { StandInReply } from "../../../src/driver/vendors/stand-in-server.ts";
import { steadyVoice } from "../../../src/driver/vendors/stand-in-voice.ts";
import type { GatewayConfig } from "../../../src/gateway/config.ts";
import { type AkoolApi, akoolPath } from "../../../src/protocol/akool-api.ts";
import { AkoolAdapter } from "../../../src/vendors/akool/akool-adapter.ts";
import type { AkoolOptions } from "../../../src/vendors/akool/akool-options.ts";
import type { Clock } from "../../../src/vendors/clock.ts";
import { UnsupportedError } from "../../../src/vendors/unsupported-error.ts";
import { VendorError } from "../../../src/vendors/vendor-error.ts";
import type { VendorMessage } from "../../../src/vendors/vendor-event.ts";
import { chosenClock, clockWith } from "../../support/vendors/chosen-clock.ts";
import { FakePlayer } from "../../support/vendors/fake-player.ts";
import { MemoryRooms } from "../../support/vendors/memory-rooms.ts";
import { phasesOf, reach } from "../../support/vendors/reach.ts";
import { sharedByFile } from "../../support/vendors/shared-by-file.ts";
import { startVendorBench, type VendorBench } from "../../support/vendors/vendor-bench.ts";

const KEY = "akool-test-key-0123456789";
const TEXT = "This is what the avatar says.";

const disposals: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const dispose of disposals.splice(0).reverse()) await dispose();
});

interface Setup {
	readonly standIn: AkoolStandIn;
	readonly rooms: MemoryRooms;
	readonly bench: VendorBench;
	readonly api: AkoolApi;
	newAdapter(options?: Partial<AkoolOptions>, clock?: Clock): AkoolAdapter;
}

/** The stand-in behind a gateway. */
async function makeSetup(options: Partial<AkoolStandInOptions> = {}, config: Partial<GatewayConfig> = {}) {
	const { api = "v4" } = options;
	const rooms = new MemoryRooms();
	const voice = steadyVoice(0.005);
	const standIn = await AkoolStandIn.start({ apiKey: KEY, api, media: rooms, voice, ...options });
	const account = { akoolUrl: standIn.url, akoolApiKey: KEY, akoolApi: api };
	const bench = await startVendorBench({ ...account, vendorSessions: 50, ...config });
	const newAdapter: Setup["newAdapter"] = (more, clock = chosenClock()) => {
		const options = { api, avatarId: "who_1080P_back", ...more };
		const adapter = new AkoolAdapter(bench.broker(), options, clock);
		disposals.push(() => adapter.dispose());
		return adapter;
	};
	const dispose = async () => {
		await bench.dispose();
		await standIn.dispose();
	};
	return { standIn, rooms, bench, api, newAdapter, dispose };
}

const shared = sharedByFile(() => makeSetup());

/** What the tests of this file share, as if nothing had been. */
async function setUp(): Promise<Setup> {
	const setup = await shared();
	setup.standIn.forget();
	return setup;
}

/** One that no other test has. */
async function ownSetup(...options: Parameters<typeof makeSetup>): Promise<Setup> {
	const setup = await makeSetup(...options);
	disposals.push(() => setup.dispose());
	return setup;
}

/** A player in the stand-in's room. */
class RoomPlayer extends FakePlayer {
	#send: (packet: string) => void = () => {};

	enter({ rooms, standIn }: Setup): void {
		this.#send = rooms.join(standIn.newest.id, (message) => this.hear(message));
	}

	override async sendData(packet: string): Promise<void> {
		await super.sendData(packet);
		this.#send(packet);
	}
}

/** A session that takes commands. */
async function connect(setup: Setup, options?: Partial<AkoolOptions>, clock?: Clock) {
	const adapter = setup.newAdapter(options, clock);
	const descriptor = await adapter.open();
	const player = new RoomPlayer(descriptor.kind);
	player.enter(setup);
	adapter.attach(player);
	player.show();
	await reach(adapter, "connected");
	return { adapter, player, descriptor };
}

async function failureOf(adapter: AkoolAdapter): Promise<VendorError> {
	await expect(adapter.open()).rejects.toBeInstanceOf(VendorError);
	const { value } = adapter.state;
	if (value.phase !== "failed") throw new Error(`the phase is ${value.phase}`);
	return value.error;
}

describe("a session with Akool v4", () => {
	it.each(["agora", "livekit", "trtc"] as const)(
		"goes to a picture by %s, speaks and ends",
		async (transport) => {
			const setup = await setUp();
			const adapter = setup.newAdapter({ transport });
			const phases = phasesOf(adapter);
			const descriptor = await adapter.open();
			expect(descriptor.kind).toBe(transport);
			const player = new RoomPlayer(transport);
			player.enter(setup);
			adapter.attach(player);
			player.show();
			const drive = adapter.say(TEXT);
			await drive.started;
			expect(adapter.state.value.phase).toBe("speaking");
			expect(await drive.done).toBe("finished");
			await adapter.close();
			expect(phases).toEqual([
				"idle",
				"creating",
				"ready",
				"connected",
				"speaking",
				"connected",
				"closing",
				"closed",
			]);
			expect(setup.standIn.newest.texts).toEqual([TEXT]);
			expect(setup.standIn.openSessions).toBe(0);
		},
	);

	it("waits for credentials that are not there yet", async () => {
		const setup = await ownSetup({ preparing: 2 });
		const adapter = setup.newAdapter();
		const phases = phasesOf(adapter);
		await adapter.open();
		expect(phases).toEqual(["idle", "creating", "preparing", "ready"]);
		expect(setup.standIn.server.countOf(akoolPath("v4", "detail"))).toBe(2);
	});

	it("sets the room's voice, language and mode as soon as it is joined", async () => {
		const setup = await setUp();
		await connect(setup, { voiceId: "v", language: "en", backgroundUrl: "https://e.com/b.png" });
		await expect
			.poll(() => setup.standIn.newest.params)
			.toEqual({
				vid: "v",
				lang: "en",
				mode: 1,
				bgurl: "https://e.com/b.png",
			});
	});

	it("says long texts in packets that the data channel takes", async () => {
		const setup = await setUp();
		const { adapter, player } = await connect(
			setup,
			{},
			chosenClock(() => false),
		);
		const text = "你好，世界。".repeat(120);
		const drive = adapter.say(text);
		await expect.poll(() => setup.standIn.newest.texts, { timeout: 10_000 }).toEqual([text]);
		expect(player.sent.filter((packet) => packet.includes('"chat"')).length).toBeGreaterThan(2);
		expect(setup.standIn.gauge.violations).toEqual([]);
		adapter.dispose();
		expect(await drive.done).toBe("interrupted");
	});

	it("says a text while it is being written", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const drive = adapter.sayStream();
		expect(drive.emulated).toBe(false);
		drive.write("This is ");
		drive.write("written.");
		drive.end();
		expect(() => drive.write("more")).toThrow(TypeError);
		expect(await drive.done).toBe("finished");
		expect(setup.standIn.newest.texts).toEqual(["This is written."]);
	});

	it("says one text after the other, until it is interrupted", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const drives = ["One.", TEXT.repeat(20), "Three."].map((text) => adapter.say(text));
		expect(await drives[0]?.done).toBe("finished");
		await drives[1]?.started;
		await adapter.interrupt();
		expect(await Promise.all(drives.slice(1).map(({ done }) => done))).toEqual([
			"interrupted",
			"interrupted",
		]);
		expect(adapter.state.value.phase).toBe("connected");
		expect(await adapter.say("And on.").done).toBe("finished");
	});

	it("answers when asked, and goes back to saying", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const chat: string[] = [];
		adapter.on("chat", ({ text }) => chat.push(text));
		await adapter.chat.ask("Who are you?").done;
		expect(setup.standIn.newest.params).toMatchObject({ mode: 2 });
		await adapter.say(TEXT).done;
		expect(setup.standIn.newest.params).toMatchObject({ mode: 1 });
		expect(chat).toEqual(["Who are you?", TEXT]);
	});

	it("warns of a command that is refused, and rejects an interruption that is", async () => {
		const setup = await setUp();
		const { adapter, player } = await connect(setup);
		const warnings: VendorError[] = [];
		adapter.on("warning", (error) => warnings.push(error));
		player.hear('{"v":2,"type":"command","mid":"m","pld":{"cmd":"set-params","code":1003,"msg":"no"}}');
		expect(warnings).toMatchObject([{ operation: "set-params", code: 1003 }]);
		const interruption = adapter.interrupt();
		player.hear('{"v":2,"type":"command","mid":"m","pld":{"cmd":"interrupt","code":1003,"msg":"no"}}');
		await expect(interruption).rejects.toMatchObject({ code: 1003 });
	});

	it("passes on what it does not understand, verbatim", async () => {
		const setup = await setUp();
		const { adapter, player } = await connect(setup);
		const messages: VendorMessage[] = [];
		adapter.on("message", (message) => messages.push(message));
		player.hear("{broken");
		await adapter.raw('{"v":2,"type":"mystery"}');
		expect(messages).toMatchObject([
			{ direction: "received", message: "{broken", issues: ["no message that the documents know"] },
			{ direction: "sent", message: '{"v":2,"type":"mystery"}' },
		]);
	});

	it("is over when its time is, when the avatar has left, and when its page is gone", async () => {
		const setup = await setUp();
		const { adapter: timed } = await connect(setup, { duration: 30 as never }, clockWith(30));
		expect(await reach(timed, "closed")).toMatchObject({
			reason: "vendor",
			detail: "The session's time is over.",
		});
		const { adapter: left, player } = await connect(setup, {}, clockWith(10));
		player.state.value = { type: "ended" };
		expect(await reach(left, "closed")).toMatchObject({
			reason: "vendor",
			detail: "The avatar has left the room.",
		});
		const { adapter: gone } = await connect(setup);
		gone.dispose();
		await expect.poll(() => setup.standIn.openSessions, { timeout: 5000 }).toBe(0);
	});

	it("costs no longer than the gateway's limit allows", async () => {
		const setup = await ownSetup({}, { vendorSessionLifetime: 60 });
		await setup.newAdapter({ duration: 3000 as never }).open();
		const { body } = setup.standIn.server.requests[0] ?? {};
		expect(body).toMatchObject({ duration: 60 });
	});

	it("sends a microphone's track into the room, and takes it back", async () => {
		const setup = await setUp();
		const { adapter, player } = await connect(setup);
		const track = { kind: "audio" } as MediaStreamTrack;
		await expect(adapter.publishMicrophone(track)).rejects.toThrow("This room takes no microphone");
		const published: MediaStreamTrack[] = [];
		Object.assign(player, {
			publish: async (given: MediaStreamTrack) => {
				published.push(given);
				return () => void published.pop();
			},
		});
		const stop = await adapter.publishMicrophone(track);
		expect(published).toEqual([track]);
		stop();
		expect(published).toEqual([]);
	});

	it.each([
		[true, { code: 1003, action: "user-must-act" }],
		[false, null],
	] as const)("finds a server strict about its settings, or not: %s", async (strict, refusal) => {
		const setup = await ownSetup({ strict });
		const opening = setup.newAdapter({ transport: "carrier-pigeon" as never }).open();
		if (refusal === null) expect(await opening).toMatchObject({ kind: "agora" });
		else await expect(opening).rejects.toMatchObject(refusal);
	});

	it("refuses what it cannot do", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		expect(() => adapter.say(TEXT, { ssml: true })).toThrow(UnsupportedError);
		expect(() => adapter.sayAudio()).toThrow(UnsupportedError);
	});
});

describe("a session with Akool v3", () => {
	it("speaks over its chat room, through the gateway", async () => {
		const setup = await ownSetup({ api: "v3" });
		const messages: VendorMessage[] = [];
		const adapter = setup.newAdapter();
		adapter.on("message", (message) => messages.push(message));
		const chat: string[] = [];
		adapter.on("chat", ({ text }) => chat.push(text));
		expect(await adapter.open()).toMatchObject({ kind: "agora", codec: "vp8" });
		const player = new FakePlayer("agora");
		adapter.attach(player);
		player.show();
		await reach(adapter, "connected");
		expect(await adapter.say(TEXT).done).toBe("finished");
		// v3 tells nothing of speaking: the end of a text is an estimate.
		await expect.poll(() => chat).toEqual([TEXT]);
		expect(setup.standIn.newest.texts).toEqual([TEXT]);
		// The room's address is all that it takes to speak there: a page does not get it.
		expect(JSON.stringify(messages)).not.toContain("/chat/client_");
		await adapter.close();
	});

	it("refuses what only v4 can", async () => {
		const setup = await ownSetup({ api: "v3" });
		const adapter = setup.newAdapter();
		await adapter.open();
		await expect(adapter.interrupt()).rejects.toBeInstanceOf(UnsupportedError);
		await expect(adapter.setParams({})).rejects.toBeInstanceOf(UnsupportedError);
		const track = { kind: "audio" } as MediaStreamTrack;
		await expect(adapter.publishMicrophone(track)).rejects.toBeInstanceOf(UnsupportedError);
		expect(() => adapter.sayStream()).toThrow(UnsupportedError);
		expect(adapter.setBackground).toBeUndefined();
	});

	it("ends if the chat room does not open, once", async () => {
		const setup = await ownSetup({ api: "v3" });
		const adapter = setup.newAdapter();
		await adapter.open();
		const room = `/chat/client_${setup.standIn.newest.id}`;
		setup.standIn.server.plant(room, { status: 401, body: "" });
		adapter.attach(new FakePlayer("agora"));
		expect(await reach(adapter, "failed")).toMatchObject({
			error: { code: 401, credential: "AKOOL_API_KEY" },
		});
		expect(setup.standIn.server.countOf(room)).toBe(1);
	});
});

describe("Akool's refusals", () => {
	it.each<[string, "create" | "detail", readonly StandInReply[], Partial<VendorError>]>([
		["1003", "create", [{ body: { code: 1003, msg: "no" } }], { code: 1003, action: "user-must-act" }],
		["1200", "create", [{ body: { code: 1200, msg: "no" } }], { code: 1200 }],
		["a code spelled as text", "create", [{ body: { code: "1009", msg: "x" } }], { code: 1009 }],
		["no envelope", "create", [{ status: 502, body: "<html>" }], { code: "malformed", action: "retry" }],
		[
			"status 4",
			"detail",
			[{ body: { code: 1000, msg: "OK", data: { status: 4 } } }],
			{ code: 4, action: "new-session" },
		],
		["1008 while waiting", "detail", [{ body: { code: 1008, msg: "gone" } }], { code: 1008 }],
		["a broken line", "create", ["hang-up"], { action: "retry" }],
	])("are an end with a reason: %s", async (_, operation, faults, expected) => {
		const setup = await ownSetup({ preparing: 1 });
		setup.standIn.server.plant(akoolPath("v4", operation), ...faults);
		expect(await failureOf(setup.newAdapter())).toMatchObject({ vendor: "akool", ...expected });
	});

	it("name the key that is wrong, or missing", async () => {
		const wrong = await ownSetup({}, { akoolApiKey: "wrong-key-0123456789" });
		expect(await failureOf(wrong.newAdapter())).toMatchObject({ code: 1101, credential: "AKOOL_API_KEY" });
		const missing = await ownSetup({}, { akoolApiKey: "" });
		await expect(missing.newAdapter().open()).rejects.toThrow("AKOOL_API_KEY");
	});

	it("may be that nothing can be played: the page is asked for what is missing, and nothing is paid for", async () => {
		const setup = await setUp();
		const data = { _id: "x", status: 3, stream_urls: { client_pull_stream_url: "" } };
		setup.standIn.server.plant(akoolPath("v4", "create"), { body: { code: 1000, msg: "OK", data } });
		const adapter = setup.newAdapter();
		await expect(adapter.open()).rejects.toThrow("lacks credentials, stream_urls");
		expect(adapter.state.value).toMatchObject({
			phase: "needs-input",
			missing: ["credentials", "stream_urls"],
		});
	});

	it("may be silence, which a timer ends", async () => {
		const setup = await ownSetup({ preparing: 1 });
		setup.standIn.server.plant(akoolPath("v4", "create"), "silence");
		expect(await failureOf(setup.newAdapter({}, clockWith(25)))).toMatchObject({ timer: "create" });
		setup.standIn.server.plant(akoolPath("v4", "detail"), ...Array(200).fill("silence"));
		expect(await failureOf(setup.newAdapter({}, clockWith(120)))).toMatchObject({
			timer: "prepare",
		});
	});

	it("may be a picture that never comes, or words that are never said", async () => {
		const setup = await setUp();
		const adapter = setup.newAdapter({}, clockWith(20));
		await adapter.open();
		adapter.attach(new FakePlayer("agora"));
		expect(await reach(adapter, "failed")).toMatchObject({ error: { timer: "first frame" } });
		const { adapter: mute, player } = await connect(setup, {}, clockWith(20));
		player.hear = () => {};
		await expect(mute.say(TEXT).done).rejects.toMatchObject({ timer: "drive start" });
		expect(mute.state.value.phase).toBe("connected");
	});
});
