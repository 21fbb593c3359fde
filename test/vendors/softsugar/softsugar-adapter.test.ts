import { afterEach, describe, expect, it } from "vitest";
import {
	SoftSugarStandIn,
	type SoftSugarStandInOptions,
} from "../../../src/driver/vendors/softsugar/softsugar-stand-in.ts";
import type { StandInReply } from "../../../src/driver/vendors/stand-in-server.ts";
import { steadyVoice } from "../../../src/driver/vendors/stand-in-voice.ts";
import type { GatewayConfig } from "../../../src/gateway/config.ts";
import { SOFTSUGAR_PATHS, SOFTSUGAR_TOKEN } from "../../../src/protocol/softsugar-paths.ts";
import type { Clock } from "../../../src/vendors/clock.ts";
import { EXAMPLE_SCRIPT } from "../../../src/vendors/softsugar/example-script.ts";
import { SoftSugarAdapter, type SoftSugarOptions } from "../../../src/vendors/softsugar/softsugar-adapter.ts";
import { VendorError } from "../../../src/vendors/vendor-error.ts";
import type { VendorMessage } from "../../../src/vendors/vendor-event.ts";
import { clockWith } from "../../support/vendors/chosen-clock.ts";
import { FakePlayer } from "../../support/vendors/fake-player.ts";
import { phasesOf, reach } from "../../support/vendors/reach.ts";
import { sharedByFile } from "../../support/vendors/shared-by-file.ts";
import { startVendorBench, type VendorBench } from "../../support/vendors/vendor-bench.ts";

const ACCOUNT = { appId: "example_appid", appKey: "example_appkey" };
const TEXT = "This is long enough to be said.";

const path = (operation: keyof typeof SOFTSUGAR_PATHS) => SOFTSUGAR_PATHS[operation][1];

const disposals: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const dispose of disposals.splice(0).reverse()) await dispose();
});

interface Setup {
	readonly standIn: SoftSugarStandIn;
	readonly bench: VendorBench;
	newAdapter(options?: Partial<SoftSugarOptions>, clock?: Clock): SoftSugarAdapter;
}

