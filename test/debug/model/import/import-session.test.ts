import { describe, expect, it } from "vitest";
import { writeWeightsCsv } from "../../../../src/debug/model/export/write-weights-csv.ts";
import { importSession } from "../../../../src/debug/model/import/import-session.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPES } from "../../../../src/lipsync/blendshapes.ts";
import { ORDERS } from "../../../../src/lipsync/order-tables.ts";
import { orderPermutation, toWireOrder } from "../../../../src/lipsync/orders.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

const trace = replayed(hello());
const source = trace.utterances[0]!;

/** The faces of the recording, 25 a second, as another system holds them. */
const count = source.wire.count;
const rows = (names: readonly string[]) => {
	const permutation = orderPermutation(names, names.length);
	return Array.from({ length: count }, (_, frame) => {
		const row = new Array<number>(names.length).fill(0);
		toWireOrder(source.wire.frame(frame), permutation, 1, row);
		return row;
	});
};
const sound = new Float32Array(source.wave!.length);
source.wave!.read(0, sound);

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const alphabetical = [...BLENDSHAPES].sort();
const apart = ["mouthSmile_L", "mouthSmile_R", "jawOpen", "mouthClose"];

/** What each format makes of the same faces. */
const FILES: Readonly<Record<string, string>> = {
	LAM: JSON.stringify({
		names: alphabetical,
		metadata: { fps: 25, frame_count: count },
		frames: rows(alphabetical).map((weights, index) => ({ weights, time: index / 25, rotation: [] })),
	}),
	Audio2Face: JSON.stringify({
		exportFps: 25,
		trackPath: "speech.wav",
		facsNames: BLENDSHAPES,
		weightMat: rows(BLENDSHAPES),
	}),
	"frames with names": JSON.stringify(
		rows(BLENDSHAPES).map((row, index) => ({
			time: index / 25,
			blendshapes: Object.fromEntries(row.map((weight, shape) => [pascal(BLENDSHAPES[shape]!), weight])),
		})),
	),
	curves: JSON.stringify({
		fps: 25,
		curves: Object.fromEntries(
			BLENDSHAPES.map((name, shape) => [name, rows(BLENDSHAPES).map((row) => row[shape])]),
		),
	}),
	CSV: [
		["timeCode", ...BLENDSHAPES.map((name) => `blendShapes.${pascal(name)}`)].join(","),
		...rows(BLENDSHAPES).map((row, index) => [index / 25, ...row].join(",")),
	].join("\n"),
};

