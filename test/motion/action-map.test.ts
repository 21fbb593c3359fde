import { describe, expect, test } from "vitest";
import { actionKey, parseActionMap } from "../../src/motion/action-map.ts";
import { WireError } from "../../src/protocol/errors.ts";

const CLIPS = ["nod", "wave"];

describe("parseActionMap", () => {
	test("takes codes in any spelling, and codes that are to play nothing", () => {
		expect(parseActionMap({ "Nod Twice": "nod", camera_zoom: null }, CLIPS)).toEqual({
			nod_twice: "nod",
			camera_zoom: null,
		});
	});

	test.each([
		[null, "$: expected an object from action codes to clips, got null"],
		[["nod"], "$: expected an object from action codes to clips, got a list"],
		[{ "": "nod" }, '$[""]: expected a code, got an empty name'],
		[{ a: 3 }, '$["a"]: expected a clip\'s name or null, got number'],
		[{ a: "nod", b: "dance" }, '$["b"]: expected one of nod, wave, got "dance"'],
		[{ a: "toString" }, '$["a"]: expected one of nod, wave, got "toString"'],
	])("says where and why it refuses %j", (value, message) => {
		expect(() => parseActionMap(value, CLIPS)).toThrow(WireError);
		expect(() => parseActionMap(value, CLIPS)).toThrow(message);
	});

	test("codes that only differ in spelling do not contradict each other in silence", () => {
		expect(() => parseActionMap({ "thumbs-up": "nod", thumbs_up: "wave" }, CLIPS)).toThrow(
			'$["thumbs_up"]: another spelling of a code above',
		);
	});
});

test.each([
	["thumbs-up", "thumbs_up"],
	["  Waving Hand1 ", "waving_hand1"],
	["2hands_forward1", "2hands_forward1"],
])("%j is looked up as %s", (name, key) => {
	expect(actionKey(name)).toBe(key);
});
