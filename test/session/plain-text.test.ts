import { expect, test } from "vitest";
import { plainText } from "../../src/session/plain-text.ts";

test.each([
	['<speak>One <break time="1s"/>two</speak>', "One two"],
	["<speak>Tom &amp; Jerry &lt;3 &quot;cheese&quot;</speak>", 'Tom & Jerry <3 "cheese"'],
	["&amp;lt;", "&lt;"],
	["1 < 2 & so on", "1 < 2 & so on"],
])("%j reads %j", (markup, text) => {
	expect(plainText(markup)).toBe(text);
});
