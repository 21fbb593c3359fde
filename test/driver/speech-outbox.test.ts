import { describe, expect, it } from "vitest";
import { SpeechOutbox } from "../../src/driver/speech-outbox.ts";
import { clausePart } from "../../src/protocol/clause-part.ts";
import type { ClausePart } from "../../src/protocol/driver-message.ts";

function outbox(signal = new AbortController().signal) {
	const sent: ClausePart[] = [];
	const box = new SpeechOutbox(async (part) => void sent.push(part), undefined, signal);
	return { box, sent };
}

const part = (sequence: number): ClausePart => clausePart({ sequence });

describe("SpeechOutbox", () => {
	it("keeps the last part until it knows that it is the last", async () => {
		const { box, sent } = outbox();
		await box.push(part(1));
		expect(sent).toEqual([]);
		await box.push(part(2));
		expect(sent).toEqual([part(1)]);
		await box.finish();
		expect(sent).toEqual([part(1), { ...part(2), final: true }]);
	});

	it("sends a part that more is certain to follow", async () => {
		const { box, sent } = outbox();
		await box.push(part(1));
		await box.release();
		await box.release();
		expect(sent).toEqual([part(1)]);
	});

	it("marks the end once", async () => {
		const { box, sent } = outbox();
		await box.push(part(1));
		await box.finish();
		await box.finish();
		expect(sent).toHaveLength(1);
	});

	it("sends nothing more once it is stopped", async () => {
		const abort = new AbortController();
		const { box, sent } = outbox(abort.signal);
		await box.push(part(1));
		abort.abort();
		await expect(box.push(part(2))).rejects.toThrow("abort");
		expect(sent).toEqual([]);
	});
});
