import { describe, expect, it } from "vitest";
import { driverRequest } from "../../src/protocol/driver-request.ts";
import { wireError, wireReply, wireSpeech } from "../../src/protocol/encode-driver-message.ts";
import { parseDriverMessage } from "../../src/protocol/parse-driver-message.ts";
import { REDACTIONS, redactMessage } from "../../src/protocol/redact-message.ts";
import { REPLY, SPEECH } from "../support/driver-samples.ts";

const IDS = { requestId: "r1", streamId: "s1" };
const REQUEST = driverRequest(
	{ type: "speak", text: "Mr. Müller's code is 42: 你好！", format: "markdown" },
	{ ...IDS, projectId: "project-7" },
);

describe("a recorded message", () => {
	it.each(REDACTIONS)("with %s left out never tells whose account it is", (redaction) => {
		const text = JSON.stringify(redactMessage(REQUEST, redaction));
		expect(text).not.toContain("project-7");
		expect(JSON.stringify(REQUEST)).toContain("project-7");
	});

	it("is otherwise what crossed the wire, if nothing is left out", () => {
		for (const message of [wireReply(IDS, REPLY), wireSpeech(IDS, SPEECH)])
			expect(redactMessage(message, "none")).toEqual(message);
	});

	it.each(["text", "speech"] as const)("with %s left out has marks and places, but no words", (redaction) => {
		const request = redactMessage(REQUEST, redaction) as typeof REQUEST;
		expect(request.Payload.InputText).toBe("xx. xxxxxx'x xxxx xx xx: xx！");
		const reply = JSON.stringify(redactMessage(wireReply(IDS, REPLY), redaction));
		expect(reply).not.toContain("Hello");
		expect(reply).toContain("**xxxxx**");
		const refusal = redactMessage(wireError(IDS, 100001, 'expected text, got "secret"'), redaction);
		expect(JSON.stringify(refusal)).not.toContain("secret");
		const speech = parseDriverMessage(redactMessage(wireSpeech(IDS, SPEECH), redaction));
		expect(speech).toMatchObject({
			part: {
				subtitles: SPEECH.subtitles.map((subtitle) => ({
					...subtitle,
					text: subtitle.text.replace(/\w/g, "x"),
				})),
				actions: SPEECH.actions,
				expressions: SPEECH.expressions,
				face: SPEECH.face,
			},
		});
	});

	it("with text left out can still be heard, with speech left out it cannot", () => {
		const message = wireSpeech(IDS, SPEECH);
		const heard = parseDriverMessage(redactMessage(message, "text"));
		expect(heard).toMatchObject({ part: { samples: SPEECH.samples, phonemes: SPEECH.phonemes } });
		const silent = parseDriverMessage(redactMessage(message, "speech"));
		expect(silent).toHaveProperty("part.samples", new Int16Array(4));
		expect(silent).toHaveProperty("part.phonemes[0].symbol", "x");
		expect(silent).toHaveProperty("part.words[1]", { text: "xxx", phonemes: "x-x" });
	});
});
