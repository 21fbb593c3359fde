import { describe, expect, it } from "vitest";
import { writeLiveLinkCsv } from "../../../../src/debug/model/export/write-live-link-csv.ts";
import { writeWeightsCsv } from "../../../../src/debug/model/export/write-weights-csv.ts";
import { steadyCurves } from "../../../../src/debug/model/import/named-curves.ts";
import { readCurvesCsv } from "../../../../src/debug/model/import/read-curves-csv.ts";
import { weightsAt } from "../../../../src/debug/model/weights-at.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX, BLENDSHAPES } from "../../../../src/lipsync/blendshapes.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

const trace = replayed(hello());

describe("weights as a table", () => {
	it.each(["sent", "mixed", "drawn"] as const)("holds every face as %s, with its times", (source) => {
		const csv = writeWeightsCsv(trace, whole(trace), source);
		const read = readCurvesCsv(csv);
		const utterance = trace.utterances[0];
		const column = { sent: utterance?.wire, mixed: utterance?.mixed, drawn: trace.applied }[source];
		expect(read?.names).toEqual(BLENDSHAPES);
		expect(read?.times).toHaveLength(column?.count ?? 0);
		for (let frame = 0; frame < (column?.count ?? 0); frame += 7)
			for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
				expect(read?.values[frame * BLENDSHAPE_COUNT + shape]).toBeCloseTo(
					column?.weight(frame, shape) ?? 0,
					5,
				);
	});

	it("takes only what lies in the range", () => {
		const rows = writeWeightsCsv(trace, { from: 1, to: 1.5 }, "drawn").trim().split("\r\n").slice(1);
		expect(rows.length).toBeGreaterThan(28);
		expect(rows.length).toBeLessThan(32);
		expect(rows.every((row) => Number(row.split(",")[0]) <= 0.5)).toBe(true);
	});
});

describe("a take of Live Link Face", () => {
	const csv = writeLiveLinkCsv(trace, whole(trace));

	it("has the app's header, and 61 values a line", () => {
		const [header = "", first = ""] = csv.split("\n");
		expect(header).toMatch(/^Timecode,BlendShapeCount,EyeBlinkLeft,EyeLookDownLeft,/);
		expect(header).toMatch(/,TongueOut,HeadYaw,HeadPitch,HeadRoll,LeftEyeYaw,.*,RightEyeRoll$/);
		expect(first).toMatch(/^00:00:00:00\.000,61,/);
		expect(first.split(",")).toHaveLength(63);
	});

	it("gives the drawn face to who reads it by names, 60 times a second", () => {
		const read = readCurvesCsv(csv);
		if (read === undefined) throw new Error("no table");
		const { frameRate, weights } = steadyCurves(read);
		expect(frameRate).toBe(60);
		const drawn = new Float32Array(BLENDSHAPE_COUNT);
		for (let frame = 60; frame < 150; frame += 10) {
			weightsAt(trace, frame / 60, drawn);
			for (const name of ["jawOpen", "jawLeft", "mouthRight", "mouthFunnel"] as const)
				expect(weights[frame * BLENDSHAPE_COUNT + BLENDSHAPE_INDEX[name]]).toBeCloseTo(
					drawn[BLENDSHAPE_INDEX[name]] ?? 0,
					4,
				);
		}
	});
});
