import { describe, expect, it } from "vitest";
import { MATERIAL_SHADERS, PLAIN_SHADERS, WHOLE_SHADERS } from "../../../scripts/lean-three/shader-texts.ts";
import { dropUnusedFunctions } from "../../../scripts/lean-three/unused-functions.ts";

const includesOf = (text: string) =>
	[...text.matchAll(/#include <([\w\d_]+)>/g)].map(([, name = ""]) => name);

describe("the shaders of plain models", () => {
	it("include only what is there", () => {
		for (const text of PLAIN_SHADERS.values())
			for (const name of includesOf(text)) expect([...PLAIN_SHADERS.keys()]).toContain(name);
	});

	it("have what their materials are made of, and nothing of others", () => {
		for (const material of ["basic", "physical", "depth"]) {
			expect(PLAIN_SHADERS.get(MATERIAL_SHADERS[material]?.vertex ?? "")).toMatch(/void main/);
			expect(PLAIN_SHADERS.get(MATERIAL_SHADERS[material]?.fragment ?? "")).toMatch(/void main/);
		}
		expect([...PLAIN_SHADERS.keys()]).not.toContain("points_vert");
		expect([...PLAIN_SHADERS.keys()]).not.toContain("lights_toon_pars_fragment");
	});

	it("map tones as the stage does", () => {
		expect(PLAIN_SHADERS.get("tonemapping_pars_fragment")).toContain("vec3 NeutralToneMapping(");
		expect(PLAIN_SHADERS.get("tonemapping_pars_fragment")).not.toContain("ACESFilmic");
	});
});

describe("the shaders of other models", () => {
	it("include only what is there then", () => {
		const all = new Map([...PLAIN_SHADERS, ...WHOLE_SHADERS]);
		for (const text of all.values())
			for (const name of includesOf(text)) expect([...all.keys()]).toContain(name);
	});

	it("are not there twice in the same words", () => {
		for (const [name, text] of WHOLE_SHADERS) expect(PLAIN_SHADERS.get(name)).not.toBe(text);
	});
});

describe("functions of shaders that nobody calls", () => {
	const dropped = (text: string, called: readonly string[] = []) =>
		dropUnusedFunctions(new Map([["chunk", text]]), (name) => called.includes(name)).get("chunk");

	it("are taken out, and those that only they call, whatever braces they have", () => {
		const text =
			"float a(float x){\nif(x>0.0){\nreturn b(x);\n}\nreturn x;\n}\nfloat b(float x){\nreturn x;\n}\nvoid main(){\n}";
		expect(dropped(text)).toBe("void main(){\n}");
	});

	it.each([
		["a function calls them", "float a(){return 1.0;}\nvoid main(){a();}", []],
		["a macro names them", "float a(){return 1.0;}\n#define b a", []],
		["somebody else calls them", "float a(){return 1.0;}", ["a"]],
	])("stay if %s", (_, text, called) => {
		expect(dropped(text, called)).toBe(text);
	});
});
