import { expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { FaceIntake } from "../../src/lipsync/face-intake.ts";
import { ARPABET_PHONES, IPA_PHONES, MANDARIN_PHONES } from "../../src/lipsync/phone-tables.ts";
import { PhonemeFace } from "../../src/lipsync/phoneme-face.ts";
import type { ClausePart, Phoneme } from "../../src/protocol/driver-message.ts";
import { seconds } from "../../src/util/time.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const SYMBOLS = [MANDARIN_PHONES, ARPABET_PHONES, IPA_PHONES].flatMap((table) => Object.keys(table));
SYMBOLS.push("☂", "", "a9", "ˈˈ", "zh4|i", "  ", "undefined");

const pick = <T>(random: SeededRandom, list: readonly T[]): T =>
	list[Math.floor(random.next() * list.length)] as T;

/** A time that is mostly sensible. */
function time(random: SeededRandom): number {
	const odd = random.next();
	if (odd < 0.02) return Number.NaN;
	if (odd < 0.04) return Number.POSITIVE_INFINITY;
	return random.between(-0.5, 4);
}

function phonemes(random: SeededRandom): Phoneme[] {
	return Array.from({ length: Math.floor(random.between(0, 40)) }, () => {
		const start = time(random);
		const end = random.next() < 0.1 ? time(random) : start + random.between(-0.02, 0.3);
		return { symbol: pick(random, SYMBOLS), start: seconds(start), end: seconds(end) };
	});
}

const areWeights = (values: Float32Array) => values.every((value) => value >= 0 && value <= 1);

test.each([1, 2, 3, 4])("two hundred spoiled lists of phonemes give nothing but faces (seed %i)", (seed) => {
	const random = new SeededRandom(seed);
	const out = new Float32Array(BLENDSHAPE_COUNT);
	for (let list = 0; list < 50; list++) {
		const face = new PhonemeFace(phonemes(random));
		for (let at = -0.2; at < 4.5; at += 0.05) {
			face.sample(at, out);
			expect(areWeights(out)).toBe(true);
			expect(out[AT.mouthClose]).toBeLessThanOrEqual(out[AT.jawOpen] ?? 0);
		}
	}
});

function part(random: SeededRandom, sequence: number): ClausePart {
	const dimension = pick(random, [52, 52, 52, 32, 61]);
	const count = pick(random, [0, 0, 1, 5, 20]);
	const scale = pick(random, [1, 1, 1, 100, -1]);
	const weights = Float32Array.from({ length: count * dimension }, () =>
		random.next() < 0.01 ? Number.NaN : scale * random.next(),
	);
	const cue = () => {
		const start = time(random);
		return { start: seconds(start), end: seconds(start + random.between(-0.1, 0.5)) };
	};
	return {
		sequence,
		samples: Int16Array.from(
			{ length: pick(random, [0, 1, 500, 9600]) },
			() => 32_768 * (random.next() - 0.5),
		),
		sampleRate: 24000,
		face: { dimension, count, weights },
		faceType: "",
		phonemes: random.next() < 0.5 ? phonemes(random) : [],
		words: random.next() < 0.3 ? [{ text: "爸", phonemes: pick(random, ["b-a4", "||--", "☂"]) }] : [],
		subtitles:
			random.next() < 0.5
				? [{ text: pick(random, ["爸", "papa", "…", ""]), textStart: 0, textEnd: 1, ...cue() }]
				: [],
		actions: [],
		expressions: [],
		clauseStart: false,
		clauseFinal: random.next() < 0.2,
		faceFinal: random.next() < 0.2,
		final: random.next() < 0.03,
	};
}

test.each([1, 2, 3])(
	"three hundred spoiled parts of clauses give nothing but faces, in order of time (seed %i)",
	(seed) => {
		const random = new SeededRandom(seed);
		const intake = new FaceIntake();
		let sequence = 0;
		let clauseTime = 0;
		let faceIndex = 0;
		let given = 0;
		for (let message = 0; message < 100; message++) {
			if (random.next() < 0.15) {
				sequence++;
				clauseTime += 3;
				faceIndex = 0;
			}
			const next = part(random, sequence);
			const place = { clauseTime: seconds(clauseTime), faceIndex, cueOffset: clauseTime };
			for (const face of intake.part(next, place)) {
				expect(face.presentationTime).toBeGreaterThanOrEqual(0);
				given += face.count;
				expect(areWeights(face.weights)).toBe(true);
			}
			faceIndex += next.face.count;
		}
		expect(given).toBeGreaterThan(100);
		expect(intake.stats.badWeights).toBeGreaterThan(0);
	},
);