/** The stand-in behind a gateway. */
async function makeSetup(
	options: Partial<SoftSugarStandInOptions> = {},
	config: Partial<GatewayConfig> = {},
) {
	const voice = steadyVoice(0.005);
	const standIn = await SoftSugarStandIn.start({ ...ACCOUNT, voice, channels: 50, ...options });
	const bench = await startVendorBench({
		softsugarUrl: standIn.url,
		softsugarAppId: ACCOUNT.appId,
		softsugarAppKey: ACCOUNT.appKey,
		vendorSessions: 50,
		...config,
	});
	const newAdapter: Setup["newAdapter"] = (more, clock = clockWith(8)) => {
		const adapter = new SoftSugarAdapter(bench.broker(), { script: EXAMPLE_SCRIPT, ...more }, clock);
		disposals.push(() => adapter.dispose());
		return adapter;
	};
	const dispose = async () => {
		await bench.dispose();
		await standIn.dispose();
	};
	return { standIn, bench, newAdapter, dispose };
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

/** A session that takes commands. */
async function connect(setup: Setup, options?: Partial<SoftSugarOptions>, clock?: Clock) {
	const adapter = setup.newAdapter(options, clock);
	const descriptor = await adapter.open();
	const player = new FakePlayer("agora");
	adapter.attach(player);
	player.show();
	await reach(adapter, "connected");
	return { adapter, player, descriptor };
}

async function failureOf(adapter: SoftSugarAdapter): Promise<VendorError> {
	await expect(adapter.open()).rejects.toBeInstanceOf(VendorError);
	const { value } = adapter.state;
	if (value.phase !== "failed") throw new Error(`the phase is ${value.phase}`);
	return value.error;
}

async function* blocks(count: number) {
	for (let i = 0; i < count; i++) {
		yield new Int16Array(640);
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
}

describe("a session with SoftSugar", () => {
	it("goes from a script to a picture that takes commands, and ends", async () => {
		const setup = await setUp();
		const adapter = setup.newAdapter();
		const phases = phasesOf(adapter);
		const descriptor = await adapter.open();
		expect(descriptor).toMatchObject({ kind: "agora", appId: "stand-in", uid: 4_294_967_295, mode: "rtc" });
		const player = new FakePlayer("agora");
		adapter.attach(player);
		player.show();
		await reach(adapter, "connected");
		const drive = adapter.say(TEXT.repeat(5));
		await drive.started;
		expect(adapter.state.value.phase).toBe("speaking");
		expect(await drive.done).toBe("finished");
		expect(adapter.state.value.phase).toBe("connected");
		await adapter.close();
		expect(phases).toEqual([
			...[
				"idle",
				"creating",
				"preparing",
				"ready",
				"connected",
				"speaking",
				"connected",
				"closing",
				"closed",
			],
		]);
		expect(setup.standIn.openRooms).toBe(0);
		expect(setup.standIn.billedSeconds).toBeGreaterThan(0);
	});

	it("is there at once if the vendor is quick", async () => {
		const { newAdapter } = await ownSetup({ preparing: 0 });
		const adapter = newAdapter();
		const phases = phasesOf(adapter);
		await adapter.open();
		expect(phases).toEqual(["idle", "creating", "ready"]);
	});

	it("shows signs of life from the start on, and asks after two that were refused", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup, {}, clockWith(60));
		await expect
			.poll(() => setup.standIn.server.countOf(path("heartbeat")), { timeout: 10_000 })
			.toBeGreaterThan(0);
		const refusal = { body: { code: 500, message: "busy" } };
		const before = setup.standIn.server.countOf(path("stat"));
		setup.standIn.server.plant(path("heartbeat"), refusal, refusal);
		await expect
			.poll(() => setup.standIn.server.countOf(path("stat")), { timeout: 10_000 })
			.toBeGreaterThan(before);
		expect(adapter.state.value.phase).toBe("connected");
	});

	it.each([
		[5, "closed"],
		[50, "failed"],
		[9, "failed"],
	] as const)("ends as the vendor says with status %i", async (status, phase) => {
		const setup = await setUp();
		const { adapter } = await connect(setup, {}, clockWith(60));
		const sessionId =
			[...setup.standIn.server.requests]
				.reverse()
				.map(({ body }) => (body as { sessionId?: string })?.sessionId)
				.find(Boolean) ?? "";
		setup.standIn.endRoom(sessionId, status);
		expect(await reach(adapter, phase)).toMatchObject(
			phase === "failed" ? { error: { code: status, action: "new-session" } } : { reason: "vendor" },
		);
	});

	it("does not cost money when its page is gone, or the gateway ends", async () => {
		const setup = await ownSetup();
		const { adapter } = await connect(setup);
		adapter.dispose();
		await expect.poll(() => setup.standIn.openRooms, { timeout: 10_000 }).toBe(0);
		await connect(setup);
		expect(setup.standIn.openRooms).toBe(1);
		await setup.bench.gateway.dispose();
		expect(setup.standIn.openRooms).toBe(0);
	});

	it("renews the token of the room through the player", async () => {
		const setup = await setUp();
		const { player } = await connect(setup);
		expect(await player.renew?.()).toMatch(/^007-/);
	});

	it("shows a page its own rooms in the lists, running and past", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const { adapter: other } = await connect(setup);
		const listed = async (of: typeof adapter, operation: string) => {
			const { data } = (await of.raw({ operation, body: {} })) as { data: { result?: unknown } | unknown[] };
			return Array.isArray(data) ? data : data.result;
		};
		expect(await listed(adapter, "running")).toEqual([{ sessionId: expect.any(String), status: 2 }]);
		const mine = ((await listed(adapter, "running")) as { sessionId: string }[])[0]?.sessionId ?? "";
		expect(await listed(other, "running")).not.toEqual(await listed(adapter, "running"));
		expect(await listed(adapter, "history")).toEqual([]);
		setup.standIn.endRoom(mine, 5);
		expect(await listed(adapter, "history")).toMatchObject([{ sessionId: mine, status: 5 }]);
		expect(await listed(other, "history")).toEqual([]);
	});

	it("finds a server strict that refuses a short text, and one tolerant that says it", async () => {
		const short = { operation: "command", body: { param: '{"tts_query":{"content":"Hi","ssml":false}}' } };
		for (const [strict, code] of [
			[true, 1104],
			[false, 0],
		] as const) {
			const { adapter } = await connect(await ownSetup({ strict }));
			expect(await adapter.raw(short)).toMatchObject({ code });
		}
	});

	it("shows every message verbatim, and no secret in any", async () => {
		const setup = await setUp();
		const adapter = setup.newAdapter();
		const messages: VendorMessage[] = [];
		adapter.on("message", (message) => messages.push(message));
		await adapter.open();
		const created = messages.find(
			({ channel, direction }) => channel === "create" && direction === "received",
		);
		expect(created?.message).toMatchObject({ code: 0, data: { status: 32 } });
		const all = JSON.stringify(messages);
		for (const secret of ["sessionToken", "accessToken", ACCOUNT.appKey]) expect(all).not.toContain(secret);
		expect(setup.bench.log()).not.toContain(ACCOUNT.appKey);
	});
});

