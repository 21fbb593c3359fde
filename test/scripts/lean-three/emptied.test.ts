import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withBodies, withoutWarnings } from "../../../scripts/lean-three/emptied.ts";
import { plainLoader } from "../../../scripts/lean-three/plain-loader.ts";
import { plainVrm } from "../../../scripts/lean-three/plain-vrm.ts";

const read = (path: string) =>
	readFileSync(new URL(`../../../node_modules/${path}`, import.meta.url), "utf8");

describe("functions with other bodies", () => {
	it.each([
		["a function", "function a(x){return x}", "function a(x){}"],
		["a method", "class A{a(x){return x}}", "class A{a(x){}}"],
		["a property's", "this.a=function(x){return x}", "this.a=function(x){}"],
	])("are found as %s", (_, source, expected) => {
		expect(withBodies(source, "file.js", { a: "{}" })).toBe(expected);
	});

	it("leave others alone, whatever they are called", () => {
		const source = "class A{constructor(){b()}toString(){return b}}";
		expect(withBodies(`${source}function a(){c()}`, "file.js", { a: "{}" })).toBe(`${source}function a(){}`);
	});

	it("are missed by name", () => {
		expect(() => withBodies("function b(){}", "file.js", { a: "{}" })).toThrow(/file\.js has no a/);
	});
});

describe("warnings", () => {
	it("are taken out, and errors are not", () => {
		expect(withoutWarnings('if(a)warn("x");warnOnce("y");error("z");')).toBe('if(a);;error("z");');
	});
});

describe("the plain readers", () => {
	it("of glTF know no files beside it, no animations, and of materials only sheen", () => {
		const source = plainLoader(read("three/examples/jsm/loaders/GLTFLoader.js"));
		expect(source).not.toMatch(/\n\tloadAnimation\(|\n\tloadCamera\(|new GLTFMaterialsClearcoatExtension/);
		expect(source).toMatch(/new GLTFMaterialsSheenExtension/);
	});

	it("of VRM read 1.0 as before, and 0.x not at all", () => {
		const source = read("@pixiv/three-vrm-core/lib/three-vrm-core.module.js");
		const plain = plainVrm(source);
		expect(plain).not.toContain("blendShapeMaster");
		expect(plain.match(/_v1Import\(gltf/g)).toEqual(source.match(/_v1Import\(gltf/g));
	});
});
