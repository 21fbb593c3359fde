import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Driver, startDriver } from "../../src/driver/start-driver.ts";
import { seconds } from "../../src/util/time.ts";
import { CREDENTIALS, DriverClient, duration } from "./driver-client.ts";

/** Long enough to be spoken for a minute. */
const LONG = "This is one of many sentences, and there are more of them. ".repeat(12);

let driver: Driver;
let client: DriverClient;

beforeAll(async () => {
	// A second of lead: a reply is still being sent when the test interrupts it.
	driver = await startDriver({ port: 0, ...CREDENTIALS, pace: seconds(1) });
});
afterAll(() => driver.dispose());
beforeEach(async () => {
	client = await DriverClient.connect(driver);
});
afterEach(() => client.close());

const spoken = (requestId?: string) => client.heard(requestId).parts.length > 0;

/** What still comes of `requestId` while everything sent before is handled and something new is spoken. */
async function whatComesOf(requestId: string): Promise<number> {
	await client.settled();
	const before = client.heard(requestId).wire.length;
	client.send({ ReqId: "probe", StreamId: "probe", DriverType: "TEXT", InputText: "Probe." });
	await client.answer("probe");
	return client.heard(requestId).wire.length - before;
}

describe("a paced reply", () => {
	it("begins with short messages and stays within its lead", async () => {
		client.send({ DriverType: "TEXT", InputText: LONG });
		await client.until(spoken);
		await client.settled();
		const { parts } = client.heard();
		expect((parts[0]?.samples.length ?? 0) / 24_000).toBeCloseTo(0.2, 6);
		expect(duration({ parts })).toBeLessThan(5);
		await client.until(() => duration(client.heard()) > 1.5);
	});
});

describe("a reply stops at once", () => {
	it("on STOP_CHAT", async () => {
		client.send({ ReqId: "long", DriverType: "CHAT", InputText: "how do you work" });
		await client.until(() => spoken("long"));
		client.send({ ReqId: "long", DriverType: "CHAT", InputText: "", ChatCommand: "STOP_CHAT" });
		expect(await whatComesOf("long")).toBe(0);
	});

	it('on "end" with Seq 9999 in a stream, which is not spoken', async () => {
		client.send({ ReqId: "long", DriverType: "STREAM_TEXT", InputText: LONG, Seq: 1, IsFinal: false });
		await client.until(() => spoken("long"));
		client.send({ ReqId: "long", DriverType: "STREAM_TEXT", InputText: "end", Seq: 9999, IsFinal: true });
		expect(await whatComesOf("long")).toBe(0);
		const words = client.heard("long").replies.map((reply) => reply.display);
		expect(words.join("")).not.toContain("end");
	});

	it("when its conversation gets another request", async () => {
		client.send({ ReqId: "long", DriverType: "TEXT", InputText: LONG });
		await client.until(() => spoken("long"));
		client.send({ ReqId: "next", DriverType: "TEXT", InputText: "Next." });
		await client.answer("next");
		expect(await whatComesOf("long")).toBe(0);
	});

	it("without a mark of its end", async () => {
		client.send({ ReqId: "long", DriverType: "TEXT", InputText: LONG });
		await client.until(() => spoken("long"));
		client.send({ ReqId: "long", DriverType: "CHAT", ChatCommand: "STOP_CHAT" });
		await whatComesOf("long");
		expect(client.heard("long").parts.some((part) => part.final)).toBe(false);
	});

	it("and the next request of the same conversation is spoken in full", async () => {
		client.send({ ReqId: "long", DriverType: "CHAT", InputText: "how do you work" });
		await client.until(() => spoken("long"));
		client.send({ ReqId: "long", DriverType: "CHAT", ChatCommand: "STOP_CHAT" });
		const answer = await client.ask({ ReqId: "next", DriverType: "TEXT", InputText: "Next." });
		expect(answer.parts.at(-1)?.final).toBe(true);
		expect(answer.parts.every((part) => part.sequence === 1)).toBe(true);
	});

	it("but not when another conversation gets a request", async () => {
		client.send({ ReqId: "one", StreamId: "one", DriverType: "TEXT", InputText: "Here is the first one." });
		await client.until(() => spoken("one"));
		await client.ask({ ReqId: "two", StreamId: "two", DriverType: "TEXT", InputText: "Second." });
		const { parts } = await client.answer("one");
		expect(parts.at(-1)?.final).toBe(true);
	});

	it("for a client that has gone, and the driver goes on for others", async () => {
		const before = driver.stats.interruptions;
		const leaving = await DriverClient.connect(driver);
		leaving.send({ DriverType: "TEXT", InputText: LONG });
		await leaving.until(() => leaving.heard().parts.length > 0);
		leaving.close();
		await client.ask({ DriverType: "TEXT", InputText: "Others are heard." });
		expect(driver.stats.interruptions).toBe(before + 1);
	});
});

describe("conversations", () => {
	it("are limited on one connection, and free again when they are stopped", async () => {
		const open = (StreamId: string): void =>
			client.send({ ReqId: StreamId, StreamId, DriverType: "STREAM_TEXT", InputText: "Open end, ", Seq: 1 });
		for (let n = 1; n <= 9; n++) open(`conversation ${n}`);
		await client.until(() => client.heard("conversation 9").errors.length > 0);
		expect(client.heard("conversation 9").errors[0]).toMatchObject({ code: 100008 });
		client.send({ ReqId: "stop", StreamId: "conversation 1", DriverType: "CHAT", ChatCommand: "STOP_CHAT" });
		const { errors } = await client.ask({
			ReqId: "tenth",
			StreamId: "tenth",
			DriverType: "TEXT",
			InputText: "Ten.",
		});
		expect(errors).toEqual([]);
	});
});

describe("a stop", () => {
	it("of nothing is no error", async () => {
		client.send({ DriverType: "CHAT", ChatCommand: "STOP_CHAT" });
		client.send({ DriverType: "STREAM_TEXT", InputText: "end", Seq: 9999, IsFinal: true });
		await client.settled();
		expect(client.heard().wire).toEqual([]);
	});

	it("swallows fragments that were under way, and counts them", async () => {
		const before = driver.stats.droppedFragments;
		client.send({ DriverType: "STREAM_TEXT", InputText: LONG, Seq: 1, IsFinal: false });
		await client.until(() => spoken());
		client.send({ DriverType: "STREAM_TEXT", InputText: "end", Seq: 9999, IsFinal: true });
		client.send({ DriverType: "STREAM_TEXT", InputText: "More of it.", Seq: 2, IsFinal: false });
		await client.settled();
		expect(client.heard().errors).toEqual([]);
		expect(driver.stats.droppedFragments).toBe(before + 1);
	});

	it("lets the same ReqId begin a new stream", async () => {
		client.send({ DriverType: "STREAM_TEXT", InputText: LONG, Seq: 1, IsFinal: false });
		await client.until(() => spoken());
		client.send({ DriverType: "STREAM_TEXT", InputText: "end", Seq: 9999, IsFinal: true });
		client.send({ DriverType: "STREAM_TEXT", InputText: "Once more.", Seq: 1, IsFinal: true });
		const { replies } = await client.answer();
		expect(replies.at(-1)?.display).toBe("Once more.");
	});
});
