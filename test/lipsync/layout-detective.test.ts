import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { faceFromPhonemes } from "../../src/lipsync/face-from-phonemes.ts";
import { LayoutDetective } from "../../src/lipsync/layout-detective.ts";
import { ORDERS, type OrderName } from "../../src/lipsync/order-tables.ts";
import { orderPermutation, toWireOrder } from "../../src/lipsync/orders.ts";
import { headAtRest } from "../../src/motion/head-pose.ts";
import { IdleLife } from "../../src/motion/idle-life.ts";
import { SeededRandom } from "../support/seeded-random.ts";
import { SENTENCES, type Sentence } from "./sentences.ts";

const NAMES = Object.keys(ORDERS) as OrderName[];
const RATE = 25;

/** A sentence as a driver of that order sends it: lips from phonemes, eyes and brows alive. */
function wireFace(sentence: Sentence, order: OrderName, scale = 1) {
	const random = new SeededRandom(11);
	const weights = faceFromPhonemes(sentence.phonemes, sentence);
	const count = weights.length / BLENDSHAPE_COUNT;
	const life = new IdleLife({ random: () => random.next() });
	const idle = new Float32Array(BLENDSHAPE_COUNT);
	for (let frame = 0; frame < count; frame++) {
		life.update(
			1 / RATE,
			{ speaking: true, jaw: weights[frame * 52 + AT.jawOpen] ?? 0, mood: "idle" },
			idle,
			headAtRest(),
		);
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
			weights[frame * BLENDSHAPE_COUNT + shape] =
				scale * Math.max(weights[frame * 52 + shape] ?? 0, idle[shape] ?? 0);
	}
	const permutation = orderPermutation(order, ORDERS[order].length);
	const wire = new Float32Array(count * permutation.length);
	toWireOrder(weights, permutation, count, wire);
	return { dimension: permutation.length, count, weights: wire };
}

function detect(order: OrderName, used: OrderName, withPhonemes: boolean) {
	const detective = new LayoutDetective(used);
	for (const sentence of SENTENCES)
		detective.observe({
			face: wireFace(sentence, order),
			frameRate: RATE,
			loudness: sentence.loudness,
			phonemes: withPhonemes ? sentence.phonemes : [],
		});
	return detective.verdict;
}

const OF_52 = NAMES.filter((name) => ORDERS[name].length === 52);

describe("LayoutDetective", () => {
	test.each(NAMES)("says that %s fits when it does, with phonemes and without", (name) => {
		expect(detect(name, name, true).verdict).toBe("fits");
		expect(detect(name, name, false).verdict).toBe("fits");
	});

	const wrong = OF_52.flatMap((order) =>
		OF_52.filter((used) => used !== order).map((used) => [order, used] as const),
	);

	test.each(wrong)("names %s when %s is in use", (order, used) => {
		expect(detect(order, used, true)).toMatchObject({ verdict: "other", order });
		expect(detect(order, used, false)).toMatchObject({ verdict: "other", order });
	});

	test.each([
		["azure", "tencent"],
		["nvidia", "alphabetical"],
	] as const)("names %s by its dimension and fit when %s is in use", (order, used) => {
		expect(detect(order, used, true)).toMatchObject({ verdict: "other", order });
	});

	test("takes both spellings of Live Link for a fit: they differ only in what speech does not move", () => {
		expect(detect("live-link", "live-link-csv", true).verdict).toBe("fits");
	});

	test("names both of them when another order is in use", () => {
		expect(detect("live-link-csv", "tencent", true)).toMatchObject({
			verdict: "other",
			alike: expect.arrayContaining(["live-link", "live-link-csv"]),
		});
	});

	const [first] = SENTENCES;
	const long = {
		rate: 100,
		values: Float32Array.from({ length: 600 }, (_, at) => Math.abs(Math.sin(at / 7)) * 0.2),
	};

	function observe(fill: (at: number) => number, loudness = long, seconds = 6) {
		const detective = new LayoutDetective("tencent");
		const count = seconds * RATE;
		const weights = Float32Array.from({ length: count * 52 }, (_, at) => fill(at));
		detective.observe({ face: { dimension: 52, count, weights }, frameRate: RATE, loudness, phonemes: [] });
		return detective.verdict;
	}

	test.each([1, 2, 3, 4, 5])("cannot tell on noise (seed %i)", (seed) => {
		const random = new SeededRandom(seed);
		expect(observe(() => random.next())).toEqual({ verdict: "unknown", doubt: "implausible" });
	});

	test.each([
		["all zeros", () => 0, long, 6, "constant"],
		["constant frames", (at: number) => (at % 52) / 52, long, 6, "constant"],
		[
			"a silent clip",
			(at: number) => Math.abs(Math.sin(at)),
			{ rate: 100, values: new Float32Array(600) },
			6,
			"silent",
		],
		["too little speech", (at: number) => Math.abs(Math.sin(at)), long, 1, "too-short"],
	] as const)("cannot tell on %s", (_, fill, loudness, seconds, doubt) => {
		expect(observe(fill, loudness, seconds)).toEqual({ verdict: "unknown", doubt });
	});

	test("cannot tell before any face has come, or when the dimension changes", () => {
		const detective = new LayoutDetective("tencent");
		expect(detective.verdict).toEqual({ verdict: "unknown", doubt: "no-face" });
		const evidence = { frameRate: RATE, loudness: first!.loudness, phonemes: [] };
		detective.observe({ face: wireFace(first!, "tencent"), ...evidence });
		detective.observe({ face: wireFace(first!, "azure"), ...evidence });
		expect(detective.verdict).toEqual({ verdict: "unknown", doubt: "changing-dimension" });
	});

	test("weights in per cent change nothing", () => {
		const detective = new LayoutDetective("apple");
		for (const sentence of SENTENCES)
			detective.observe({
				face: wireFace(sentence, "tencent", 100),
				frameRate: RATE,
				loudness: sentence.loudness,
				phonemes: [],
			});
		expect(detective.verdict).toMatchObject({ verdict: "other", order: "tencent" });
	});
});
