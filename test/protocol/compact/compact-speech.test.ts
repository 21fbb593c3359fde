import { describe, expect, it } from "vitest";
import { areWholeTicks } from "../../../src/protocol/compact/compact-cues.ts";
import type { CompactSound } from "../../../src/protocol/compact/compact-sound.ts";
import {
	type CompactSpeech,
	decodeCompactSpeech,
	encodeCompactSpeech,
} from "../../../src/protocol/compact/compact-speech.ts";
import { readCompactMessage } from "../../../src/protocol/compact/read-compact-message.ts";
import type { ExpressionCue } from "../../../src/protocol/driver-message.ts";
import { WireError } from "../../../src/protocol/errors.ts";
import { pcm16Bytes } from "../../../src/protocol/pcm16.ts";
import { ToleranceCounts } from "../../../src/protocol/tolerance.ts";
import { seconds } from "../../../src/util/time.ts";
import { clausePart } from "../../support/clause-parts.ts";
import { SPEECH } from "../../support/driver-samples.ts";
import { SeededRandom } from "../../support/seeded-random.ts";

/** Half a step of a weight, and what a 32-bit float adds. */
const HALF_STEP = 0.5 / 255 + 1e-7;

const TEXTS = [
	"",
	"a",
	"zh-iii4|n-eng2",
	"ʃə",
	"人工智能",
	"😀 e\u0301",
	"\ud800",
	"\uffff",
	"x".repeat(300),
];
const PARTS: readonly ExpressionCue["part"][] = ["begin", "inside", "end", "single"];

/** A message of anything that the parser may give. */
function anySpeech(random: SeededRandom): CompactSpeech {
	const upTo = (most: number) => Math.floor(random.next() * (most + 1));
	const text = () => TEXTS[upTo(TEXTS.length - 1)] ?? "";
	const flag = () => random.next() < 0.5;
	const span = () => {
		const start = upTo(864_000_000_000);
		return { start: seconds(start / 1e7), end: seconds((start + upTo(20_000_000)) / 1e7) };
	};
	const list = <T>(item: () => T): T[] => Array.from({ length: upTo(5) }, item);
	const [dimension, count] = [upTo(60), upTo(12)];
	const lowest = flag() ? 0 : -0.5;
	const {
		samples: _samples,
		sampleRate: _sampleRate,
		...part
	} = clausePart({
		sequence: upTo(2) === 0 ? Number.MAX_SAFE_INTEGER : upTo(300),
		face: {
			dimension,
			count,
			weights: Float32Array.from({ length: dimension * count }, () =>
				flag() ? 0.25 : lowest + random.next() * (1 - lowest),
			),
		},
		faceType: text(),
		phonemes: list(() => ({ symbol: text(), ...span() })),
		words: list(() => ({ text: text(), phonemes: text() })),
		subtitles: list(() => {
			const textStart = upTo(1000);
			return { text: text(), ...span(), textStart, textEnd: textStart + upTo(1000) };
		}),
		actions: list(() => ({ name: text(), start: span().start })),
		expressions: list(() => ({
			name: text(),
			...span(),
			textPosition: upTo(1000),
			part: PARTS[upTo(3)] ?? "single",
		})),
		clauseStart: flag(),
		clauseFinal: flag(),
		faceFinal: flag(),
		final: flag(),
	});
	return {
		requestId: text(),
		streamId: text(),
		part,
		sound: flag() ? anyPcm(upTo) : anyOpus(upTo),
		tolerated: flag() ? {} : { "start-as-sta": upTo(3), "a-name-of-tomorrow": 1 },
	};
}

function anyPcm(upTo: (most: number) => number): CompactSound {
	const count = upTo(500);
	const bytes = Uint8Array.from({ length: count * 2 }, () => upTo(255));
	return { codec: "pcm16", sampleRate: 8000 + upTo(40_000), count, bytes };
}

function anyOpus(upTo: (most: number) => number): CompactSound {
	const packets = Array.from({ length: upTo(4) }, () =>
		Uint8Array.from({ length: 1 + upTo(99) }, () => upTo(255)),
	);
	return { codec: "opus", sampleRate: 24_000, count: upTo(5000), skip: upTo(700), packets };
}

const messages = (seed: number, count: number) => {
	const random = new SeededRandom(seed);
	return Array.from({ length: count }, () => anySpeech(random));
};

