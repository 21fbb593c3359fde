import { describe, expect, it, onTestFinished } from "vitest";
import { type Fields, fieldsOf } from "../../../src/protocol/loose-fields.ts";
import type { Player } from "../../../src/vendors/player.ts";
import type { TencentCloudAdapter } from "../../../src/vendors/tencent-cloud/tencent-adapter.ts";
import { decodeAnswer } from "../../../src/vendors/tencent-cloud/tencent-answer.ts";
import { readSessions } from "../../../src/vendors/tencent-cloud/tencent-requests.ts";
import { VendorError } from "../../../src/vendors/vendor-error.ts";
import type { VendorMessage } from "../../../src/vendors/vendor-event.ts";
import { meantOf, type PrintedSample } from "../../support/vendors/printed-samples.ts";
import { casesOf, malformedOf } from "../../support/vendors/sample-table/sample-table.ts";
import { shapeDifferences } from "../../support/vendors/shape-differences.ts";
import { connect, startTencent } from "../tencent-cloud-harness.ts";

type Product = Awaited<ReturnType<typeof startTencent>>;

/** The operation of a request, or the command of a frame; what belongs to none stands for any. */
function nameOf(sample: PrintedSample): string {
	const { Command } = fieldsOf(fieldsOf(meantOf(sample)).Payload);
	if (sample.path === "commandchannel") return String(Command);
	return sample.path?.split("/").at(-1) ?? "listsessionofuin";
}

async function* silence() {
	for (let i = 0; i < 4; i++) yield new Int16Array(2560);
}

/** A text in pieces that is stopped once it is said. */
async function stopped(adapter: TencentCloudAdapter): Promise<void> {
	const drive = adapter.sayStream();
	drive.write("Streaming Text Content");
	await drive.started;
	await adapter.interrupt();
}

/** What makes the adapter send each of them, by its line or by its name. */
const ASKED: Readonly<Record<string, (adapter: TencentCloudAdapter) => unknown>> = {
	createsession: () => {},
	createsessionbyasset: () => {},
	startsession: () => {},
	statsession: (adapter) => adapter.stat(),
	closesession: (adapter) => adapter.close(),
	listsessionofprojectid: (adapter) => adapter.sessions("project"),
	listsessionofassetvk: (adapter) => adapter.sessions("asset"),
	listsessionofuin: (adapter) => adapter.sessions("account"),
	updatesessionconfig: (adapter) =>
		adapter.setPose({
			backgroundUrl: "https://pictures.example/a.png",
			x: -0.01,
			y: -0.01,
			turn: { vertical: 10, horizontal: 10 },
			colors: { JacketColor: { colorValue: 10_491_928 } },
		}),
	gettrtcsign: () => {},
	"4508": (adapter) => adapter.sayByHttp("Hello", { chat: true }),
	"4519": (adapter) => adapter.sayByHttp("Hello"),
	"4534": (adapter) => adapter.sayByHttp("Hello"),
	SEND_TEXT: (adapter) => void adapter.say("Hello"),
	SEND_AUDIO: (adapter) => void adapter.sayAudio(silence()),
	"4247": (adapter) => void adapter.sayStream().write("Streaming Text Content"),
	"4261": (adapter) => {
		const drive = adapter.sayStream();
		drive.write("The streaming text");
		drive.end();
	},
	"4275": (adapter) => stopped(adapter),
};

/** The sample's own operation may need a session of its own kind. */
const optionsFor = (name: string) =>
	name === "createsessionbyasset"
		? ({ figure: "asset" } as const)
		: name === "gettrtcsign"
			? ({ protocol: "trtc" } as const)
			: {};

/** A session that takes commands, and what was asked of the vendor up to now. */
async function session(name: string): Promise<Product & { player?: Player }> {
	const product = await startTencent({ adapter: optionsFor(name) });
	if (name === "gettrtcsign") await product.adapter.open();
	else await connect(product.adapter);
	return product;
}

const MATCHES: Readonly<Record<string, (payload: Fields) => boolean>> = {
	"4261": ({ Data }) => fieldsOf(Data).IsFinal === true,
	"4275": ({ Data }) => fieldsOf(Data).Interrupt === true,
};

