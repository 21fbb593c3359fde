import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Driver, startDriver } from "../../src/driver/start-driver.ts";
import type { WireRequestPayload } from "../../src/protocol/wire.ts";
import { CREDENTIALS, DriverClient, signedQuery } from "./driver-client.ts";

/** What the vendor's own web client sends and needs, as it was observed. */

let driver: Driver;
let client: DriverClient;

beforeAll(async () => {
	driver = await startDriver({ port: 0, ...CREDENTIALS });
});
afterAll(() => driver.dispose());
beforeEach(async () => {
	client = await DriverClient.connect(driver, signedQuery({ Language: "zh-CN" }));
});
afterEach(() => client.close());

const REQ = "4f1c2a9e6b7d4c0f8e3a5b6c7d8e9f01";
const STREAM = "92597c353a99415e9bae3124771b7749";

/** TEXT as that client writes it: SSML even for plain text, Seq 0, no end mark. */
const text = (InputText: string): WireRequestPayload => ({
	VirtualmanProjectId: "253b2a182d694a60bed82635b18025a2",
	InputText,
	ReqId: REQ,
	StreamId: STREAM,
	DriverType: "TEXT",
	InputTextType: "SSML",
	Seq: 0,
	IsFinal: false,
	SpeechParam: { SmartActionEnabled: true },
});

describe("connecting", () => {
	it("accepts Language among the signed parameters", async () => {
		const other = await DriverClient.connect(driver, signedQuery({ Language: "en-US" }));
		expect((await other.ask(text("Signed."))).errors).toEqual([]);
		other.close();
	});

	it("accepts the identical URL again", async () => {
		const query = signedQuery({ Language: "zh-CN" });
		for (let visit = 0; visit < 3; visit++) {
			const other = await DriverClient.connect(driver, query);
			expect((await other.ask(text("Again."))).parts.at(-1)?.final).toBe(true);
			other.close();
		}
	});
});

describe("uplinks", () => {
	it("speaks TEXT at once, without waiting for IsFinal", async () => {
		const { parts } = await client.ask(text("Hello there."));
		expect(parts.at(-1)?.final).toBe(true);
	});

	it("takes plain text that is declared as SSML", async () => {
		const { replies } = await client.ask(text("Fish & chips cost < 10 dollars."));
		expect(replies.map((reply) => reply.display).join("")).toBe("Fish & chips cost < 10 dollars.");
	});

	it("passes over a parameter that it does not know", async () => {
		const SpeechParam = { smartActionEnabled: false } as WireRequestPayload["SpeechParam"];
		const { errors, parts } = await client.ask({
			...text("Hello there."),
			...(SpeechParam && { SpeechParam }),
		});
		expect(errors).toEqual([]);
		expect(parts.at(-1)?.final).toBe(true);
	});

	it("takes any string for a stream's ReqId", async () => {
		const ReqId = "my conversation, number seven.";
		const fragment = {
			ReqId,
			StreamId: STREAM,
			DriverType: "STREAM_TEXT",
			InputTextType: "MARKDOWN",
		} as const;
		client.send({ ...fragment, InputText: "The caller's own id. ", Seq: 1, IsFinal: false });
		client.send({ ...fragment, InputText: "", Seq: 2, IsFinal: true });
		expect((await client.answer(ReqId)).parts.at(-1)?.final).toBe(true);
	});

	it("answers CHAT without InputTextType, Seq, IsFinal and ChatCommand", async () => {
		const { replies } = await client.ask({
			VirtualmanProjectId: "253b2a182d694a60bed82635b18025a2",
			InputText: "你好",
			ReqId: REQ,
			StreamId: "user 17",
			DriverType: "CHAT",
			SpeechParam: { SmartActionEnabled: true },
		});
		expect(replies[0]?.replyType).toBe("cloudAiGpt");
	});

	it("takes both stops as that client writes them, without an error", async () => {
		client.send({
			ReqId: REQ,
			StreamId: STREAM,
			InputText: "",
			DriverType: "CHAT",
			ChatCommand: "STOP_CHAT",
		});
		client.send({
			ReqId: REQ,
			StreamId: STREAM,
			InputText: "end",
			DriverType: "STREAM_TEXT",
			Seq: 9999,
			IsFinal: true,
		});
		await client.settled();
		expect(client.heard(REQ).wire).toEqual([]);
	});

	it("takes the next ReqId as the stop of a TEXT", async () => {
		client.send(text("This one is given up. ".repeat(60)));
		await client.until(() => client.heard(REQ).parts.length > 0);
		await client.ask({ ...text("The next one."), ReqId: "next" });
		expect(client.heard(REQ).parts.some((part) => part.final)).toBe(false);
	});
});

describe("downlinks", () => {
	it("carry what that client needs of each message", async () => {
		const { wire } = await client.ask(text("Hello there. 你好，很高兴认识你。"));
		for (const { Header, Payload } of wire) {
			expect(Header.Code).toBe(0);
			expect(Payload.ErrorCode).toBe(0);
			expect(Payload.ReqId).toBe(REQ);
			expect(Payload.SpeechRsp.Action).toBeInstanceOf(Array);
			expect(Payload.SpeechRsp.ThFeat).toBeInstanceOf(Array);
			expect(Buffer.from(Payload.SpeechRsp.Audio, "base64").length % 2).toBe(0);
			if (Payload.DriverRspType !== "SPEECH") continue;
			expect(Payload.SpeechRsp.Sampling).toBe(24_000);
			expect(Payload.SpeechRsp.ThDim).toBe(52);
			expect(Payload.SpeechRsp.ThFeat.length % 52).toBe(0);
			expect(Payload.SpeechRsp.RealThType).toBe("3D_standard");
			expect(Math.min(...Payload.SpeechRsp.ThFeat)).toBeGreaterThanOrEqual(0);
			expect(Math.max(...Payload.SpeechRsp.ThFeat)).toBeLessThanOrEqual(1);
		}
	});

	it("mark the end once, in the message with the last sound", async () => {
		const { wire } = await client.ask(text("Hello there. And goodbye."));
		const speech = wire.filter(({ Payload }) => Payload.DriverRspType === "SPEECH");
		const finals = speech.filter(({ Payload }) => Payload.SpeechRsp.Final);
		expect(finals).toEqual([speech.at(-1)]);
		expect(finals[0]?.Payload.SpeechRsp.Audio).not.toBe("");
	});

	it.each(["Hi.", "嗯。", "Hello there, how are you?", "你好，很高兴认识你。"])(
		"begin with at least half a second of sound: %s",
		async (InputText) => {
			const { parts } = await client.ask(text(InputText));
			expect((parts[0]?.samples.length ?? 0) / 24_000).toBeGreaterThanOrEqual(0.5);
		},
	);

	it("count clauses from 1 and end the mouth data of each", async () => {
		const { parts } = await client.ask(text("One sentence. Another sentence. A third."));
		expect(parts.filter((part) => part.faceFinal).map((part) => part.sequence)).toEqual([1, 2, 3]);
	});

	it("refuse with an error code and still carry an Action array", async () => {
		const { wire } = await client.ask(text(""));
		expect(wire[0]?.Header.Code).toBe(0);
		expect(wire[0]?.Payload.ErrorCode).not.toBe(0);
		expect(wire[0]?.Payload.ErrorMessage).not.toBe("");
		expect(wire[0]?.Payload.SpeechRsp.Action).toEqual([]);
	});
});