describe("SoftSugar's refusals", () => {
	it.each<[string, keyof typeof SOFTSUGAR_PATHS, readonly StandInReply[], Partial<VendorError>]>([
		[
			"a code when creating",
			"create",
			[{ body: { code: 1, message: "no" } }],
			{ action: "new-session", code: 1, detail: "no" },
		],
		["no envelope", "create", [{ status: 502, body: "<html>" }], { action: "retry", code: "malformed" }],
		["a code spelled as text", "create", [{ body: { code: "7", message: "x" } }], { code: 7 }],
		[
			"a status that is none",
			"create",
			[{ body: { code: 0, message: "success", data: { sessionId: "s", status: "soon" } } }],
			{ code: "malformed" },
		],
		[
			"status 9",
			"create",
			[{ body: { code: 0, data: { sessionId: "s", status: 9 } } }],
			{ code: 9, action: "new-session" },
		],
		[
			"status 97",
			"create",
			[{ body: { code: 0, data: { sessionId: "s", status: 97 } } }],
			{ code: 97, action: "user-must-act" },
		],
		[
			"status 98",
			"create",
			[{ body: { code: 0, data: { sessionId: "s", status: 98 } } }],
			{ code: 98, action: "user-must-act" },
		],
		[
			"status 99 while preparing",
			"stat",
			[{ body: { code: 0, data: { status: 99 } } }],
			{ code: 99, action: "new-session" },
		],
		[
			"a room without its fields",
			"stat",
			[{ body: { code: 0, data: { status: 35 } } }],
			{ code: "malformed", action: "new-session" },
		],
		["a broken line", "create", ["hang-up"], { action: "retry" }],
	])("are an end with a reason: %s", async (_, operation, faults, expected) => {
		const setup = await setUp();
		setup.standIn.server.plant(path(operation), ...faults);
		expect(await failureOf(setup.newAdapter())).toMatchObject({ vendor: "softsugar", ...expected });
	});

	it("of a start end the session", async () => {
		const setup = await setUp();
		setup.standIn.server.plant(path("start"), { body: { code: 0, message: "success", data: false } });
		const adapter = setup.newAdapter();
		await adapter.open();
		adapter.attach(new FakePlayer("agora"));
		expect(await reach(adapter, "failed")).toMatchObject({
			error: { operation: "start", action: "new-session" },
		});
		await expect.poll(() => setup.standIn.openRooms, { timeout: 10_000 }).toBe(0);
	});

	it.each([
		["SOFTSUGAR_APP_ID", { softsugarAppId: "nobody" }],
		["SOFTSUGAR_APP_KEY", { softsugarAppKey: "wrong" }],
	])("name the setting that is wrong: %s", async (setting, config) => {
		const setup = await ownSetup({}, config);
		await expect(setup.newAdapter().open()).rejects.toThrow(setting);
	});

	it("name the settings that are missing", async () => {
		const setup = await ownSetup({}, { softsugarAppKey: "" });
		await expect(setup.newAdapter().open()).rejects.toThrow("SOFTSUGAR_APP_KEY");
	});

	it("of a token are met with one new token", async () => {
		const setup = await ownSetup();
		await connect(setup);
		setup.standIn.expireTokens();
		const { adapter } = await connect(setup);
		expect(adapter.state.value.phase).toBe("connected");
		expect(setup.standIn.server.countOf(SOFTSUGAR_TOKEN)).toBe(2);
	});

	it.each([
		["create", "create", 25],
		["stat", "prepare", 120],
	] as const)(
		"may be silence: %s that is never answered ends by the timer %s",
		async (operation, timer, delay) => {
			const setup = await setUp();
			setup.standIn.server.plant(path(operation), ...Array(200).fill("silence"));
			expect(await failureOf(setup.newAdapter({}, clockWith(delay)))).toMatchObject({
				timer,
				code: "timeout",
			});
		},
	);

	it("may be a picture that never comes: the timer says so", async () => {
		const setup = await setUp();
		const adapter = setup.newAdapter({}, clockWith(20));
		await adapter.open();
		adapter.attach(new FakePlayer("agora"));
		expect(await reach(adapter, "failed")).toMatchObject({ error: { timer: "first frame" } });
	});
});

