import { describe, expect, it } from "vitest";
import { findBones } from "../../../src/lipsync/resolver/bones.ts";

describe("findBones", () => {
	it.each([
		[
			"Character Creator",
			["CC_Base_Head", "CC_Base_JawRoot", "CC_Base_L_Eye", "CC_Base_R_Eye", "CC_Base_NeckTwist01"],
			{
				jaw: "CC_Base_JawRoot",
				leftEye: "CC_Base_L_Eye",
				rightEye: "CC_Base_R_Eye",
				head: "CC_Base_Head",
				neck: "CC_Base_NeckTwist01",
			},
		],
		["Mixamo", ["mixamorig:Neck", "mixamorig:Head"], { head: "mixamorig:Head", neck: "mixamorig:Neck" }],
		[
			"Ready Player Me",
			["Neck", "Head", "LeftEye", "RightEye"],
			{ head: "Head", neck: "Neck", leftEye: "LeftEye", rightEye: "RightEye" },
		],
		[
			"Blender",
			["neck", "head", "eye.L", "eye.R", "jaw"],
			{ head: "head", neck: "neck", leftEye: "eye.L", rightEye: "eye.R", jaw: "jaw" },
		],
		["a model whose mesh has taken the name", ["Head_1", "Neck"], { head: "Head_1", neck: "Neck" }],
		["nothing", ["Cube", "Camera"], {}],
	])("finds them on %s", (_, nodes, bones) => {
		expect(findBones(nodes)).toEqual(bones);
	});
});
