import { describe, expect, it } from "vitest";
import { planPhrase } from "../../src/driver/plan-phrase.ts";
import { readSsml } from "../../src/driver/read-ssml.ts";
import { splitClauses } from "../../src/driver/split-clauses.ts";

/** The plan of the first clause, a word for each segment. */
function plan(source: string, speed = 1, voice?: string): string[] {
	const [clause] = splitClauses(readSsml(source));
	return (clause?.phrases ?? []).flatMap((phrase) =>
		planPhrase(clause as NonNullable<typeof clause>, phrase, { speed, voice }).map((segment) =>
			segment.type === "pause"
				? `pause ${segment.duration}`
				: `${segment.voice} ${segment.rate} ${segment.spoken ?? segment.pinyin?.join("+") ?? segment.text.trim()}`,
		),
	);
}

describe("planPhrase", () => {
	it("ends a phrase with a breath and a clause with a stop", () => {
		expect(plan("In the morning light, all of us sing.")).toEqual([
			"en-us 1 In the morning light,",
			"pause 0.2",
			"en-us 1 all of us sing.",
			"pause 0.4",
		]);
	});

	it("makes pauses shorter at a higher speed", () => {
		expect(plan("Quick!", 2)).toEqual(["en-us 2 Quick!", "pause 0.2"]);
	});

	it("changes the voice with the script", () => {
		expect(plan("我用 AI 工作")).toEqual(["cmn 1 我用", "en-us 1 AI", "cmn 1 工作", "pause 0.4"]);
	});

	it("pauses where the text says so, at its ends too", () => {
		expect(plan('<speak><break time="1s"/>one <break time="2s"/>two<break time="3s"/></speak>')).toEqual([
			"pause 1",
			"en-us 1 one",
			"pause 2",
			"en-us 1 two",
			"pause 3",
			"pause 0.4",
		]);
	});

	it("multiplies the rate of the text with the speed of the reply", () => {
		expect(plan('<speak>one <prosody rate="2">two</prosody></speak>', 1.5)).toEqual([
			"en-us 1.5 one",
			"en-us 3 two",
			expect.stringMatching(/^pause 0.26/),
		]);
	});

	it("replaces text by its reading", () => {
		const source =
			'<speak><sub alias="World Wide Web">WWW</sub> 在<phoneme alphabet="py" ph="chong2 qing4">重庆</phoneme></speak>';
		expect(plan(source)).toEqual(["en-us 1 World Wide Web", "cmn 1 在", "cmn 1 chong2+qing4", "pause 0.4"]);
	});

	it("leaves out what has no sound", () => {
		expect(plan("... !!!")).toEqual(["pause 0.4"]);
	});
});
