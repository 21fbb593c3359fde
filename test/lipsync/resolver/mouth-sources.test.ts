import { describe, expect, it } from "vitest";
import { BLENDSHAPE_COUNT, BLENDSHAPES, type BlendshapeName } from "../../../src/lipsync/blendshapes.ts";
import { mouthSourcesInto } from "../../../src/lipsync/resolver/mouth-sources.ts";
import { MOUTH_SOURCE_SHAPES, MOUTH_SOURCES, SOURCE_COUNT } from "../../../src/lipsync/resolver/sources.ts";

type Pose = Partial<Record<BlendshapeName, number>>;

function sourcesOf(pose: Pose): Record<(typeof MOUTH_SOURCES)[number], number> {
	const values = new Float32Array(SOURCE_COUNT);
	for (const [name, weight] of Object.entries(pose))
		values[BLENDSHAPES.indexOf(name as BlendshapeName)] = weight;
	mouthSourcesInto(values);
	return Object.fromEntries(
		MOUTH_SOURCES.map((name, index) => [name, values[BLENDSHAPE_COUNT + index]]),
	) as never;
}

const VOWELS = ["aa", "ih", "ou", "ee", "oh"] as const;

const loudest = (sources: ReturnType<typeof sourcesOf>) =>
	VOWELS.reduce((best, vowel) => (sources[vowel] > sources[best] ? vowel : best));

describe("mouthSourcesInto", () => {
	it.each<[(typeof VOWELS)[number], Pose]>([
		["aa", { jawOpen: 0.6 }],
		["aa", { jawOpen: 0.8, mouthLowerDownLeft: 0.3, mouthLowerDownRight: 0.3 }],
		["ih", { jawOpen: 0.15 }],
		["ee", { jawOpen: 0.15, mouthStretchLeft: 0.6, mouthStretchRight: 0.6 }],
		["ee", { jawOpen: 0.12, mouthSmileLeft: 0.8, mouthSmileRight: 0.8 }],
		["ou", { jawOpen: 0.1, mouthPucker: 0.8 }],
		["oh", { jawOpen: 0.4, mouthFunnel: 0.6 }],
	])("hears %s in %j", (vowel, pose) => {
		const sources = sourcesOf(pose);
		expect(loudest(sources)).toBe(vowel);
		expect(sources[vowel]).toBeGreaterThan(0.1);
	});

	it.each<[string, Pose]>([
		["rest", {}],
		["a smile", { mouthSmileLeft: 1, mouthSmileRight: 1 }],
		["closed lips over an open jaw", { jawOpen: 0.4, mouthClose: 0.4 }],
		["closed lips over an open jaw, rounded", { jawOpen: 0.4, mouthClose: 0.4, mouthPucker: 0.6 }],
		["pressed lips", { jawOpen: 0.1, mouthPressLeft: 0.8, mouthPressRight: 0.8 }],
	])("keeps the mouth shut for %s", (_, pose) => {
		const sources = sourcesOf(pose);
		for (const vowel of VOWELS) expect(sources[vowel]).toBe(0);
	});

	it("tells closure and bite", () => {
		expect(sourcesOf({ jawOpen: 0.3, mouthClose: 0.3 }).closed).toBe(1);
		expect(sourcesOf({ jawOpen: 0.1, mouthRollLower: 0.6 }).bite).toBeGreaterThan(0.5);
		expect(sourcesOf({}).closed).toBe(0);
	});

	it("opens more the further the jaw does", () => {
		const sizes = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((jawOpen) => {
			const { aa, ih } = sourcesOf({ jawOpen });
			return aa + ih;
		});
		expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
	});

	it("stays within 0 … 1, and the vowels within 1 together, for any weights", () => {
		const outside: string[] = [];
		for (let corner = 0; corner < 2 ** MOUTH_SOURCE_SHAPES.length; corner++) {
			const pose = Object.fromEntries(MOUTH_SOURCE_SHAPES.map((name, bit) => [name, (corner >> bit) & 1]));
			const sources = sourcesOf(pose);
			const sum = VOWELS.reduce((total, vowel) => total + sources[vowel], 0);
			const within = Object.values(sources).every((value) => value >= 0 && value <= 1);
			if (!within || sum > 1.000001) outside.push(JSON.stringify([pose, sources]));
		}
		expect(outside).toEqual([]);
		expect(MOUTH_SOURCE_SHAPES).toHaveLength(14);
	});
});