describe("curves of another system", () => {
	it.each(Object.keys(FILES))("of the form “%s” are gone through as a driver's", (format) => {
		const imported = importSession(FILES[format]!, sound);
		expect(imported.frameRate).toBe(25);
		expect(imported.notes[0]).toContain(format);
		const again = replayed(imported.entries, { frameRate: 25 }).utterances[0];
		expect(again?.wave?.length).toBe(sound.length);
		expect(again?.wire.count).toBeGreaterThanOrEqual(count);
		for (let frame = 0; frame < count; frame++)
			for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
				// The wire has four digits.
				expect(Math.abs(again!.wire.weight(frame, shape) - source.wire.weight(frame, shape))).toBeLessThan(
					1e-4,
				);
	});

	it("of Azure come in chunks of 55 channels at 60 a second", () => {
		const sixty = Array.from({ length: Math.round(source.duration * 60) }, (_, frame) => {
			const weights = new Float32Array(BLENDSHAPE_COUNT);
			source.wire.sample(frame / 60, 0.15, weights);
			const row = new Array<number>(55).fill(0);
			toWireOrder(weights, orderPermutation(ORDERS.azure, 55), 1, row);
			return row;
		});
		const chunks = [0, 40, 80].map((FrameIndex, index) => ({
			audioOffset: 0,
			visemeId: 0,
			animation: JSON.stringify({
				FrameIndex,
				BlendShapes: sixty.slice(FrameIndex, [40, 80, undefined][index]),
			}),
		}));
		const { entries, frameRate, notes } = importSession(JSON.stringify(chunks), sound);
		expect(frameRate).toBe(60);
		expect(notes.join()).toContain("headRoll, leftEyeRoll, rightEyeRoll");
		const again = replayed(entries, { frameRate: 60 }).utterances[0]!;
		const weights = new Float32Array(BLENDSHAPE_COUNT);
		for (let time = 0.2; time < source.duration - 0.2; time += 0.1) {
			again.wire.sample(time, 0.15, weights);
			const before = new Float32Array(BLENDSHAPE_COUNT);
			source.wire.sample(time, 0.15, before);
			for (const [shape, weight] of weights.entries())
				expect(Math.abs(weight - before[shape]!)).toBeLessThan(0.06);
		}
	});

	it("may name their sides as modelling tools do, and a few shapes only", () => {
		const text = JSON.stringify({
			facsNames: apart,
			weightMat: rows(apart.map((name) => name)),
			exportFps: 25,
		});
		const { entries } = importSession(text, sound);
		const again = replayed(entries, { frameRate: 25 }).utterances[0]!;
		for (const name of ["mouthSmileLeft", "jawOpen"] as const) {
			const shape = BLENDSHAPES.indexOf(name);
			expect(again.wire.weight(30, shape)).toBeCloseTo(source.wire.weight(30, shape), 3);
		}
	});

	it("come from the view's own table", () => {
		const { frameRate, entries } = importSession(writeWeightsCsv(trace, whole(trace), "drawn"), undefined);
		expect(frameRate).toBe(60);
		expect(replayed(entries, { frameRate: 60 }).utterances[0]?.wire.count).toBeGreaterThan(100);
	});

	it("of Azure's viseme ids become phonemes, and the lips follow them", () => {
		const visemes = [
			{ audioOffset: 500_000, visemeId: 0 },
			{ audioOffset: 4_000_000, visemeId: 21 },
			{ audioOffset: 5_500_000, visemeId: 2 },
			{ audioOffset: 9_000_000, visemeId: 0 },
		];
		const { entries, frameRate } = importSession(JSON.stringify(visemes), sound);
		expect(frameRate).toBeUndefined();
		const again = replayed(entries).utterances[0]!;
		expect(again.phonemes.map(({ text }) => text)).toEqual(["", "p", "ɑ", ""]);
		const jaw = (time: number) => {
			const weights = new Float32Array(BLENDSHAPE_COUNT);
			again.mixed.sample(time, 0.15, weights);
			return weights[BLENDSHAPES.indexOf("jawOpen")]!;
		};
		expect(jaw(0.72)).toBeGreaterThan(jaw(0.45) + 0.1);
	});

	it.each([
		["", "expected JSON or CSV"],
		["nonsense", "expected JSON or CSV"],
		['{"what": 1}', "$: expected names and weights"],
		['{"facsNames": ["jawOpen"], "weightMat": [[0.1], ["x"]]}', "$.weightMat[1][0]: expected a number"],
		['{"facsNames": ["jawOpen"], "weightMat": [[]]}', "$.weightMat[0]: expected 1 weights"],
		['{"facsNames": ["nose", "ear"], "weightMat": [[0, 0]]}', "None of the channels has a known name"],
		[
			'{"names": ["jawOpen"], "frames": [{"weights":[0],"time":1},{"weights":[0],"time":0}]}',
			"$.frames[1].time",
		],
		["time,jawOpen,mouthClose\n0,0,0\n1,a,0", "line 3, jawOpen: expected a number"],
		["time,jawOpen,mouthClose\n1,0,0\n0.5,0,0", "line 3: expected a time that does not decrease"],
	])("are refused with the place that is wrong: %s", (text, reason) => {
		expect(() => importSession(text, undefined)).toThrow(reason);
	});
});