describe("a printed request of Tencent's sessions", () => {
	it.each([...casesOf("cloud request"), ...casesOf("cloud command")])(
		"%s: is what the adapter sends",
		async (_, { sample, row }) => {
			const name = nameOf(sample);
			const { adapter, standIn, clock } = await session(name);
			if (name === "SEND_HEARTBEAT") await clock.ring("heartbeat");
			else await (ASKED[row.line] ?? ASKED[name])?.(adapter);
			const fits = MATCHES[row.line] ?? (() => true);
			const sent = () =>
				standIn.requests.findLast(({ operation, payload }) => operation === name && fits(payload))?.payload;
			await expect.poll(sent).toBeDefined();
			const { Payload } = fieldsOf(meantOf(sample));
			expect(shapeDifferences(Payload, sent())).toEqual(row.unlike ?? []);
		},
	);

	it.each([...casesOf("cloud request"), ...casesOf("cloud command")])(
		"%s: passes, as it is meant, through the gateway with the page's own session",
		async (_, { sample }) => {
			const name = nameOf(sample);
			if (name.startsWith("createsession")) return;
			const { adapter, standIn } = await startTencent();
			await connect(adapter);
			const own = [...standIn.sessions.keys()].at(-1);
			const payload = fieldsOf(fieldsOf(meantOf(sample)).Payload);
			const isFrame = sample.path === "commandchannel";
			await adapter.raw(isFrame ? meantOf(sample) : { operation: name, payload });
			const got = () => standIn.requests.findLast(({ operation }) => operation === name)?.payload;
			await expect.poll(got).toBeDefined();
			// The session and the figure are the gateway's to name.
			const { SessionId, AssetVirtualmanKey, ...rest } = payload;
			expect(got()).toMatchObject({ ...rest, ...(SessionId === undefined ? {} : { SessionId: own }) });
		},
	);

	it.each(malformedOf("cloud request"))(
		"%s: is refused by the gateway as it is printed, and reaches nobody",
		async (_, { sample }) => {
			const { gateway, standIn } = await startTencent();
			const origin = gateway.url;
			const leased = await fetch(`${origin}/v1/vendors/tencent-cloud/lease`, {
				method: "POST",
				headers: { origin },
			});
			const { token } = (await leased.json()) as { token: string };
			const ask = (operation: string, body: string) =>
				fetch(`${origin}/v1/vendors/tencent-cloud/${operation}`, {
					method: "POST",
					headers: { origin, authorization: `Bearer ${token}`, "content-type": "application/json" },
					body,
				});
			onTestFinished(async () => void (await ask("release", "{}")));
			const before = standIn.requests.length;
			const refused = await ask(nameOf(sample), sample.printed);
			expect(refused.status).toBe(400);
			expect(await refused.json()).toMatchObject({
				code: "bad-request",
				message: expect.stringMatching(/JSON/),
			});
			expect(standIn.requests).toHaveLength(before);
		},
	);

	it.each(malformedOf("cloud command"))(
		"%s: is refused on the channel as it is printed",
		async (_, { sample }) => {
			const { adapter, standIn } = await startTencent();
			await connect(adapter);
			const before = standIn.requests.length;
			const warned = new Promise<VendorError>((resolve) => adapter.on("warning", resolve));
			await adapter.raw({ toJSON: () => sample.printed });
			expect(await warned).toMatchObject({ message: "The command is no JSON object.", action: "reject" });
			expect(standIn.requests).toHaveLength(before);
			expect(adapter.state.value.phase).toBe("connected");
		},
	);
});

describe("a printed answer of Tencent's sessions", () => {
	it.each(casesOf("cloud response"))("%s: is read", (_, { sample, row }) => {
		const answer = decodeAnswer({ status: 200, body: meantOf(sample) });
		expect({ ...answer, sessions: readSessions(answer) }).toMatchObject(row.reads ?? {});
		expect(answer.issues).toEqual(row.tolerated ?? []);
	});

	it.each(malformedOf("cloud response"))(
		"%s: is no answer as it is printed, counted, and the session goes on",
		async (_, { sample }) => {
			const { adapter, standIn } = await startTencent();
			await connect(adapter);
			const odd: VendorMessage[] = [];
			adapter.on("message", (message) => void (message.issues.length > 0 && odd.push(message)));
			standIn.faults.add("statsession", { type: "text", text: sample.printed });
			const error = await adapter.stat().catch((reason: unknown) => reason);
			expect(error).toBeInstanceOf(VendorError);
			expect(error).toMatchObject({ code: "malformed", operation: "statsession", action: "retry" });
			expect(odd).toMatchObject([{ issues: ["$.Header.Code: expected a number, with HTTP 200"] }]);
			expect(adapter.state.value.phase).toBe("connected");
		},
	);
});