describe("takeovers", () => {
	it("take the place of one another, or wait", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const first = adapter.say(TEXT.repeat(3));
		await first.started;
		const waiting = adapter.say(TEXT, { mode: "append" });
		const second = adapter.say(TEXT);
		expect(await first.done).toBe("interrupted");
		expect(await second.done).toBe("finished");
		expect(["finished", "interrupted"]).toContain(await waiting.done);
	});

	it("can be listed, moved and cancelled", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const drives = [TEXT.repeat(20), "The second of three.", "The third of three."].map((text) =>
			adapter.say(text, { mode: "append" }),
		);
		await drives[0]?.started;
		await expect.poll(async () => (await adapter.queue.list()).length).toBe(3);
		const entries = await adapter.queue.list();
		expect(entries[0]).toMatchObject({ id: drives[0]?.id, position: 1 });
		const last = entries[2]?.id ?? "";
		await adapter.queue.move(last, 1);
		expect((await adapter.queue.list())[1]?.id).toBe(last);
		await adapter.queue.cancel(last);
		expect(await drives.find(({ id }) => id === last)?.done).toBe("interrupted");
		await adapter.interrupt();
		expect(await Promise.all(drives.map(({ done }) => done))).toEqual(Array(3).fill("interrupted"));
		expect(await adapter.queue.list()).toEqual([]);
	});

	it("that the vendor refuses are refused alone", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		setup.standIn.server.plant(
			path("command"),
			{ body: { code: 0, message: "success", data: { isSuccess: false } } },
			{ body: { code: 12, message: "no" } },
			{ status: 500, body: "oops" },
		);
		for (const code of [0, 12, "malformed"])
			await expect(adapter.say(TEXT).done).rejects.toMatchObject({ code });
		expect(await adapter.say(TEXT).done).toBe("finished");
	});

	it("that cannot be cancelled say why, under a code of 0", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		await expect(adapter.queue.cancel("nobody")).rejects.toMatchObject({ detail: "command does not exist" });
		await expect(adapter.queue.move("nobody", 1)).rejects.toMatchObject({ code: 0 });
	});

	it("wait while their files are fetched (33)", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		setup.standIn.server.plant(path("queue"), {
			body: { code: 0, data: { commandStatus: 33, commandTraceId: "slow" } },
		});
		const drive = adapter.say(TEXT, { mode: "append" });
		await expect.poll(() => drive.id).toBe("slow");
		const looks = setup.standIn.server.countOf(path("list"));
		await expect
			.poll(() => setup.standIn.server.countOf(path("list")), { timeout: 10_000 })
			.toBeGreaterThan(looks + 4);
		let isOver = false;
		void drive.done
			.finally(() => {
				isOver = true;
			})
			.catch(() => {});
		await Promise.resolve();
		expect(isOver).toBe(false);
		adapter.dispose();
		expect(await drive.done).toBe("interrupted");
	});

	it("of a text that is being written are sentences in the queue, and say so", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const drive = adapter.sayStream();
		expect(drive.emulated).toBe(true);
		for (const piece of ["This is the ", "first sentence. Yes. And this", " is the second one. End"])
			drive.write(piece);
		drive.end();
		expect(() => drive.write("more")).toThrow(TypeError);
		expect(await drive.done).toBe("finished");
		const said = setup.standIn.server.requests
			.filter((request) => request.path === path("queue"))
			.map(({ body }) => JSON.parse((body as { param: string }).param).tts_query.content as string);
		expect(said).toEqual(["This is the first sentence.", "Yes. And this is the second one.", "End       "]);
	});

	it("are rejected before they are sent if they are too short", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		expect(() => adapter.say("Hi")).toThrow("at least 10 characters");
		expect(setup.standIn.server.countOf(path("command"))).toBe(0);
	});

	it("carry the background and the pictures in front that were set", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		await adapter.setBackground("https://e.com/b.png");
		await adapter.setForegrounds([{ url: "https://e.com/f.png", x: 10, y: 20, width: 300, height: 80 }]);
		await adapter.say(TEXT).done;
		const { body } =
			setup.standIn.server.requests.findLast((request) => request.path === path("command")) ?? {};
		expect(JSON.parse((body as { param: string }).param)).toMatchObject({
			backgrounds: { url: "https://e.com/b.png", rect: [0, 0, 1080, 1920] },
			foregrounds: [{ rect: [10, 20, 300, 80] }],
		});
	});

	it("by filler word do not cut off another", async () => {
		const setup = await ownSetup({ voice: steadyVoice(1) });
		const { adapter } = await connect(setup);
		const word = adapter.quickReply(1);
		await word.started;
		await expect(adapter.quickReply().done).rejects.toMatchObject({ operation: "quick", action: "reject" });
	});

	it("answer a question from the database, whose reply has no envelope", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup, { questions: "database" });
		const chat: string[] = [];
		adapter.on("chat", ({ from, text }) => chat.push(`${from}: ${text}`));
		expect(await adapter.chat?.ask("Where is the toilet?").done).toBe("finished");
		expect(chat).toEqual(["user: Where is the toilet?", "avatar: The bathroom is on your right"]);
		await expect(adapter.chat?.ask("Who are you?").done).rejects.toMatchObject({ detail: "no answer" });
	});
});

