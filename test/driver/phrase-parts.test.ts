import { describe, expect, it } from "vitest";
import { phraseParts } from "../../src/driver/phrase-parts.ts";
import { readMarkdown } from "../../src/driver/read-markdown.ts";
import { splitClauses } from "../../src/driver/split-clauses.ts";
import type { SpokenPhrase } from "../../src/driver/spoken-phrase.ts";
import { BLENDSHAPE_INDEX } from "../../src/lipsync/blendshapes.ts";
import { orderChannels } from "../../src/lipsync/orders.ts";
import { toPcm16 } from "../../src/protocol/pcm16.ts";
import { seconds } from "../../src/util/time.ts";

const PLACE = { sequence: 3, time: seconds(2), textOffset: 10 };

/** A phrase of so many face frames, the last of them silent, with jawOpen counting up from 0. */
function spoken(faceFrames: number, pauseFrames: number): SpokenPhrase {
	const face = new Float32Array(faceFrames * 52);
	for (let frame = 0; frame < faceFrames; frame++) face[frame * 52 + BLENDSHAPE_INDEX.jawOpen] = frame / 100;
	return {
		samples: Float32Array.from({ length: faceFrames * 960 }, (_, index) => (index % 32_768) / 32_768),
		face,
		phonemes: [{ symbol: "a", start: seconds(0), end: seconds(faceFrames / 25) }],
		words: [{ text: "😀A", phonemes: "a" }],
		subtitles: [
			{ text: "😀A", start: seconds(0.1), end: seconds(0.3), textStart: 0, textEnd: 3 },
			{ text: "b", start: seconds(0.3), end: seconds(0.5), textStart: 4, textEnd: 5 },
		],
		pause: pauseFrames * 960,
	};
}

function parts(faceFrames: number, pauseFrames = 0, pauseApart = false, source = "😀A [smile] b [wave]") {
	const [clause] = splitClauses(readMarkdown(source));
	const [phrase] = clause?.phrases ?? [];
	if (!clause || !phrase) throw new Error("nothing to say");
	return phraseParts(clause, phrase, spoken(faceFrames, pauseFrames), PLACE, { faceFrames: 13, pauseApart });
}

const lengths = (...args: Parameters<typeof parts>): number[] =>
	parts(...args).map((part) => part.face.count);

describe("phraseParts", () => {
	it.each([
		[5, [5]],
		[13, [13]],
		[25, [25]],
		[26, [13, 13]],
		[40, [13, 13, 14]],
	])("cuts %i face frames into %o", (faceFrames, expected) => {
		expect(lengths(faceFrames)).toEqual(expected);
	});

	it.each([
		[40, 10, [13, 17, 10]],
		[23, 10, [13, 10]],
		[22, 10, [22]],
		[30, 0, [13, 17]],
	])(
		"of %i with a pause of %i, puts the pause apart if enough is left: %o",
		(faceFrames, pause, expected) => {
			expect(lengths(faceFrames, pause, true)).toEqual(expected);
		},
	);

	it("loses no sample and no face frame", () => {
		const cut = parts(40);
		expect(cut.flatMap((part) => [...part.samples])).toEqual([...toPcm16(spoken(40, 0).samples)]);
		const jaw = orderChannels("tencent").indexOf("jawOpen");
		const opened = cut.flatMap(({ face }) =>
			Array.from({ length: face.count }, (_, frame) => face.weights[frame * 52 + jaw]),
		);
		expect(opened).toEqual(Array.from({ length: 40 }, (_, frame) => Math.fround(frame / 100)));
	});

	it("carries everything else in the first message, on the reply's timeline and text", () => {
		const [first, ...rest] = parts(40);
		expect(first?.subtitles.map((s) => [s.start, s.textStart, s.textEnd])).toEqual([
			[2.1, 10, 12],
			[2.3, 13, 14],
		]);
		expect(first?.phonemes[0]?.start).toBe(2);
		expect(first?.sequence).toBe(3);
		for (const part of rest) expect([...part.phonemes, ...part.words, ...part.subtitles]).toEqual([]);
	});

	it("places cues at the word behind them, and behind the last word at its end", () => {
		const [first] = parts(40);
		expect(first?.expressions).toEqual([
			{ name: "smile", start: 2.3, end: 3.8, textPosition: 13, part: "single" },
		]);
		expect(first?.actions).toEqual([{ name: "wave", start: 2.5 }]);
	});

	it("marks the clause's start and end", () => {
		expect(parts(40).map((p) => [p.clauseStart, p.clauseFinal, p.faceFinal, p.final])).toEqual([
			[true, false, false, false],
			[false, false, false, false],
			[false, true, true, false],
		]);
	});
});
