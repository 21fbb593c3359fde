import { describe, expect, it } from "vitest";
import { isEcho } from "../../../src/widget/panel/is-echo.ts";
import { OwnVoice } from "../../../src/widget/panel/own-voice.ts";

const SAID = "We are open from Tuesday to Sunday, from ten in the morning until six.";

it.each([
	["we are open from tuesday to sunday", SAID, true],
	["we are open from choose day to sunday", SAID, true],
	["how much is a ticket", SAID, false],
	["stop", SAID, false],
	["我们星期二到星期天开放", "我们星期二到星期天开放，上午十点到下午六点。", true],
	["门票多少钱", "我们星期二到星期天开放，上午十点到下午六点。", false],
	["", SAID, false],
	["hello", "", false],
])("%j beside %j: %s", (heard, said, expected) => {
	expect(isEcho(heard, said)).toBe(expected);
});

describe("OwnVoice", () => {
	const caption = (text: string) => ({ clause: 0, text, heard: 0, current: 1 });

	it("is known while the avatar speaks and a moment longer, with the clause before", () => {
		let now = 0;
		const voice = new OwnVoice(() => now);
		voice.follow(caption("We are open from ten."));
		voice.follow(caption("Do come in."));
		expect(voice.isHeardIn("open from ten do come in")).toBe(true);
		voice.follow(undefined);
		now = 500;
		expect(voice.isHeardIn("do come in")).toBe(true);
		now = 5000;
		expect(voice.isHeardIn("do come in")).toBe(false);
	});
});
