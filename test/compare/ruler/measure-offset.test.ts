import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RULER_GRID } from "../../../src/compare/ruler/luma-cells.ts";
import { measureOffset } from "../../../src/compare/ruler/measure-offset.ts";
import { PictureTrack } from "../../../src/compare/ruler/picture-track.ts";
import { Series } from "../../../src/compare/ruler/series.ts";
import { Speaker } from "../../../src/driver/speaker.ts";
import type { SpokenPhrase } from "../../../src/driver/spoken-phrase.ts";
import { speakerVoice } from "../../../src/driver/vendors/stand-in-voice.ts";
import { music, silence } from "../../support/compare/music.ts";
import { talkingScene } from "../../support/compare/talking-scene.ts";

/** Seconds. */
const WITHIN = 0.02;

const SENTENCES = [
	"Good morning, and welcome to the museum. How can I help you today?",
	"Please take the lift to the third floor and turn left.",
	"Which of these four avatars do you like best?",
	"你好，欢迎来到博物馆，请问有什么可以帮您？",
	"Your parcel will arrive tomorrow between eight and ten o'clock.",
] as const;

let speaker: Speaker;
const spoken: SpokenPhrase[][] = [];
beforeAll(async () => {
	speaker = await Speaker.start();
	const voice = speakerVoice(speaker);
	for (const text of SENTENCES) {
		const phrases: SpokenPhrase[] = [];
		for await (const phrase of voice(text, new AbortController().signal)) phrases.push(phrase);
		spoken.push(phrases);
	}
});
afterAll(() => speaker?.dispose());

/** Of two languages; `bench/skew` measures many more. */
const some = (): readonly SpokenPhrase[][] => [said(0), said(3)];
const said = (index: number): SpokenPhrase[] => spoken[index] as SpokenPhrase[];
const LEFT = { x: 0, y: 1 / 6, width: 0.5, height: 0.5 };
const RIGHT = { ...LEFT, x: 0.5 };

describe("measureOffset", () => {
	it.each([-0.3, -0.05, 0.21])("finds a planted skew of %f s", (skew) => {
		for (const phrases of some()) {
			const verdict = measureOffset(talkingScene([{ phrases, skew }]));
			if (verdict.verdict !== "measured") throw new Error(verdict.doubt);
			expect(Math.abs(verdict.offset - skew)).toBeLessThan(WITHIN);
			expect(verdict.error).toBeLessThan(WITHIN);
			// The mouth of the drawn face is in the middle of its lower half.
			const { x, y, width, height } = verdict.region;
			expect(x + width / 2).toBeGreaterThan(0.35);
			expect(x + width / 2).toBeLessThan(0.65);
			expect(y + height / 2).toBeGreaterThan(0.55);
			expect(y + height / 2).toBeLessThan(0.78);
		}
	});

	it("looks where a person has drawn the mouth, and nowhere else", () => {
		const [first, second] = [said(0), said(1)];
		const faces = [
			{ phrases: first, skew: 0.2, place: LEFT },
			{ phrases: first, skew: 0.05, place: RIGHT },
		];
		const mouth = { x: 0.6, y: 0.4, width: 0.3, height: 0.2 };
		const verdict = measureOffset({ ...talkingScene(faces), region: mouth });
		if (verdict.verdict !== "measured") throw new Error(verdict.doubt);
		expect(Math.abs(verdict.offset - 0.05)).toBeLessThan(WITHIN);
		const hair = { x: 0.4, y: 0.05, width: 0.2, height: 0.1 };
		expect(measureOffset({ ...talkingScene([{ phrases: second }]), region: hair })).toMatchObject({
			verdict: "not-sure",
		});
	});

	it.each(["chords", "drums", "tune"] as const)("is not sure on music: %s", (kind) => {
		expect(measureOffset(talkingScene([{ phrases: said(1) }], music(kind))).verdict).toBe("not-sure");
	});

	it("is not sure on silence", () => {
		expect(measureOffset(talkingScene([{ phrases: said(1) }], silence))).toEqual({
			verdict: "not-sure",
			doubt: "no-sound",
		});
	});

	it("is not sure on a still face", () => {
		for (const phrases of some())
			expect(measureOffset(talkingScene([{ phrases, still: true }]))).toEqual({
				verdict: "not-sure",
				doubt: "still",
			});
	});

	it.each([0, 0.15])("is not sure on two faces that say the same, %f s apart", (skew) => {
		for (const phrases of some()) {
			const faces = [
				{ phrases, place: LEFT },
				{ phrases, skew, place: RIGHT },
			];
			expect(measureOffset(talkingScene(faces)).verdict).toBe("not-sure");
		}
	});

	it("does not lie on two faces of which one is heard", () => {
		const verdicts = some().map((phrases, index) => {
			const other = said((index + 2) % spoken.length);
			return measureOffset(
				talkingScene([
					{ phrases, place: LEFT },
					{ phrases: other, place: RIGHT },
				]),
			);
		});
		const offsets = verdicts.map((verdict) => (verdict.verdict === "measured" ? verdict.offset : 0));
		for (const offset of offsets) expect(Math.abs(offset)).toBeLessThan(WITHIN);
	});

	it("is not sure on a face that says another sentence than is heard", () => {
		for (const [index, phrases] of some().entries()) {
			const heard = talkingScene([{ phrases }]);
			const seen = talkingScene([{ phrases: said((index + 3) % spoken.length) }]);
			expect(measureOffset({ ...heard, pictures: seen.pictures }).verdict).toBe("not-sure");
		}
	});

	it("is not sure where much of the picture, or of the sound, was missing", () => {
		const scene = talkingScene([{ phrases: said(0) }]);
		expect(measureOffset({ ...scene, concealed: 0.1 }).verdict).toBe("measured");
		const disturbed = { verdict: "not-sure", doubt: "disturbed" };
		expect(measureOffset({ ...scene, concealed: 0.5 })).toEqual(disturbed);
		const holed = new PictureTrack(RULER_GRID, 2000);
		const cells = new Float32Array(RULER_GRID.columns * RULER_GRID.rows);
		for (let frame = 0; frame < scene.pictures.length; frame++) {
			const time = scene.pictures.time(frame);
			// Half a second of every second and a half stands still; there are pictures enough all the same.
			if (time % 1.5 < 0.5) continue;
			for (let cell = 0; cell < cells.length; cell++) cells[cell] = scene.pictures.cell(frame, cell);
			holed.add(time, cells);
		}
		expect(measureOffset({ ...scene, pictures: holed })).toEqual(disturbed);
	});

	it("names what is missing", () => {
		const scene = talkingScene([{ phrases: said(0) }]);
		expect(measureOffset({ ...scene, levels: new Series(1) })).toMatchObject({ doubt: "no-sound" });
		expect(measureOffset({ ...scene, end: scene.start + 0.5 })).toMatchObject({ doubt: "too-short" });
		const later = { ...scene, levels: talkingScene([{ phrases: said(0) }], music("chords")).levels };
		expect(measureOffset({ ...later, start: 60, end: 63 })).toMatchObject({ verdict: "not-sure" });
	});
});
