import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import type { LipPart } from "../../src/lipsync/clause-lips.ts";
import { faceFromPhonemes } from "../../src/lipsync/face-from-phonemes.ts";
import { LIPS_TOUCH, lipGap } from "../../src/lipsync/lip-gap.ts";
import { LipLadder } from "../../src/lipsync/lip-ladder.ts";
import { readPinyin } from "../../src/lipsync/pinyin.ts";
import { spellWords } from "../../src/lipsync/spell-words.ts";
import { seconds } from "../../src/util/time.ts";
import { SENTENCES, type Sentence } from "./sentences.ts";

const RATE = 24000;
const FRAME_RATE = 25;

const NOTHING: LipPart = {
	samples: new Int16Array(0),
	sampleRate: RATE,
	weights: new Float32Array(0),
	frameRate: FRAME_RATE,
	phonemes: [],
	subtitles: [],
	words: [],
};

/** Sound whose loudness is the sentence's. */
function sound({ loudness, duration }: Sentence): Int16Array {
	return Int16Array.from({ length: Math.round(duration * RATE) }, (_, at) => {
		const level = loudness.values[Math.floor((at * loudness.rate) / RATE)] ?? 0;
		const wave = Math.sin((2 * Math.PI * 140 * at) / RATE) + Math.sin((2 * Math.PI * 820 * at) / RATE);
		return 32_768 * level * wave;
	});
}

const subtitles = ({ words }: Sentence) =>
	words.map((word, index) => ({ ...word, textStart: index, textEnd: index + 1 }));

const jaws = (weights: Float32Array) =>
	Array.from(
		{ length: weights.length / BLENDSHAPE_COUNT },
		(_, frame) => weights[frame * BLENDSHAPE_COUNT + AT.jawOpen] ?? 0,
	);

const largestStep = (values: readonly number[]) =>
	Math.max(...values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0))));

const zh = SENTENCES[2]!;
const full: LipPart = {
	...NOTHING,
	samples: sound(zh),
	weights: faceFromPhonemes(zh.phonemes, zh),
	phonemes: zh.phonemes,
	subtitles: subtitles(zh),
};

