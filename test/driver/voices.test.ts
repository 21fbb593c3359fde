import { describe, expect, it } from "vitest";
import { Espeak } from "../../src/driver/espeak.ts";
import { ESPEAK_PACKAGE } from "../../src/driver/speech-thread-messages.ts";
import { splitVoiceRuns } from "../../src/driver/voice-runs.ts";
import { OFFERED_VOICES, PINYIN_VOICE, TIMBRES, voiceForLanguage } from "../../src/driver/voices.ts";

describe("voices", () => {
	it("that are offered exist, in every timbre", async () => {
		const espeak = await Espeak.load(ESPEAK_PACKAGE);
		for (const voice of [...OFFERED_VOICES, PINYIN_VOICE])
			for (const timbre of TIMBRES.values())
				expect([voice, timbre, espeak.hasVoice(voice + timbre)]).toEqual([voice, timbre, true]);
		expect(espeak.hasVoice("nobody")).toBe(false);
	});

	it.each([
		["zh-CN", "cmn"],
		["zh_TW", "cmn"],
		["zh-HK", "yue"],
		["yue", "yue"],
		["en-US", "en-us"],
		["en-GB", "en"],
		["EN", "en-us"],
		["pt-BR", "pt-br"],
		["pt-PT", "pt"],
		["es-MX", "es-419"],
		["ja-JP", "ja"],
		["tlh", undefined],
		["", undefined],
		["constructor", undefined],
	])("for %o is %o", (tag, voice) => {
		expect(voiceForLanguage(tag)).toBe(voice);
	});
});

describe("splitVoiceRuns", () => {
	const runs = (text: string, preferred?: string): string =>
		splitVoiceRuns(text, preferred)
			.map((run) => `${run.voice}(${text.slice(run.start, run.end)})`)
			.join("");

	it.each([
		["Hello, world!", undefined, "en-us(Hello, world!)"],
		["你好，世界！", undefined, "cmn(你好，世界！)"],
		["我用 AI 工作", undefined, "cmn(我用 )en-us(AI )cmn(工作)"],
		["2026年25个", undefined, "cmn(2026年25个)"],
		["room 25, please", undefined, "en-us(room 25, please)"],
		["我有25个 apples", undefined, "cmn(我有25个 )en-us(apples)"],
		["12345", undefined, "en-us(12345)"],
		["12345", "cmn", "cmn(12345)"],
		["Guten Tag", "de", "de(Guten Tag)"],
		["Hello 你好", "cmn", "en-us(Hello )cmn(你好)"],
		["你好", "yue", "yue(你好)"],
		["Hello 你好", "en", "en(Hello )cmn(你好)"],
		["Привет, мир", undefined, "ru(Привет, мир)"],
		["Привіт", "uk", "uk(Привіт)"],
		["こんにちは hello", undefined, "ja(こんにちは )en-us(hello)"],
		["…!", undefined, "en-us(…!)"],
	])("gives %o (asked for: %o) to %s", (text, preferred, expected) => {
		expect(runs(text, preferred)).toBe(expected);
	});

	it("leaves no gaps, whatever the text", () => {
		for (const text of ["a你b好c", " 😀 x", "é́", "１２３", "-你-a-"]) {
			const found = splitVoiceRuns(text, undefined);
			expect(found.map((run) => text.slice(run.start, run.end)).join("")).toBe(text);
		}
	});
});
