import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDriver } from "../../../src/driver/start-driver.ts";
import { CompactEncoder } from "../../../src/gateway/compact/compact-encoder.ts";
import { OpusSpeech } from "../../../src/gateway/compact/opus-speech.ts";
import {
	type PacketDecoder,
	readCompactMessage,
} from "../../../src/protocol/compact/read-compact-message.ts";
import type { ClausePart } from "../../../src/protocol/driver-message.ts";
import { parseDriverText } from "../../../src/protocol/parse-driver-message.ts";
import { fromPcm16 } from "../../../src/protocol/pcm16.ts";
import { ToleranceCounts } from "../../../src/protocol/tolerance.ts";
import { CREDENTIALS, DriverClient } from "../../driver/driver-client.ts";
import { openDecoder, signalToNoise } from "../../support/compact-sound.ts";

const TEXT = "The light of a lantern travels as fast as any other light. 灯笼的光和别的光一样快。";

/** What the local driver sends for {@link TEXT}, and for nonsense. */
let frames: Buffer[];
let encoder: CompactEncoder;
let decoder: PacketDecoder;

beforeAll(async () => {
	const driver = await startDriver({ port: 0, ...CREDENTIALS });
	const client = await DriverClient.connect(driver);
	const { wire } = await client.ask({ DriverType: "TEXT", InputText: TEXT });
	frames = wire.map((message) => Buffer.from(JSON.stringify(message)));
	client.close();
	await driver.dispose();
	decoder = await openDecoder();
	encoder = new CompactEncoder({ warn: (fault: unknown) => expect.fail(String(fault)) });
	encoder.prepare();
	// The codec is made once for the process: whoever asks next finds it made.
	(await OpusSpeech.create(24_000))?.dispose();
}, 60_000);
afterAll(() => encoder.dispose());

const partOf = (frame: Buffer): ClausePart | undefined => {
	const message = parseDriverText(frame.toString());
	return message.type === "speech" ? message.part : undefined;
};

function compactPart(frame: Buffer): ClausePart | undefined {
	const bytes = encoder.encode(frame);
	if (bytes === undefined) return undefined;
	const message = readCompactMessage(bytes, new ToleranceCounts(), decoder);
	return message.type === "speech" ? message.part : undefined;
}

const joined = (parts: readonly ClausePart[]): Float32Array =>
	Float32Array.from(parts.flatMap((part) => [...fromPcm16(part.samples)]));

describe("the compact form of real speech", () => {
	it("has every cue, time and sample position of the JSON form, and the sound itself", () => {
		const plain = frames.flatMap((frame) => partOf(frame) ?? []);
		const compact = frames.flatMap((frame) => compactPart(frame) ?? []);
		const without = ({ samples, face, ...rest }: ClausePart) => ({
			...rest,
			samples: samples.length,
			frames: [face.count, face.dimension],
		});
		expect(compact.map(without)).toEqual(plain.map(without));
		const [sound, heard] = [joined(plain), joined(compact)];
		const shifted = (by: number) => heard.subarray(by);
		const best = [...Array(64).keys()].map((by) => signalToNoise(sound, shifted(by)));
		// In place to a sample or two, which is the codec's own filter: 0.1 ms.
		expect(best.indexOf(Math.max(...best))).toBeLessThanOrEqual(2);
	});

	it("sounds where two messages meet as it does elsewhere", () => {
		const plain = frames.flatMap((frame) => partOf(frame) ?? []);
		const compact = frames.flatMap((frame) => compactPart(frame) ?? []);
		const seams = new Set<number>();
		let at = 0;
		for (const { samples } of plain) {
			for (let near = at - 48; near < at + 48; near++) seams.add(near);
			at += samples.length;
		}
		const [sound, heard] = [joined(plain), joined(compact)];
		const atSeams = signalToNoise(sound, heard, (i) => seams.has(i));
		const elsewhere = signalToNoise(sound, heard, (i) => !seams.has(i));
		expect(atSeams).toBeGreaterThan(elsewhere - 3);
	});

	it("takes less than 40 kb/s, replies and all", () => {
		const bytes = frames.reduce((sum, frame) => sum + (encoder.encode(frame) ?? frame).length, 0);
		const duration = joined(frames.flatMap((frame) => partOf(frame) ?? [])).length / 24_000;
		expect((bytes * 8) / duration).toBeLessThan(40_000);
	});
});

describe("what stays as the vendor wrote it", () => {
	it.each([
		["a reply", () => frames.find((frame) => partOf(frame) === undefined)],
		["nonsense", () => Buffer.from("{")],
		["an odd number of bytes", () => changed({ Audio: "AAAA", Sampling: 24_000 })],
		["a time between two ticks", () => changed({ Action: [{ Pos: "wave", Start: "0.5" }] })],
	])("%s", (_, frame) => {
		expect(encoder.encode(frame() ?? Buffer.alloc(0))).toBeUndefined();
	});
});

/** The first SPEECH message, changed. */
function changed(fields: Record<string, unknown>): Buffer {
	const message = JSON.parse(String(frames.find((frame) => partOf(frame) !== undefined)));
	Object.assign(message.Payload.SpeechRsp, fields);
	return Buffer.from(JSON.stringify(message));
}

describe("sound that Opus does not know", () => {
	it("goes as it is, sample by sample", () => {
		const frame = changed({ Sampling: 22_050 });
		expect(compactPart(frame)?.samples).toEqual(partOf(frame)?.samples);
		expect(compactPart(frame)?.sampleRate).toBe(22_050);
	});
});

it("what had to be put right in a message is told with it", () => {
	const message = changed({ Sampling: undefined, ThDim: "52" });
	const [plain, compact] = [new ToleranceCounts(), new ToleranceCounts()];
	parseDriverText(message.toString(), plain);
	readCompactMessage(encoder.encode(message) ?? Buffer.alloc(0), compact, decoder);
	expect(plain.total).toBeGreaterThan(0);
	expect(compact.toObject()).toEqual(plain.toObject());
});
