import { beforeAll, describe, expect, it } from "vitest";
import { UnsupportedError } from "../../src/vendors/unsupported-error.ts";
import { FakePlayer } from "../support/vendors/fake-player.ts";
import { failure, reach as phase } from "../support/vendors/reach.ts";
import { malformedOf } from "../support/vendors/sample-table/sample-table.ts";
import { connect, sharedTencent, startTencent } from "./tencent-cloud-harness.ts";

/** Sound of `count` times 20 ms. */
async function* sound(count: number) {
	for (let i = 0; i < count; i++) yield new Int16Array(320).fill(1000);
}

describe("a streamed session with Tencent", () => {
	it("goes from idle to connected to closed, and costs nothing afterwards", async () => {
		const { adapter, standIn } = await startTencent();
		const phases: string[] = [];
		adapter.state.subscribe(({ phase: name }) => void phases.push(name));
		const { descriptor } = await connect(adapter);
		expect(descriptor).toMatchObject({ kind: "leb", url: expect.stringMatching(/^webrtc:\/\/.+\/live\/m/) });
		expect(descriptor).toMatchObject({ fallbacks: [{ kind: "flv" }, { kind: "hls" }] });
		expect(standIn.bill).toMatchObject({ sessionsOpened: 1, sessionsOpen: 1 });
		await adapter.close();
		expect(phases).toEqual(["idle", "creating", "ready", "connected", "closing", "closed"]);
		expect(standIn.bill.sessionsOpen).toBe(0);
	});

	it("asks again while the avatar is being loaded", async () => {
		const { adapter, standIn } = await startTencent({ standIn: { preparation: 2 } });
		const preparing = phase(adapter, "preparing");
		await connect(adapter);
		await preparing;
		expect(standIn.requests.filter(({ operation }) => operation === "statsession")).toHaveLength(2);
	});

	it.each(["project", "asset"] as const)("is made by %s", async (figure) => {
		const { adapter, standIn } = await startTencent({ adapter: { figure, driverType: 1 } });
		await connect(adapter);
		const { operation, payload } = standIn.requests[0] ?? { operation: "", payload: {} };
		expect(operation).toBe(figure === "project" ? "createsession" : "createsessionbyasset");
		expect(payload).toMatchObject(
			figure === "project"
				? { VirtualmanProjectId: "project-cloud", DriverType: 1 }
				: { AssetVirtualmanKey: "asset-cloud" },
		);
		expect(adapter.capabilities.has("audio")).toBe(false);
	});

	it("says a text, and says when it began and ended", async () => {
		const { adapter } = await startTencent();
		await connect(adapter);
		const drive = adapter.say("Hello there.");
		await drive.started;
		expect(adapter.state.value.phase).toBe("speaking");
		expect(await drive.done).toBe("finished");
		expect(adapter.state.value.phase).toBe("connected");
	});

	it("cuts off a text by the next one", async () => {
		const { adapter, standIn } = await startTencent();
		await connect(adapter);
		const first = adapter.say("On and on. ".repeat(100));
		const second = adapter.say("Short.");
		expect(await first.done).toBe("interrupted");
		expect(await second.done).toBe("finished");
		const texts = standIn.requests.filter(({ operation }) => operation === "SEND_TEXT");
		expect(texts.map(({ payload }) => payload.ReqId)).toEqual([first.id, second.id]);
	});

	it("interrupts with an empty text, once the text has started", async () => {
		const { adapter, standIn } = await startTencent();
		await connect(adapter);
		const drive = adapter.say("On and on. ".repeat(100));
		await adapter.interrupt();
		expect(await drive.done).toBe("interrupted");
		const texts = standIn.requests.filter(({ operation }) => operation === "SEND_TEXT");
		expect(texts[1]?.payload.Data).toEqual({ Text: "", Interrupt: true });
	});

	it("streams a text in pieces that are numbered from 1 and small enough", async () => {
		const { adapter, standIn } = await startTencent({ standIn: { timeScale: 0.02 } });
		await connect(adapter);
		const drive = adapter.sayStream();
		drive.write("头".repeat(400));
		drive.write(" and more");
		drive.end();
		expect(await drive.done).toBe("finished");
		const pieces = standIn.requests
			.filter(({ operation }) => operation === "SEND_STREAMTEXT")
			.map(({ payload }) => payload.Data as { Text: string; Seq: number; IsFinal: boolean });
		expect(pieces.map(({ Seq }) => Seq)).toEqual([1, 2, 3, 4]);
		expect(pieces.map(({ IsFinal }) => IsFinal)).toEqual([false, false, false, true]);
		expect(pieces.map(({ Text }) => Buffer.byteLength(Text)).every((bytes) => bytes <= 1000)).toBe(true);
	});

	it("sends the next clause when it is asked for, and one that is put in before it", async () => {
		const { adapter, standIn } = await startTencent({ standIn: { timeScale: 0.3 } });
		await connect(adapter);
		const events: string[] = [];
		adapter.on("drive", (event) => {
			if ("sentence" in event) events.push(`${event.type} ${event.sentence}`);
		});
		const drive = adapter.sayStream({ clauses: true, smartActions: true });
		drive.write("One.");
		drive.write("Two.");
		drive.insert("Between.");
		drive.end();
		expect(await drive.done).toBe("finished");
		const pieces = standIn.requests
			.filter(({ operation }) => operation === "SEND_STREAMTEXT")
			.map(({ payload }) => payload.Data as Record<string, unknown>);
		expect(pieces.map(({ Text }) => Text)).toEqual(["One.", "Between.", "Two.", ""]);
		expect(pieces[0]).toMatchObject({ IsSentence: true, SmartActionEnabled: true });
		expect(pieces[1]).toMatchObject({ IsSentence: true, IsInsertSentence: true });
		expect(events.filter((event) => event.startsWith("sentence-ended"))).toHaveLength(3);
	});

	it("speaks with sound: packets of 160 ms from 1, the rest, and an empty last one", async () => {
		const { adapter, standIn } = await startTencent({ standIn: { timeScale: 0.04 } });
		await connect(adapter);
		const drive = adapter.sayAudio(sound(70));
		expect(await drive.done).toBe("finished");
		const packets = standIn.requests
			.filter(({ operation }) => operation === "SEND_AUDIO")
			.map(({ payload }) => payload.Data as { Audio: string; Seq: number; IsFinal: boolean });
		const sizes = packets.map(({ Audio }) => Buffer.from(Audio, "base64").length);
		expect(sizes).toEqual([5120, 5120, 5120, 5120, 5120, 5120, 5120, 5120, 3840, 0]);
		expect(packets.map(({ Seq }) => Seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(packets.at(-1)?.IsFinal).toBe(true);
	});

	it("ends a text before sound, and sound before a text", async () => {
		const { adapter, standIn } = await startTencent({ standIn: { timeScale: 0.05 } });
		await connect(adapter);
		const text = adapter.say("On and on. ".repeat(100));
		await text.started;
		const audio = adapter.sayAudio(sound(200));
		expect(await text.done).toBe("interrupted");
		await audio.started;
		const after = adapter.say("And a text again.");
		expect(await audio.done).toBe("interrupted");
		expect(await after.done).toBe("finished");
		expect(
			standIn.requests.filter(({ operation }) => operation === "SEND_AUDIO").at(-1)?.payload.Data,
		).toMatchObject({
			Audio: "",
			IsFinal: true,
		});
	});

	it("keeps the session alive with a heartbeat", async () => {
		const { adapter, standIn, clock } = await startTencent();
		await connect(adapter);
		await clock.ring("heartbeat");
		await expect.poll(() => standIn.requests.at(-1)?.operation).toBe("SEND_HEARTBEAT");
		expect(standIn.requests.at(-1)?.payload.Data).toEqual({ Text: "PING" });
	});

	it("comes back to its session when the channel breaks, and takes repeated messages once", async () => {
		const { adapter, standIn } = await startTencent();
		await connect(adapter);
		const events: string[] = [];
		adapter.on("drive", ({ type }) => void events.push(type));
		expect(await adapter.say("Before.").done).toBe("finished");
		const reconnecting = phase(adapter, "reconnecting");
		standIn.cutChannels();
		await reconnecting;
		await phase(adapter, "connected");
		expect(await adapter.say("After.").done).toBe("finished");
		expect(events).toEqual(["started", "ended", "started", "ended"]);
		expect(standIn.bill.sessionsOpened).toBe(1);
	});

	it("lists sessions, changes the picture, speaks by HTTP, and shows every message", async () => {
		const { adapter, standIn } = await startTencent();
		const channels = new Set<string>();
		adapter.on("message", ({ direction, channel }) => void channels.add(`${direction} ${channel}`));
		await connect(adapter);
		for (const of of ["project", "asset", "account"] as const)
			expect(await adapter.sessions(of)).toMatchObject([{ status: 1, driverType: 3, isStarted: true }]);
		await adapter.setBackground("https://pictures.example/room.png");
		expect(standIn.requests.at(-1)?.payload.SpaceParam).toEqual({
			BackgroundUrl: "https://pictures.example/room.png",
			ImagePosition: 0,
			ImagePositionVertical: 0,
			ImageZoom: 1,
		});
		await adapter.sayByHttp("By another way.");
		expect(await adapter.stat()).toMatchObject({ SessionStatus: 1, IsSessionStarted: true });
		const answer = await adapter.raw({ operation: "statsession", payload: {} });
		expect(answer).toMatchObject({ Header: { Code: 0 } });
		expect(channels).toContain("received createsession");
		expect(channels).toContain("sent updatesessionconfig");
		expect(channels).toContain("received commandchannel");
	});

	it("gets the viewer a signature of its own for a TRTC room", async () => {
		const { adapter } = await startTencent({ adapter: { protocol: "trtc", viewerId: "viewer-1" } });
		const { descriptor } = await connect(adapter);
		expect(descriptor).toEqual({
			kind: "trtc",
			sdkAppId: 1400000001,
			userId: "viewer-1",
			userSig: "stand-in-user-sig",
			roomId: 4000,
			privateMapKey: "stand-in-map-key",
			role: "audience",
		});
	});

	it("says what is missing, and lets the session go, where the stream's address does not tell enough", async () => {
		const { adapter, standIn } = await startTencent({
			adapter: { protocolOption: { TrtcUseExternalApp: false }, extra: { Protocol: "trtc" } },
		});
		const error = await failure(adapter.open());
		expect(adapter.state.value).toEqual({ phase: "needs-input", missing: ["playUrl"] });
		expect(error.action).toBe("user-must-act");
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("refuses what Tencent cannot do, before anything is sent", async () => {
		const { adapter, standIn } = await startTencent({ adapter: { driverType: 1 } });
		await connect(adapter);
		const sent = standIn.requests.length;
		await expect(adapter.say("x", { mode: "append" }).done).rejects.toBeInstanceOf(UnsupportedError);
		await expect(adapter.say("x", { voice: { speed: 2 } }).done).rejects.toBeInstanceOf(UnsupportedError);
		await expect(adapter.sayAudio(sound(1)).done).rejects.toBeInstanceOf(UnsupportedError);
		expect((await failure(adapter.say("字".repeat(1334)).done)).message).toBe(
			"Tencent cannot take this: at most 4000 bytes are allowed, these are 4002.",
		);
		expect(standIn.requests).toHaveLength(sent);
	});

	it("rejects a drive while it is not connected", async () => {
		const { adapter } = await startTencent();
		expect(await failure(adapter.say("Too early.").done)).toMatchObject({
			action: "reject",
			code: "not-connected",
		});
	});
});

describe("what goes wrong when Tencent is asked for a session", () => {
	const product = sharedTencent();

	/** Code, how often it has to come, and what becomes of the session. */
	it.each([
		[-101000, 2, "retry"],
		[-101001, 2, "user-must-act"],
		[-101002, 1, "user-must-act"],
		[-111003, 2, "retry"],
		[-111004, 2, "retry"],
		[100000, 2, "retry"],
		[100001, 1, "reject"],
		[100005, 1, "user-must-act"],
		[100007, 1, "user-must-act"],
		[100008, 1, "user-must-act"],
		[100012, 2, "slow-down"],
		[100014, 1, "user-must-act"],
		[100015, 1, "user-must-act"],
		[110021, 1, "user-must-act"],
	] as const)("code %d at creation ends the session after %d, as %s", async (code, times, action) => {
		const { newAdapter, standIn } = product();
		const adapter = newAdapter();
		const asked = () => standIn.requests.filter(({ operation }) => operation === "createsession").length;
		const before = asked();
		standIn.faults.add("createsession", { type: "code", code, message: "no" }, times);
		expect(await failure(adapter.open())).toMatchObject({ code, action, operation: "createsession" });
		expect(adapter.state.value.phase).toBe("failed");
		expect(asked() - before).toBe(times);
	});

	it.each([-101000, -101001, -111004, 100000, 100012])("code %d once is got over", async (code) => {
		const { newAdapter, standIn } = product();
		const adapter = newAdapter();
		standIn.faults.add("createsession", { type: "code", code });
		await connect(adapter);
		await adapter.close();
		expect(standIn.bill.sessionsOpen).toBe(0);
	});

	it.each([
		...["", "<html>504</html>", "null", "[]", '{"Header":{}}', '{"Header":{"Code":0},"Payload":{}}'],
		...malformedOf("cloud response").map(([, { sample }]) => sample.printed),
	])("an answer like %j is an error that says so", async (text) => {
		const { newAdapter, standIn } = product();
		standIn.faults.add("createsession", { type: "text", text });
		expect(await failure(newAdapter().open())).toMatchObject({ code: "malformed" });
	});
});

describe("what goes wrong with a text at Tencent", () => {
	const product = sharedTencent();
	beforeAll(async () => void (await connect(product().adapter)));

	it.each([
		[100001, "reject"],
		[-111005, "reject"],
		[100005, "user-must-act"],
		[100008, "user-must-act"],
		[100014, "user-must-act"],
		[100015, "user-must-act"],
		[110021, "user-must-act"],
		[987654, "reject"],
	] as const)("code %d for a text fails that text alone, as %s", async (code, action) => {
		const { adapter, standIn } = product();
		standIn.faults.add("SEND_TEXT", { type: "code", code });
		expect(await failure(adapter.say("No.").done)).toMatchObject({ code, action, operation: "SEND_TEXT" });
		expect(await adapter.say("Yes.").done).toBe("finished");
	});

	it.each([100000, 100012, 110014, 110015, 110016, -101000, -111001, -111002, -111003, -111004])(
		"a text that code %d answers is sent once more",
		async (code) => {
			const { adapter, standIn } = product();
			standIn.faults.add("SEND_TEXT", { type: "code", code });
			expect(await adapter.say("Once more.").done).toBe("finished");
			standIn.faults.add("SEND_TEXT", { type: "code", code }, 2);
			expect(await failure(adapter.say("Twice.").done)).toMatchObject({ code });
		},
	);

	it.each(["", "PONG", "{", "null", "[1]", '{"Type":3}', '{"Type":77,"ReqId":"x"}', '{"Header":{"Code":0}}'])(
		"a frame like %j is shown and passed over",
		async (text) => {
			const { adapter, standIn } = product();
			const frames: unknown[] = [];
			adapter.on("message", ({ direction, message }) => {
				if (direction === "received") frames.push(message);
			});
			standIn.faults.add("SEND_HEARTBEAT", { type: "text", text });
			await adapter.raw({
				Header: {},
				Payload: { ReqId: "h", Command: "SEND_HEARTBEAT", Data: { Text: "PING" } },
			});
			await expect.poll(() => frames).toContain(text);
			expect(await adapter.say("Still here.").done).toBe("finished");
		},
	);
});

describe("what Tencent keeps to", () => {
	it("cuts a channel that is silent, and the adapter comes back to its session", async () => {
		const { adapter, standIn } = await startTencent({ standIn: { channelIdle: 0.3 } });
		await connect(adapter);
		await phase(adapter, "reconnecting");
		await phase(adapter, "connected");
		expect(standIn.bill).toMatchObject({ sessionsOpened: 1, sessionsOpen: 1 });
	});

	it("ends a session that is silent for long", async () => {
		const { adapter, standIn } = await startTencent({ standIn: { sessionIdle: 0.3 } });
		await connect(adapter);
		expect(await phase(adapter, "closed")).toMatchObject({ reason: "vendor" });
		expect(standIn.bill.sessionsOpen).toBe(0);
	});

	it("refuses a text within a second of another (100012), which is sent again when the second is over", async () => {
		const clock = { now: Date.now() / 1000 };
		const { adapter } = await startTencent({ standIn: { textInterval: 1, now: () => clock.now } });
		await connect(adapter);
		expect(await adapter.say("First.").done).toBe("finished");
		const codes: unknown[] = [];
		adapter.on("warning", ({ code }) => {
			codes.push(code);
			clock.now += 1;
		});
		expect(await adapter.say("Second.").done).toBe("finished");
		expect(codes).toEqual([100012]);
	});

	it.each([true, false])(
		"says no more than the documents if strict, what was seen if not: %s",
		async (strict) => {
			const { adapter } = await startTencent({ standIn: { strict } });
			const issues = new Set<string>();
			adapter.on("message", ({ issues: found }) => {
				for (const issue of found) issues.add(issue);
			});
			await connect(adapter);
			expect(await adapter.say("Hello.").done).toBe("finished");
			expect([...issues]).toEqual(strict ? [] : ["the message was wrapped in Payload"]);
		},
	);
});

describe("what ends a session with Tencent", () => {
	it("a channel that never opens ends by the timer that is named socket, after three tries", async () => {
		const { adapter, standIn, clock } = await startTencent();
		standIn.faults.add("handshake", { type: "silence" }, 3);
		await adapter.open();
		for (let i = 0; i < 3; i++) await clock.ring("socket");
		expect(await phase(adapter, "failed")).toMatchObject({
			error: { timer: "socket", operation: "commandchannel", action: "user-must-act" },
		});
	});

	it("an end that the vendor does not confirm is one by the timer that is named close", async () => {
		const { adapter, standIn, clock } = await startTencent();
		await connect(adapter);
		standIn.faults.add("closesession", { type: "silence" });
		const closing = adapter.close();
		await expect.poll(() => standIn.requests.at(-1)?.operation).toBe("closesession");
		await clock.ring("close");
		await closing;
		expect(adapter.state.value).toMatchObject({ phase: "closed", reason: "asked" });
		await expect.poll(() => standIn.bill.sessionsOpen, { timeout: 5000 }).toBe(0);
	});

	it.each([110013, 110018])("code %d ends the session: a new one is needed", async (code) => {
		const { adapter, standIn } = await startTencent();
		await connect(adapter);
		standIn.faults.add("SEND_TEXT", { type: "code", code });
		expect(await failure(adapter.say("Gone.").done)).toMatchObject({ action: "new-session", code });
		expect(adapter.state.value.phase).toBe("failed");
	});

	it("never fights for a user that was opened elsewhere", async () => {
		const { adapter, standIn } = await startTencent();
		await connect(adapter);
		const [session] = standIn.sessions.values();
		standIn.openElsewhere(session?.userId ?? "");
		expect(await phase(adapter, "closed")).toMatchObject({ reason: "replaced" });
		await adapter.close();
		expect(standIn.bill.sessionsOpened).toBe(1);
	});

	it("a drive that ends in Error fails alone", async () => {
		const { adapter, standIn } = await startTencent({
			standIn: {
				voice: async function* (text) {
					if (text.startsWith("No")) throw new Error("cannot be spoken");
					yield* [];
				},
			},
		});
		await connect(adapter);
		expect(await failure(adapter.say("No.").done)).toMatchObject({ code: -111005, action: "reject" });
		expect(await adapter.say("Yes.").done).toBe("finished");
		expect(standIn.bill.sessionsOpen).toBe(1);
	});

	it.each([
		["appkey", { tencentAppkey: "another-appkey-000000" }, "TENCENT_APPKEY"],
		["access token", { tencentAccessToken: "another-token-0000000" }, "TENCENT_ACCESS_TOKEN"],
		["project", { tencentCloudProjectId: "another-project" }, "TENCENT_CLOUD_PROJECT_ID"],
	])("a wrong %s is named", async (_what, config, credential) => {
		const { adapter, standIn } = await startTencent({ config });
		const error = await failure(adapter.open());
		expect(error).toMatchObject({ credential, action: "user-must-act" });
		expect(error.message).toContain(credential);
		expect(standIn.bill.sessionsOpened).toBe(0);
	});

	it("missing settings are named by the gateway, and nothing is asked of the vendor", async () => {
		const { adapter, standIn } = await startTencent({
			config: { tencentAppkey: "", tencentAccessToken: "" },
		});
		const error = await failure(adapter.open());
		expect(error.message).toBe(
			"tencent-cloud needs TENCENT_APPKEY and TENCENT_ACCESS_TOKEN in the gateway's settings.",
		);
		expect(adapter.state.value.phase).toBe("failed");
		expect(standIn.requests).toEqual([]);
	});

	it.each([
		["createsession", "create"],
		["startsession", "start"],
	])("a %s that is never answered ends by the timer that is named %s", async (operation, timer) => {
		const { adapter, standIn, clock } = await startTencent();
		standIn.faults.add(operation, { type: "silence" }, 9);
		adapter.open().catch(() => {});
		await clock.ring(timer);
		const state = await phase(adapter, "failed");
		expect(state).toMatchObject({ error: { timer, code: "timeout" } });
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("an avatar that never gets ready ends by the timer that is named prepare", async () => {
		const { adapter, standIn, clock } = await startTencent({ standIn: { preparation: 10_000 } });
		const opening = failure(adapter.open());
		await clock.ring("prepare");
		expect(await opening).toMatchObject({ timer: "prepare" });
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("a stream without a picture ends by the timer that is named first frame", async () => {
		const { adapter, standIn, clock } = await startTencent();
		await adapter.open();
		adapter.attach(new FakePlayer("leb"));
		await clock.ring("first frame");
		expect(await phase(adapter, "failed")).toMatchObject({ error: { timer: "first frame" } });
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("a text that never starts fails by the timer that is named drive start", async () => {
		const { adapter, standIn, clock } = await startTencent();
		await connect(adapter);
		standIn.faults.add("SEND_TEXT", { type: "silence" });
		const silent = failure(adapter.say("Silence.").done);
		await clock.ring("drive start");
		expect(await silent).toMatchObject({ timer: "drive start" });
		expect(await adapter.say("And on.").done).toBe("finished");
	});

	it("an interruption that is never answered is over by its timer", async () => {
		const { adapter, standIn, clock } = await startTencent();
		await connect(adapter);
		const drive = adapter.say("On and on. ".repeat(100));
		await drive.started;
		standIn.faults.add("TextOver", { type: "silence" });
		const interrupted = adapter.interrupt();
		await clock.ring("stop answer");
		await interrupted;
		expect(await drive.done).toBe("interrupted");
	});

	it("does not ask for ever for a channel that never opens, and says what it blames", async () => {
		const { adapter, standIn } = await startTencent();
		standIn.faults.add("commandchannel", { type: "code", code: 0, message: "signature is wrong" }, 9);
		await adapter.open();
		expect(await phase(adapter, "failed")).toMatchObject({
			error: {
				operation: "commandchannel",
				code: 403,
				credential: "TENCENT_ACCESS_TOKEN",
				action: "user-must-act",
			},
		});
	});

	it("says that a command is not allowed, without sending it", async () => {
		const { adapter, standIn } = await startTencent();
		await connect(adapter);
		const warned = new Promise<{ readonly message: string }>((resolve) => adapter.on("warning", resolve));
		await adapter.raw({ Header: {}, Payload: { ReqId: "x", Command: "FORMAT_DISK" } });
		expect((await warned).message).toContain("expected one of SEND_TEXT");
		expect(standIn.requests.some(({ operation }) => operation === "FORMAT_DISK")).toBe(false);
	});

	it("ends when the vendor has closed the session meanwhile", async () => {
		const { adapter, standIn } = await startTencent();
		await connect(adapter);
		for (const session of standIn.sessions.values()) session.close();
		standIn.cutChannels();
		expect(await phase(adapter, "closed")).toMatchObject({ reason: "vendor" });
	});
});
