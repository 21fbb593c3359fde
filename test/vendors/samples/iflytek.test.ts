import { describe, expect, it, onTestFinished } from "vitest";
import { startIflytek } from "../../../src/driver/vendors/iflytek/start-iflytek.ts";
import { steadyVoice } from "../../../src/driver/vendors/stand-in-voice.ts";
import { defaultConfig } from "../../../src/gateway/config.ts";
import { iflytekDoor } from "../../../src/gateway/vendors/iflytek-door.ts";
import { RequestRejected } from "../../../src/gateway/vendors/request-rejected.ts";
import type { LeaseView } from "../../../src/gateway/vendors/vendor-door.ts";
import { type Fields, fieldsOf } from "../../../src/protocol/loose-fields.ts";
import { seconds } from "../../../src/util/time.ts";
import { IflytekAdapter } from "../../../src/vendors/iflytek/iflytek-adapter.ts";
import { decodeIflytek } from "../../../src/vendors/iflytek/iflytek-event.ts";
import type { VendorMessage } from "../../../src/vendors/vendor-event.ts";
import { TestClock } from "../../support/test-clock.ts";
import { FakePlayer } from "../../support/vendors/fake-player.ts";
import { pageBroker } from "../../support/vendors/page-broker.ts";
import { meantOf, type PrintedSample } from "../../support/vendors/printed-samples.ts";
import { reach } from "../../support/vendors/reach.ts";
import { casesOf, malformedOf } from "../../support/vendors/sample-table/sample-table.ts";
import { shapeDifferences } from "../../support/vendors/shape-differences.ts";
import { sharedByFile } from "../../support/vendors/shared-by-file.ts";
import { startVendorBench } from "../../support/vendors/vendor-bench.ts";

const KEYS = { appId: "app-1", apiKey: "ifly-api-key-0123456", apiSecret: "ifly-api-secret-abcdef" };
const PICTURE = "https://pictures.example/a.png";
const EVERYTHING = {
	background: PICTURE,
	roomId: "room-1",
	maskRegion: "[0,51,1080,1347]",
	interactiveScene: "type=live;target_section=[0,3000]",
	voice: { name: "x4_yezi", speed: 50, pitch: 50, volume: 50 },
	extra: { vad_mode: 0 },
} as const;

const shared = sharedByFile(async () => {
	const standIn = await startIflytek({ ...KEYS, voice: steadyVoice(0.05) });
	const bench = await startVendorBench({
		iflytekUrl: standIn.url,
		iflytekAppId: KEYS.appId,
		iflytekApiKey: KEYS.apiKey,
		iflytekApiSecret: KEYS.apiSecret,
		iflytekAvatarId: "118801001",
		vendorSessions: 50,
	});
	const dispose = async () => {
		await bench.dispose();
		await standIn.dispose();
	};
	return { standIn, bench, dispose };
});

/** A session that takes commands, with every option that the document has. */
async function connect() {
	const { standIn, bench } = await shared();
	standIn.faults.clear();
	const clock = new TestClock(
		["open", "start", "first frame", "drive start", "ping", "silence", "stop"],
		0.02,
	);
	const adapter = new IflytekAdapter(pageBroker(bench.gateway.url), EVERYTHING, clock);
	onTestFinished(() => adapter.dispose());
	await adapter.open();
	const player = new FakePlayer("xrtc");
	adapter.attach(player);
	player.show();
	await reach(adapter, "connected");
	return { adapter, standIn, clock };
}

type Session = Awaited<ReturnType<typeof connect>>;

/** What makes the adapter send a request of each kind. */
const ASKED: Readonly<Record<string, (session: Session) => unknown>> = {
	start: () => {},
	text_driver: ({ adapter }) =>
		void adapter.say("I am a digital human", {
			unmoderated: true,
			voice: EVERYTHING.voice,
			pictures: {
				background: PICTURE,
				foregrounds: [{ url: PICTURE, x: 1, y: 2, layer: 1, width: 100, height: 200 }],
			},
		}),
	audio_driver: ({ adapter }) =>
		void adapter.sayAudio(
			(async function* () {
				yield new Int16Array(320);
			})(),
		),
	cmd: ({ adapter }) => adapter.action("A_LH_introduced_O"),
	reset: ({ adapter }) => {
		adapter.say("I am a digital human");
		void adapter.interrupt();
	},
	ping: ({ clock }) => clock.ring("ping"),
	stop: ({ adapter }) => void adapter.close(),
};

const controlOf = (request: Fields) => fieldsOf(request.header).ctrl;

/** An event, or a piece of one, which may stand in either of two places. */
function framesOf(sample: PrintedSample): unknown[] {
	const meant = fieldsOf(meantOf(sample));
	if (sample.path !== "action_status") return [meant];
	const avatar = { event_type: "action_status" };
	return [{ payload: { avatar: { ...avatar, ...meant } } }, { payload: { avatar, ...meant } }];
}

const door = iflytekDoor(defaultConfig(), { now: () => seconds(0), newId: () => "id" });
const lease: LeaseView = { id: "lease-1", sessionId: "", trusted: false, notes: new Map() };

describe("a printed request of iFLYTEK's", () => {
	it.each(casesOf("iflytek request"))("%s: is what the adapter sends", async (_, { sample, row }) => {
		const control = sample.path ?? "";
		const session = await connect();
		const seen = session.standIn.requests.length;
		const isSent = () =>
			session.standIn.requests
				.slice(control === "start" ? 0 : seen)
				.findLast((request) => controlOf(request) === control);
		await ASKED[control]?.(session);
		await expect.poll(isSent).toBeDefined();
		expect(shapeDifferences(meantOf(sample), isSent())).toEqual(row.unlike ?? []);
	});

	it.each(malformedOf("iflytek request"))("%s: is not passed on as it is printed", (_, { sample }) => {
		const pass = () => door.channels.interact?.outgoing(sample.printed, lease);
		expect(pass).toThrow(RequestRejected);
		expect(pass).toThrow("The request is no JSON object.");
	});

	it("is an action by `cmd`, whose payload the document prints under its response", async () => {
		const session = await connect();
		await session.adapter.action("A_LH_introduced_O");
		const sent = () => session.standIn.requests.findLast((request) => controlOf(request) === "cmd");
		await expect.poll(sent).toBeDefined();
		const printed = casesOf("iflytek event").find(([, { row }]) => row.line === 429)?.[1];
		const { payload } = fieldsOf(printed && meantOf(printed.sample));
		expect(sent()?.payload).toEqual(payload);
	});
});

describe("a printed event of iFLYTEK's", () => {
	it.each(casesOf("iflytek event"))("%s: is read", (_, { sample, row }) => {
		for (const frame of framesOf(sample)) {
			const event = decodeIflytek(JSON.stringify(frame));
			expect(event).toMatchObject(row.reads ?? {});
			expect(event?.issues).toEqual(row.tolerated ?? []);
		}
	});

	it.each(malformedOf("iflytek event"))(
		"%s: is shown as it is printed, counted, and passed over",
		async (_, { sample }) => {
			const { adapter, standIn } = await connect();
			const odd: VendorMessage[] = [];
			adapter.on("message", (message) => void (message.issues.length > 0 && odd.push(message)));
			standIn.faults.add("ping", { type: "text", text: sample.printed });
			await adapter.raw({ header: { ctrl: "ping", request_id: "odd" } });
			await expect
				.poll(() => odd)
				.toContainEqual({
					direction: "received",
					channel: "interact",
					message: sample.printed,
					issues: ["$: expected a JSON object"],
				});
			expect(adapter.state.value.phase).toBe("connected");
		},
	);
});
