import { describe, expect, it } from "vitest";
import { nameKey, nameKeys } from "../../../src/lipsync/resolver/normalise-name.ts";

describe("nameKey", () => {
	it.each([
		["eyeBlinkLeft", "eyeblinkleft"],
		["EyeBlinkLeft", "eyeblinkleft"],
		["eyeBlink_L", "eyeblinkleft"],
		["Eye_Blink_L", "eyeblinkleft"],
		["Eye_L_Blink", "eyeblinkleft"],
		["eye blink.left", "eyeblinkleft"],
		["Mouth_R", "mouthright"],
		["jawOpen", "jawopen"],
		["Eye_L_Look_R", "eyellookr"],
		["viseme_PP", "visemepp"],
		["ウィンク２", "ウィンク2"],
		["あ", "あ"],
		["", ""],
	])("spells %j as %j", (name, key) => {
		expect(nameKey(name)).toBe(key);
	});
});

describe("nameKeys", () => {
	it.each([
		["Head.eyeBlinkLeft", "eyeblinkleft"],
		["blendShape1.mouthSmile_R", "mouthsmileright"],
		["Face.M_F00_000_00_Fcl_MTH_A", "fclmtha"],
		["A25_Jaw_Open", "jawopen"],
		["head_mesh_jawOpen", "jawopen"],
		["ARKit:jawOpen", "jawopen"],
		["mouthSmile.L", "mouthsmileleft"],
	])("finds what is left of %j without its prefix", (name, key) => {
		expect(nameKeys(name)).toContain(key);
	});

	it("tries the whole name first", () => {
		expect(nameKeys("Head.jawOpen")[0]).toBe("headjawopen");
	});

	it("takes a lone side for no name of its own", () => {
		expect(nameKeys("mouthSmile.L")).not.toContain("left");
	});
});
