import { beforeAll, describe, expect, it } from "vitest";
import { Espeak } from "../../src/driver/espeak.ts";
import { planPhrase } from "../../src/driver/plan-phrase.ts";
import { readMarkdown } from "../../src/driver/read-markdown.ts";
import { readSsml } from "../../src/driver/read-ssml.ts";
import { speakPhrase } from "../../src/driver/speak-phrase.ts";
import { ESPEAK_PACKAGE } from "../../src/driver/speech-thread-messages.ts";
import { splitClauses } from "../../src/driver/split-clauses.ts";
import type { SpokenPhrase } from "../../src/driver/spoken-phrase.ts";

let espeak: Espeak;
beforeAll(async () => {
	espeak = await Espeak.load(ESPEAK_PACKAGE);
});

/** Says the first phrase of a text. */
function speak(
	source: string,
	options: { speed?: number; subtitles?: "character" | "word" } = {},
): SpokenPhrase {
	const speech = source.startsWith("<speak") ? readSsml(source) : readMarkdown(source);
	const [clause] = splitClauses(speech);
	const [phrase] = clause?.phrases ?? [];
	if (!clause || !phrase) throw new Error("nothing to say");
	const segments = planPhrase(clause, phrase, { speed: options.speed ?? 1, voice: undefined });
	const manner = { timbre: "+f1", gain: 0.68, subtitles: options.subtitles ?? "character" } as const;
	return speakPhrase(espeak, clause.text, segments, manner);
}

const seconds = ({ samples }: SpokenPhrase): number => samples.length / 24_000;

/** Mean amplitude between two times. */
function level({ samples }: SpokenPhrase, from: number, to: number): number {
	const span = samples.subarray(Math.round(from * 24_000), Math.round(to * 24_000));
	return span.reduce((sum, sample) => sum + Math.abs(sample), 0) / span.length;
}

describe("speakPhrase", () => {
	it("is the same every time", () => {
		const once = speak("Once and again.");
		const again = speak("Once and again.");
		expect(again.phonemes.map((phoneme) => phoneme.symbol)).toEqual(
			once.phonemes.map((phoneme) => phoneme.symbol),
		);
		expect(Math.abs(seconds(again) - seconds(once))).toBeLessThan(0.05);
	});

	it("lasts whole face frames and has a frame for each", () => {
		for (const text of ["Yes.", "好。", "A somewhat longer phrase than that."]) {
			const { samples, face } = speak(text);
			expect(samples.length % 960).toBe(0);
			expect(face.length).toBe((samples.length / 960) * 52);
		}
	});

	it("ends in the pause that it says it ends in", () => {
		const phrase = speak("This is the end.");
		expect(phrase.pause / 24_000).toBeGreaterThanOrEqual(0.4);
		expect(level(phrase, seconds(phrase) - 0.39, seconds(phrase))).toBe(0);
		expect(
			level(phrase, seconds(phrase) - phrase.pause / 24_000 - 0.1, seconds(phrase) - 0.4),
		).toBeGreaterThan(0);
	});

	it("puts phonemes end to end over the whole phrase, with silence in the comma", () => {
		const { phonemes, ...phrase } = speak("Yes, yes, of course.");
		expect(phonemes[0]?.start).toBe(0);
		expect(phonemes.at(-1)?.end).toBeCloseTo(phrase.samples.length / 24_000, 6);
		for (const phoneme of phonemes) expect(phoneme.end).toBeGreaterThan(phoneme.start);
		for (const [index, phoneme] of phonemes.slice(1).entries())
			expect(phoneme.start).toBeCloseTo(phonemes[index]?.end ?? Number.NaN, 6);
		expect(phonemes.filter((phoneme) => phoneme.symbol === "sil").length).toBeGreaterThanOrEqual(2);
	});

	it("stamps a stop at its burst: it is silent before and sounds after", () => {
		const phrase = speak("A top cop.");
		const stops = phrase.phonemes.filter((phoneme) => /^[pk]$/.test(phoneme.symbol));
		expect(stops.length).toBeGreaterThanOrEqual(3);
		for (const { start } of stops)
			expect(level(phrase, start - 0.025, start - 0.005)).toBeLessThan(
				0.3 * level(phrase, start, start + 0.03),
			);
	});

	it("gives each language of a phrase its own voice and phonemes", () => {
		const { phonemes, words } = speak("我们用AI工作。");
		const symbols = phonemes.map((phoneme) => phoneme.symbol);
		expect(symbols.slice(0, 6)).toEqual(["uo3", "m5", "en5", "iong4", "ˌeɪ", "ˈaɪ"].slice(0, symbols.length));
		expect(words.map((word) => word.text)).toEqual(["我们", "用", "AI", "工作"]);
	});

	it("says the syllables of a number under one subtitle", () => {
		const { subtitles, words } = speak("有25个。");
		expect(subtitles.map((subtitle) => subtitle.text)).toEqual(["有", "25", "个。"]);
		expect(words[1]).toEqual({ text: "25", phonemes: "er4|sh-iii2|u3" });
	});

	it("takes pinyin from SSML", () => {
		const { phonemes } = speak('<speak><phoneme alphabet="py" ph="chong2 qing4">重庆</phoneme></speak>');
		const symbols = phonemes.map((phoneme) => phoneme.symbol).filter((symbol) => symbol !== "sil0");
		expect(symbols).toEqual(["ch2", "ong2", "q4", "ing4"]);
	});

	it("says a substitute under the text that it stands for", () => {
		const { subtitles, words } = speak('<speak>The <sub alias="World Wide Web">WWW</sub> is big.</speak>');
		expect(subtitles.map((subtitle) => subtitle.text)).toEqual(["The", "WWW", "is", "big."]);
		expect(words[1]?.phonemes).toMatch(/^w-.*\|w-.*\|w-/);
	});

	it("does not obey commands hidden in the text", () => {
		const plain = speak("one two");
		for (const text of ["one [[two]]", "one &lt;mark two", "one \u0001 two"]) {
			const { words } = speak(text);
			expect(words.at(-1)?.phonemes).toBe(plain.words.at(-1)?.phonemes);
		}
	});

	it("is shorter at a higher speed, pauses included", () => {
		const normal = speak("Speak as fast as you can.");
		const fast = speak("Speak as fast as you can.", { speed: 2 });
		expect(seconds(normal) / seconds(fast)).toBeGreaterThan(1.5);
		expect(normal.pause / fast.pause).toBeGreaterThan(1.6);
	});

	it("never leaves −1 … 1, however loud", () => {
		const [clause] = splitClauses(readMarkdown("Loud and clear."));
		const [phrase] = clause?.phrases ?? [];
		if (!clause || !phrase) throw new Error("nothing to say");
		const segments = planPhrase(clause, phrase, { speed: 1, voice: undefined });
		const { samples } = speakPhrase(espeak, clause.text, segments, {
			timbre: "",
			gain: 8,
			subtitles: "word",
		});
		expect(Math.max(...samples)).toBe(1);
		expect(Math.min(...samples)).toBe(-1);
	});
});
