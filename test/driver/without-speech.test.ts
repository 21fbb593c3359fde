import { afterAll, beforeAll, expect, it } from "vitest";
import { type Driver, startDriver } from "../../src/driver/start-driver.ts";
import { CREDENTIALS, DriverClient } from "./driver-client.ts";

let driver: Driver;

beforeAll(async () => {
	driver = await startDriver({ port: 0, ...CREDENTIALS, synthesizer: "@echogarden/not-installed" });
});
afterAll(() => driver.dispose());

it("a driver without a synthesiser starts, and says what is missing", () => {
	expect(driver.speechFailure).toContain("install @echogarden/espeak-ng-emscripten");
});

it.each([
	["TEXT", { DriverType: "TEXT", InputText: "Hello." }],
	["STREAM_TEXT", { DriverType: "STREAM_TEXT", InputText: "Hello.", Seq: 1 }],
] as const)("speech is refused: %s gets an error that says what to do", async (_, payload) => {
	const client = await DriverClient.connect(driver);
	const { errors, parts } = await client.ask(payload);
	expect(errors[0]?.code).toBe(801000);
	expect(errors[0]?.message).toContain("speech is not available");
	expect(errors[0]?.message).toContain("install @echogarden/espeak-ng-emscripten");
	expect(parts).toEqual([]);
	client.close();
});

it("CHAT is still answered in writing", async () => {
	const client = await DriverClient.connect(driver);
	const { replies, errors } = await client.ask({ DriverType: "CHAT", InputText: "hello" });
	expect(replies.map((reply) => reply.display).join("")).toContain("Lantern Museum");
	expect(replies.every((reply) => !reply.isSpoken)).toBe(true);
	expect(replies.at(-1)?.final).toBe(true);
	expect(errors[0]?.code).toBe(801000);
	client.close();
});
