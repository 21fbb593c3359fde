import { expect, test } from "vitest";
import { SessionHarness, sound } from "../support/session-harness.ts";

const CHINESE = [{ text: "你好", start: 0, end: 0.5, textStart: 0, textEnd: 2 }] as never;

test("sound without a face gets lips of its own", () => {
	const h = SessionHarness.open();
	h.session.speak("Hi", h.now);
	const samples = sound(1).map((_, i) => 10_000 * Math.sin(i / 10));
	h.part({ samples, clauseStart: true, clauseFinal: true, faceFinal: true, final: true });
	const faces = h.toStage.filter((message) => message.type === "face");
	expect(faces.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(24);
	expect(Math.max(...faces.flatMap(({ weights }) => [...weights]))).toBeGreaterThan(0.1);
	expect(h.session.stats.face.rung).toBe("audio");
});

test("a face that the driver did not finish is sent to its end when no more will come", () => {
	const h = SessionHarness.open();
	h.session.speak("Hi", h.now);
	const samples = sound(1).map((_, i) => 10_000 * Math.sin(i / 10));
	h.part({ samples, clauseStart: true, final: true });
	const faces = h.toStage.filter((message) => message.type === "face");
	const end = Math.max(...faces.map((face) => face.presentationTime + face.count / face.frameRate));
	expect(end).toBeGreaterThan(0.95);
});

test("readings of Chinese are asked for once, when words come without phonemes", () => {
	const h = SessionHarness.open();
	h.session.speak("你好", h.now);
	h.part({ samples: sound(0.5), subtitles: CHINESE, clauseStart: true });
	h.part({ samples: sound(0.5), subtitles: CHINESE });
	expect(h.pinyinWanted).toBe(1);
});

test("spelling is asked for once, when words come with neither phonemes nor a face", () => {
	const h = SessionHarness.open();
	h.session.speak("你好", h.now);
	h.part({ samples: sound(0.5), subtitles: CHINESE, clauseStart: true });
	h.part({ samples: sound(0.5), subtitles: CHINESE });
	expect(h.spellingWanted).toBe(1);
});
