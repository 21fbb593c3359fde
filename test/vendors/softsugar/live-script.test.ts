import { describe, expect, it } from "vitest";
import { EXAMPLE_SCRIPT } from "../../../src/vendors/softsugar/example-script.ts";
import {
	type LiveScript,
	liveScriptParam,
	quickReplyParam,
	type Takeover,
	takeoverParam,
} from "../../../src/vendors/softsugar/live-script.ts";

/** The script with some fields of its only scene changed. */
const scene = (change: object): LiveScript => ({
	...EXAMPLE_SCRIPT,
	sceneList: [{ ...EXAMPLE_SCRIPT.sceneList[0], ...change }],
});

describe("liveScriptParam", () => {
	it("is JSON in a string, as the field param wants it", () => {
		expect(JSON.parse(liveScriptParam(EXAMPLE_SCRIPT))).toEqual(EXAMPLE_SCRIPT);
	});

	it.each<[string, LiveScript, string]>([
		["a bit rate of 0", { ...EXAMPLE_SCRIPT, bit_rate: 0 }, "$.bit_rate"],
		["a bit rate above 7", { ...EXAMPLE_SCRIPT, bit_rate: 7.1 }, "$.bit_rate"],
		["a picture above 1080p", { ...EXAMPLE_SCRIPT, resolution: [1440, 2560] }, "$.resolution"],
		["a picture below 10 × 10", { ...EXAMPLE_SCRIPT, resolution: [9, 9] }, "$.resolution"],
		["negative repetitions", { ...EXAMPLE_SCRIPT, recycle: -1 }, "$.recycle"],
		[
			"a text of nine characters",
			scene({ tts_query: { content: "九个字的文本不够长" } }),
			"at least 10 characters",
		],
		[
			"a volume of 0",
			scene({ tts_config: { ...EXAMPLE_SCRIPT.sceneList[0].tts_config, volume: 0 } }),
			"volume",
		],
		[
			"a pitch of 61",
			scene({ tts_config: { ...EXAMPLE_SCRIPT.sceneList[0].tts_config, pitch_offset: 61 } }),
			"pitch_offset",
		],
		[
			"a speed of 0.4",
			scene({ tts_config: { ...EXAMPLE_SCRIPT.sceneList[0].tts_config, speed_ratio: 0.4 } }),
			"speed_ratio",
		],
		[
			"neither id nor qid",
			scene({ tts_config: { ...EXAMPLE_SCRIPT.sceneList[0].tts_config, id: undefined } }),
			"tts_config.id",
		],
		["a path of the server as sound", scene({ audios: [{ url: "/data/common/song.mp3" }] }), "audios[0].url"],
		[
			"mixed filler words",
			scene({ quick_response: ["hello", { audio: "https://e.com/a.mp3" }] }),
			"quick_response",
		],
		["filler words out of interactive mode", { ...EXAMPLE_SCRIPT, live_type: "live" }, "live_type"],
	])("refuses %s, and says where", (_, script, place) => {
		expect(() => liveScriptParam(script)).toThrow(place);
	});

	it("takes a voice by qid alone", () => {
		const { id: _, vendor_id: __, ...voice } = EXAMPLE_SCRIPT.sceneList[0].tts_config;
		expect(() => liveScriptParam(scene({ tts_config: { ...voice, qid: "8wfZav:AEA" } }))).not.toThrow();
	});
});

describe("takeoverParam", () => {
	it("carries one background, not a list", () => {
		const takeover: Takeover = {
			tts_query: { content: "尊敬的观众朋友们,大家好!", ssml: false },
			backgrounds: { url: "https://e.com/b.png", rect: [0, 0, 1080, 1920], start: 0, duration: -1 },
		};
		expect(JSON.parse(takeoverParam(takeover))).toEqual(takeover);
	});

	it.each<[string, Takeover]>([
		["nothing to say", {}],
		["a short text", { tts_query: { content: "Hi" } }],
		["a server's path, though the document shows one", { audio: "/data/common/song.mp3" }],
		[
			"a layer without four numbers",
			{
				audio: "https://e.com/a.mp3",
				foregrounds: [{ url: "https://e.com/f.png", rect: [0, 0] as never, start: 0, duration: 1 }],
			},
		],
	])("refuses %s", (_, takeover) => {
		expect(() => takeoverParam(takeover)).toThrow(TypeError);
	});
});

describe("quickReplyParam", () => {
	it("names an index, or one at random", () => {
		expect(JSON.parse(quickReplyParam(-1))).toEqual({ quick_response: true, order: -1 });
		expect(() => quickReplyParam(-2)).toThrow(TypeError);
		expect(() => quickReplyParam(0.5)).toThrow(TypeError);
	});
});