describe("the microphone", () => {
	it("clears what is being said, and speaks", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const text = adapter.say(TEXT.repeat(20));
		await text.started;
		const voice = adapter.microphone.speak(blocks(10));
		await voice.started;
		expect(await text.done).toBe("interrupted");
		expect(await voice.done).toBe("finished");
		expect(setup.standIn.microphones.heardBytes).toBe(10 * 1280);
	});

	it.each([
		["auth failed (1): with a new token, once", [1]],
		["link lost (4): once more", [4]],
		["sending failed (5): once more", [5]],
		["not ready (6): until it is", [6, 6, 6]],
		["conflict (7): cancel and once more", [7]],
	] as const)("goes on after %s", async (_, codes) => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		setup.standIn.microphones.plant(...codes);
		expect(await adapter.microphone.speak(blocks(5)).done).toBe("finished");
		expect(setup.standIn.microphones.heardBytes).toBe(5 * 1280);
	});

	it.each([
		["1 twice", [1, 1], { code: 1, action: "new-session" }],
		["4 twice", [4, 4], { code: 4, action: "retry" }],
		["5 twice", [5, 5], { code: 5, action: "retry" }],
		["6 for ever", [6, 6, 6, 6, 6], { code: 6 }],
		["7 twice", [7, 7], { code: 7 }],
	] as const)("gives up after %s, and the session goes on", async (_, codes, expected) => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		setup.standIn.microphones.plant(...codes);
		await expect(adapter.microphone.speak(blocks(5)).done).rejects.toMatchObject(expected);
		expect(adapter.state.value.phase).toBe("connected");
	});

	it("does not try again to open what is refused", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const mic = "/api/live-takeover-cc/v1/material/live/channel/command/microphone";
		setup.standIn.server.plant(mic, { status: 401, body: "" });
		await expect(adapter.microphone.speak(blocks(5)).done).rejects.toMatchObject({
			code: 401,
			credential: "SOFTSUGAR_APP_KEY",
		});
		expect(setup.standIn.server.countOf(mic)).toBe(1);
	});

	it("ends by its timer if the server says nothing", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup, {}, clockWith(5));
		setup.standIn.microphones.plant(77);
		await expect(adapter.microphone.speak(blocks(5)).done).rejects.toMatchObject({ timer: "microphone" });
	});

	it("is cut off by an interruption", async () => {
		const setup = await setUp();
		const { adapter } = await connect(setup);
		const voice = adapter.sayAudio(blocks(1000));
		await voice.started;
		await adapter.interrupt();
		expect(await voice.done).toBe("interrupted");
	});
});
