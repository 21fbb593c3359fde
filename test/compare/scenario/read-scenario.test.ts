import { describe, expect, it } from "vitest";
import { readScenario } from "../../../src/compare/scenario/read-scenario.ts";

const WHOLE = `{
	// Comments are allowed.
	"title": "Two at breakfast",
	"candidates": [
		"facewire",
		{ "kind": "akool", "name": "Akool by LiveKit", "options": { "avatarId": "dvp_1", "transport": "livekit" } },
	],
	"texts": ["Good morning.", { "text": "你好。", "language": "zh", "interruptAfter": 1.5 }],
	"repetitions": 2,
	"order": "together",
	"network": { "latency": 80, "packetLoss": 2 }
}`;

const problemOf = (source: string): string => {
	try {
		readScenario(source);
		return "";
	} catch (error) {
		return (error as Error).message;
	}
};

describe("readScenario", () => {
	it("reads a whole file, and fills in what is left out", () => {
		expect(readScenario(WHOLE)).toEqual({
			title: "Two at breakfast",
			candidates: [
				{ kind: "facewire", name: "Facewire", options: {} },
				{ kind: "akool", name: "Akool by LiveKit", options: { avatarId: "dvp_1", transport: "livekit" } },
			],
			network: { latency: 80, downlink: 0, uplink: 0, packetLoss: 2 },
			standIns: false,
			plan: {
				texts: [
					{ text: "Good morning.", language: "", interruptAfter: null },
					{ text: "你好。", language: "zh", interruptAfter: 1.5 },
				],
				repetitions: 2,
				order: "together",
				warmUp: true,
				shuffled: false,
				seed: 1,
			},
		});
	});

	it.each([
		[
			'{\n\t"texts": ["a"],\n\t"repititions": 3\n}',
			"line 3: there is no key “repititions” here. Is “repetitions” meant?",
		],
		['{\n\n"texts": ["a"]}', "line 1: “candidates” is missing."],
		['{"candidates": ["acool"], "texts": ["a"]}', "line 1: expected one of"],
		[
			'{"texts": ["a"],\n"candidates": [\n{"kind": "akool",\n"options": {"avatar": "x"}}]}',
			"line 4: there is no key “avatar” here. Is “avatarId” meant?",
		],
		['{"candidates": ["akool", "akool"],\n"texts": ["a"]}', "two candidates are called “Akool”"],
		[
			'{"candidates": ["akool"],\n"texts": ["a"],\n"repetitions": 0}',
			"line 3: expected a number from 1 to 100, got 0.",
		],
		['{"candidates": ["akool"],\n"texts": []}', "line 2: expected at least one text, got []."],
		['{"candidates": ["akool"],\n"texts": ["a"\n', "line 3: this is not JSON"],
		["", "line 1"],
	])("says the line of what is wrong: %s", (source, problem) => {
		expect(problemOf(source)).toContain(problem);
	});
});