describe("LipLadder", () => {
	test.each([
		["face", full],
		["phonemes", { ...full, weights: NOTHING.weights }],
		["words", { ...full, weights: NOTHING.weights, phonemes: [] }],
		["audio", { ...full, weights: NOTHING.weights, phonemes: [], subtitles: [] }],
		["rest", NOTHING],
	] as const)("takes the rung “%s” when that is the best there is", (rung, part) => {
		const ladder = new LipLadder({ pinyin: readPinyin, spell: spellWords });
		const clause = ladder.clause();
		clause.add(part);
		const taken = clause.take(zh.duration - 0.2);
		expect(taken?.rung).toBe(rung);
		expect(ladder.rung).toBe(rung);
		expect(ladder.counts[rung]).toBe(taken?.count);
		expect(taken?.weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
		expect(Math.max(...jaws(taken!.weights)) > 0.2).toBe(rung !== "rest");
	});

	test("passes over the rung of words until it is told how to spell", () => {
		const clause = new LipLadder().clause();
		clause.add({ ...full, weights: NOTHING.weights, phonemes: [] });
		expect(clause.take(zh.duration - 0.2)?.rung).toBe("audio");
	});

	test("gives the driver's own frames untouched", () => {
		const clause = new LipLadder({ spell: spellWords }).clause();
		clause.add({ ...full, weights: full.weights.slice() });
		const taken = clause.take(clause.faceUntil);
		// The first frames come out of the rest before them.
		expect(taken?.weights.slice(4 * BLENDSHAPE_COUNT)).toEqual(full.weights.slice(4 * BLENDSHAPE_COUNT));
	});

	test("goes on with phonemes where the face ends, without a jump, and back", () => {
		const half = 60;
		const ladder = new LipLadder({ spell: spellWords });
		const clause = ladder.clause();
		clause.add({ ...full, weights: full.weights.slice(0, half * BLENDSHAPE_COUNT) });
		const first = clause.take(half / FRAME_RATE);
		const second = clause.take(zh.duration - 0.2);
		expect([first?.rung, second?.rung]).toEqual(["face", "phonemes"]);
		expect(second?.start).toBeCloseTo(half / FRAME_RATE);
		const steps = jaws(new Float32Array([...first!.weights, ...second!.weights]));
		expect(largestStep(steps)).toBeLessThan(largestStep(jaws(full.weights)) + 0.02);
	});

	test("hands over from sound to face without a jump", () => {
		const ladder = new LipLadder({ spell: spellWords });
		const heard = ladder.clause();
		heard.add({ ...NOTHING, samples: sound(zh) });
		const before = heard.take(0.76);
		const open = new Float32Array(25 * BLENDSHAPE_COUNT);
		for (let frame = 0; frame < 25; frame++) open[frame * BLENDSHAPE_COUNT + AT.jawOpen] = 0.6;
		const seen = ladder.clause();
		seen.add({ ...NOTHING, weights: open });
		const after = seen.take(1);
		expect(largestStep(jaws(new Float32Array([...before!.weights, ...after!.weights])))).toBeLessThan(0.3);
		expect(after?.weights[10 * BLENDSHAPE_COUNT + AT.jawOpen]).toBeCloseTo(0.6);
	});

	test("a closure at a hand-over stays a closure", () => {
		const ladder = new LipLadder({ spell: spellWords });
		const first = ladder.clause();
		const open = new Float32Array(10 * BLENDSHAPE_COUNT);
		for (let frame = 0; frame < 10; frame++) open[frame * BLENDSHAPE_COUNT + AT.jawOpen] = 0.5;
		first.add({ ...NOTHING, weights: open });
		first.take(0.4);
		const second = ladder.clause();
		second.add({
			...NOTHING,
			phonemes: [
				{ symbol: "m", start: seconds(0), end: seconds(0.2) },
				{ symbol: "ɑ", start: seconds(0.2), end: seconds(0.5) },
			],
		});
		const taken = second.take(0.5);
		expect(lipGap(taken!.weights)).toBeLessThan(LIPS_TOUCH);
	});

	test("face frames that stand still while the clause sounds count as none, and are reported once", () => {
		let reports = 0;
		const ladder = new LipLadder({ spell: spellWords, onDeadFace: () => reports++ });
		const clause = ladder.clause();
		const still = new Float32Array(100 * BLENDSHAPE_COUNT).fill(0.1);
		clause.add({ ...full, weights: still });
		clause.add(NOTHING);
		expect(clause.take(2)?.rung).toBe("phonemes");
		expect(reports).toBe(1);
	});

	test("face frames that stand still in silence are a face at rest", () => {
		const clause = new LipLadder({ spell: spellWords }).clause();
		clause.add({
			...NOTHING,
			samples: new Int16Array(2 * RATE),
			weights: new Float32Array(50 * BLENDSHAPE_COUNT),
		});
		expect(clause.take(2)?.rung).toBe("face");
	});

	/** The face of a driver that changes every frame by `change`. */
	function spoiled(change: (weights: Float32Array, at: number) => void): LipPart {
		const weights = full.weights.slice();
		for (let at = 0; at < weights.length; at += BLENDSHAPE_COUNT) change(weights, at);
		return { ...full, weights };
	}

	const closedBilabials = (weights: Float32Array) =>
		zh.phonemes.filter(
			({ symbol, start }) =>
				/^[bpm]h?$/.test(symbol) &&
				lipGap(weights, Math.floor(start * FRAME_RATE) * BLENDSHAPE_COUNT) < LIPS_TOUCH,
		).length;

	test("a driver whose lips never meet gets the closures of its phonemes", () => {
		const part = spoiled((weights, at) => {
			weights[at + AT.jawOpen] = Math.max(0.15, weights[at + AT.jawOpen] ?? 0);
			weights[at + AT.mouthClose] = 0;
		});
		const ladder = new LipLadder({ spell: spellWords });
		const clause = ladder.clause();
		clause.add(part);
		expect(closedBilabials(part.weights)).toBe(0);
		expect(ladder.faceQuality).toBe("open-lips");
		const taken = clause.take(zh.duration - 0.1);
		expect(taken?.rung).toBe("mixed");
		expect(closedBilabials(taken!.weights)).toBe(closedBilabials(full.weights));
	});

	test("a driver that moves only the jaw gets its lips from phonemes and keeps its jaw", () => {
		const part = spoiled((weights, at) => {
			const jaw = Math.min(1, 1.3 * (weights[at + AT.jawOpen] ?? 0));
			weights.fill(0, at, at + BLENDSHAPE_COUNT);
			weights[at + AT.jawOpen] = jaw;
			weights[at + AT.browInnerUp] = 0.2;
		});
		const ladder = new LipLadder({ spell: spellWords });
		const clause = ladder.clause();
		clause.add(part);
		expect(ladder.faceQuality).toBe("jaw-only");
		const { weights, rung } = clause.take(zh.duration - 0.1)!;
		expect(rung).toBe("mixed");
		expect(closedBilabials(weights)).toBe(closedBilabials(full.weights));
		const widest = Math.max(...jaws(part.weights));
		expect(Math.max(...jaws(weights))).toBeCloseTo(widest);
		const puckers = Array.from(
			{ length: 100 },
			(_, frame) => weights[frame * BLENDSHAPE_COUNT + AT.mouthPucker] ?? 0,
		);
		expect(Math.max(...puckers)).toBeGreaterThan(0.4);
		expect(weights[50 * BLENDSHAPE_COUNT + AT.browInnerUp]).toBeCloseTo(0.2);
	});

	test("a good face is left alone", () => {
		const ladder = new LipLadder({ spell: spellWords });
		const clause = ladder.clause();
		clause.add(full);
		expect(ladder.faceQuality).toBe("whole");
		expect(clause.take(3)?.rung).toBe("face");
	});

	test("what comes in many parts gives the same as what comes at once", () => {
		const clause = new LipLadder({ spell: spellWords }).clause();
		const samples = sound(zh);
		for (let at = 0; at < samples.length; at += 5000)
			clause.add({
				...NOTHING,
				samples: samples.subarray(at, at + 5000),
				phonemes: at === 0 ? zh.phonemes : [],
			});
		const whole = new LipLadder({ spell: spellWords }).clause();
		whole.add({ ...NOTHING, samples, phonemes: zh.phonemes });
		expect(clause.take(3)).toEqual(whole.take(3));
	});

	test("each frame is given once", () => {
		const clause = new LipLadder({ spell: spellWords }).clause();
		clause.add(full);
		expect(clause.take(1)?.count).toBe(25);
		expect(clause.take(1)).toBeUndefined();
		expect(clause.take(0.5)).toBeUndefined();
		expect(clause.take(Number.NaN)).toBeUndefined();
		expect(clause.take(1.2)).toMatchObject({ start: 1, count: 5 });
	});
});
