import { expect, it } from "vitest";
import { languageOf } from "../../../src/widget/panel/language-of.ts";

it.each([
	["Good morning", "en-GB", "en-GB"],
	["你好", "en", "zh-Hans"],
	["你好", "zh-TW", "zh-TW"],
	["こんにちは、世界", "en", "ja"],
	["안녕하세요", "en", "ko"],
	["Wi-Fi is free", "zh-CN", "en"],
	["12:30", "zh-CN", "zh-CN"],
	["", "de", "de"],
])("%j beside %s is %s", (text, otherwise, expected) => {
	expect(languageOf(text, otherwise)).toBe(expected);
});