describe("a compact message", () => {
	it("gives back everything exactly, and weights to half a step", () => {
		for (const speech of messages(1, 300)) {
			const read = decodeCompactSpeech(encodeCompactSpeech(speech));
			const { face, ...part } = speech.part;
			const { face: readFace, ...readPart } = read.part;
			expect({ ...read, part: readPart }).toEqual({ ...speech, part });
			expect([readFace.dimension, readFace.count]).toEqual([face.dimension, face.count]);
			const exact = face.weights.some((weight) => weight < 0 || weight > 1);
			const allowed = exact ? 0 : HALF_STEP;
			const off = face.weights.map((weight, i) => Math.abs(weight - (readFace.weights[i] ?? Number.NaN)));
			expect(off.every((difference) => difference <= allowed)).toBe(true);
		}
	});

	it("writes times that the wire's ticks can hold, and knows of others", () => {
		expect(areWholeTicks(SPEECH)).toBe(true);
		expect(areWholeTicks({ ...SPEECH, actions: [{ name: "wave", start: seconds(1 / 3) }] })).toBe(false);
	});

	it("takes a byte for each weight that changes, and a bit for one that does not", () => {
		const still = { dimension: 52, count: 100, weights: new Float32Array(5200).fill(0.5) };
		const speech = messages(2, 1)[0] as CompactSpeech;
		const size = (face: typeof still) =>
			encodeCompactSpeech({ ...speech, part: { ...speech.part, face } }).length;
		const none = { dimension: 52, count: 0, weights: new Float32Array(0) };
		expect(size(still) - size(none)).toBe(1 + 52 + 100 * 7);
	});

	it("that is cut short anywhere, or goes on, is an error with a path", () => {
		const frame = encodeCompactSpeech(messages(3, 1)[0] as CompactSpeech);
		for (let length = 0; length < frame.length; length++)
			expect(() => decodeCompactSpeech(frame.subarray(0, length))).toThrow(WireError);
		expect(() => decodeCompactSpeech(Uint8Array.of(...frame, 0))).toThrow(
			"$: expected the end of the message, got 1 more bytes",
		);
	});

	it.each([
		["another version", [2], "$.version: expected 1, got 2"],
		["nothing", [], "$.version: expected a byte, got the end of the message"],
		["a text longer than the message", [1, 200, 1, 65], "$.requestId: expected 200 bytes, got 1"],
		["no UTF-8", [1, 1, 0xff], "$.requestId: expected UTF-8"],
		["a number without an end", [1, 0, 0, ...new Array(9).fill(0xff)], "$.sequence: expected"],
		["an unknown codec", [1, 0, 0, 0, 0, 0, 7, 0, 0], "$.sound.codec: expected 0 or 1, got 7"],
		["too high a rate", [1, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0x7f], "$.sound.sampleRate: expected at most"],
		["packets that are not there", [1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 90], "$.sound.packets: expected at most"],
		["an empty packet", [1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 0], "$.sound.packets[0].bytes: expected 1 to"],
		["weights of no kind", [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 5], "$.face.coding: expected 0 or 1, got 5"],
		["a time before 0", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1], "$.phonemes[0].start: expected a time"],
	])("of %s says where it is wrong", (_, bytes, message) => {
		expect(() => decodeCompactSpeech(Uint8Array.from(bytes))).toThrow(message);
	});

	it("of garbage never does anything but throw a WireError", () => {
		const random = new SeededRandom(4);
		const frames = messages(5, 40).map(encodeCompactSpeech);
		const thrown: unknown[] = [];
		for (let i = 0; i < 4000; i++) {
			const frame = (frames[i % frames.length] as Uint8Array).slice();
			for (let bits = 0; bits < 3; bits++)
				frame[Math.floor(random.next() * frame.length)] = Math.floor(random.next() * 256);
			try {
				decodeCompactSpeech(frame);
			} catch (error) {
				thrown.push(error);
			}
		}
		expect(thrown.length).toBeGreaterThan(1000);
		expect(thrown.filter((error) => !(error instanceof WireError))).toEqual([]);
	});
});

describe("readCompactMessage", () => {
	const { samples, sampleRate, ...part } = SPEECH;
	const pcm = { codec: "pcm16", sampleRate, count: samples.length, bytes: pcm16Bytes(samples) } as const;
	const speech: CompactSpeech = { requestId: "r", streamId: "s", part, sound: pcm, tolerated: {} };
	const opus = (count: number, skip: number): CompactSound => ({
		codec: "opus",
		sampleRate,
		count,
		skip,
		packets: [Uint8Array.of(1), Uint8Array.of(2)],
	});
	/** Each packet is a ramp of 10 samples. */
	const decoder = {
		decode: (packets: readonly Uint8Array[]) =>
			Float32Array.from({ length: packets.length * 10 }, (_, i) => i / 100),
	};
	const read = (sound: CompactSound, tolerated = {}, counts = new ToleranceCounts(), by = decoder) =>
		readCompactMessage(encodeCompactSpeech({ ...speech, sound, tolerated }), counts, by);

	it("gives what the JSON form gives", () => {
		const message = read(pcm);
		expect(message).toMatchObject({ type: "speech", requestId: "r", streamId: "s" });
		expect(message).toHaveProperty("part.samples", samples);
		expect(message).toHaveProperty("part.subtitles", SPEECH.subtitles);
	});

	it("cuts the samples of the message out of what the packets hold", () => {
		const message = read(opus(12, 5));
		expect(message).toHaveProperty(
			"part.samples",
			Int16Array.from({ length: 12 }, (_, i) => Math.round((32_768 * (i + 5)) / 100)),
		);
	});

	it("counts what was tolerated, as far as it knows it", () => {
		const counts = new ToleranceCounts();
		read(pcm, { "start-as-sta": 2, "a-name-of-tomorrow": 1, toString: 1 }, counts);
		expect(counts.toObject()).toEqual({ "start-as-sta": 2 });
	});

	it("refuses packets that hold too little, that are none, or that nobody can decode", () => {
		expect(() => read(opus(16, 5))).toThrow("$.sound.packets: expected 21 samples, got 20");
		const broken = {
			decode: () => {
				throw new Error("corrupt");
			},
		};
		expect(() => read(opus(1, 1), {}, undefined, broken)).toThrow(
			"$.sound.packets: expected Opus packets (corrupt)",
		);
		const frame = encodeCompactSpeech({ ...speech, sound: opus(1, 1) });
		expect(() => readCompactMessage(frame, new ToleranceCounts(), undefined)).toThrow("without a decoder");
	});
});
