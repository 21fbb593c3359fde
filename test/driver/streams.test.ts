import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Driver, startDriver } from "../../src/driver/start-driver.ts";
import { CREDENTIALS, DriverClient, duration } from "./driver-client.ts";

let driver: Driver;
let client: DriverClient;

beforeAll(async () => {
	driver = await startDriver({ port: 0, ...CREDENTIALS });
});
afterAll(() => driver.dispose());
beforeEach(async () => {
	client = await DriverClient.connect(driver);
});
afterEach(() => client.close());

const fragment = (Seq: number, InputText: string, IsFinal = false): void =>
	client.send({ DriverType: "STREAM_TEXT", InputTextType: "MARKDOWN", InputText, Seq, IsFinal });

const shown = (): string =>
	client
		.heard()
		.replies.map((reply) => reply.display)
		.join("");

describe("a streamed text", () => {
	it("is spoken in order, whatever the fragments are", async () => {
		const text = "Once upon a time, there was a **very small** lamp. 它住在海边，每天晚上都亮着。 The end!";
		const characters = [...text];
		for (const [index, character] of characters.entries())
			fragment(index + 1, character, index === characters.length - 1);
		const { parts, replies } = await client.answer();
		expect(shown().replace(/\s+/g, " ")).toBe(text.replaceAll("**", "").replace(/\s+/g, " "));
		const sequences = parts.map((part) => part.sequence);
		expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
		expect(replies.map((reply) => reply.sequence)).toEqual(replies.map((_, index) => index + 1));
		expect(parts.filter((part) => part.final)).toEqual([parts.at(-1)]);
	});

	it("is spoken while it is still being written", async () => {
		fragment(1, "The first clause is complete, ");
		await client.until(() => client.heard().parts.length > 0);
		expect(shown()).toBe("The first clause is complete, ");
		expect(client.heard().parts.some((part) => part.final)).toBe(false);
		fragment(2, "and this is the rest.", true);
		const { parts } = await client.answer();
		expect(parts.at(-1)).toMatchObject({ final: true, sequence: 2 });
	});

	it("ends with sound, even if the last fragment is empty", async () => {
		fragment(1, "Everything has been said.\n");
		await client.until(() => client.heard().parts.length > 0);
		fragment(2, "", true);
		const { parts } = await client.answer();
		expect(parts.at(-1)?.final).toBe(true);
		expect(parts.at(-1)?.samples.length).toBeGreaterThan(0);
		expect(parts.at(-1)?.clauseFinal).toBe(true);
	});

	it("keeps only the pause behind a clause back while it waits for more", async () => {
		fragment(1, "All of these words are heard before the next fragment comes.\n");
		const lastWord = () => client.heard().parts.flatMap((part) => part.subtitles.at(-1)?.end ?? []);
		await client.until(() => {
			const end = lastWord().at(-1);
			return end !== undefined && duration(client.heard()) >= end;
		});
		expect(client.heard().parts.some((part) => part.clauseFinal)).toBe(false);
		fragment(2, "", true);
		const { parts } = await client.answer();
		expect(parts.filter((part) => part.clauseFinal)).toHaveLength(1);
	});

	it("that holds nothing ends with silence", async () => {
		fragment(1, " ");
		fragment(2, "", true);
		const answer = await client.answer();
		expect(answer.parts.at(-1)?.final).toBe(true);
		expect(duration(answer)).toBeGreaterThanOrEqual(0.5);
	});

	it("counts its subtitles' times and places over all fragments", async () => {
		fragment(1, "One sentence here. ");
		fragment(2, "Another sentence there. ");
		fragment(3, "And a third one.", true);
		const { parts } = await client.answer();
		const subtitles = parts.flatMap((part) => part.subtitles);
		const characters = [...shown()];
		expect(subtitles).toHaveLength(10);
		for (const { text, textStart, textEnd } of subtitles)
			expect(characters.slice(textStart, textEnd).join("")).toBe(text);
		const starts = subtitles.map((subtitle) => subtitle.start);
		expect(starts).toEqual(starts.toSorted((a, b) => a - b));
	});

	it("drops a fragment that comes twice, and counts it", async () => {
		const before = driver.stats.droppedFragments;
		fragment(1, "Only once. ");
		fragment(1, "Only once. ");
		fragment(2, "Done.", true);
		await client.answer();
		expect(shown()).toBe("Only once. Done.");
		expect(driver.stats.droppedFragments).toBe(before + 1);
	});

	it("names the fragment that is missing", async () => {
		fragment(1, "One.");
		fragment(3, "Three.");
		await client.until(() => client.heard().errors.length > 0);
		expect(client.heard().errors[0]).toMatchObject({
			code: 100002,
			message: "$.Payload.Seq: expected 2, got 3",
		});
	});

	it("refuses more text after its end", async () => {
		fragment(1, "This takes a while to be said, long enough for one more request.", true);
		fragment(2, "More.");
		await client.until(() => client.heard().errors.length > 0);
		expect(client.heard().errors[0]?.message).toContain("expected no fragment after the final one");
	});

	it("does not grow without bounds when it is written faster than it is spoken", async () => {
		for (let Seq = 1; Seq <= 20; Seq++) fragment(Seq, "Many words are waiting here. ".repeat(130));
		await client.until(() => client.heard().errors.length > 0);
		expect(client.heard().errors[0]).toMatchObject({ code: 100008 });
	});
});
