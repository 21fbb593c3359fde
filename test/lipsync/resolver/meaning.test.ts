import { describe, expect, it } from "vitest";
import { BLENDSHAPES } from "../../../src/lipsync/blendshapes.ts";
import { meaningOf } from "../../../src/lipsync/resolver/meaning.ts";

describe("meaningOf", () => {
	it.each(BLENDSHAPES.map((name) => [name]))("knows %s in camel, Pascal and sided spelling", (name) => {
		const pascal = name.charAt(0).toUpperCase() + name.slice(1);
		const sided = name.replace(/Left$/, "_L").replace(/Right$/, "_R");
		for (const spelling of [name, pascal, sided, `Head.${name}`]) {
			expect(meaningOf(spelling)).toMatchObject({ relation: "same", sources: [name] });
		}
	});

	it.each([
		["Eye_R_Look_L", "same", ["eyeLookInRight"]],
		["Eye_L_Look_Up", "same", ["eyeLookUpLeft"]],
		["Mouth_L", "same", ["mouthLeft"]],
		["Cheek_Raise_R", "same", ["cheekSquintRight"]],
		["Brow_Raise_Inner_L", "part", ["browInnerUp"]],
		["cheekPuff_R", "part", ["cheekPuff"]],
		["mouthSmile", "merged", ["mouthSmileLeft", "mouthSmileRight"]],
		["eyesClosed", "merged", ["eyeBlinkLeft", "eyeBlinkRight"]],
		["lookLeft", "merged", ["eyeLookOutLeft", "eyeLookInRight"]],
		["blinkLeft", "same", ["eyeBlinkLeft"]],
		["まばたき", "merged", ["eyeBlinkLeft", "eyeBlinkRight"]],
		["ウィンク２右", "same", ["eyeBlinkRight"]],
		["あ", "vowel", ["aa"]],
		["viseme_U", "vowel", ["ou"]],
		["Face.M_F00_000_00_Fcl_MTH_O", "vowel", ["oh"]],
		["mouthOpen", "standIn", ["jawOpen"]],
	])("reads %s as %s of %j", (name, relation, sources) => {
		expect(meaningOf(name)).toMatchObject({ relation, sources });
	});

	it.each([["happy"], ["hair_swing"], ["17"], [""], ["L"], ["mouth"]])("says nothing of %j", (name) => {
		expect(meaningOf(name)).toBeUndefined();
	});
});
