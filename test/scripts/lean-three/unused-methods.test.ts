import { describe, expect, it } from "vitest";
import { dropUnusedMethods } from "../../../scripts/lean-three/unused-methods.ts";

/** What is left of the library's class, given the program that uses it. */
const left = (library: string, program: string) =>
	dropUnusedMethods(
		new Map([
			["library.js", library],
			["program.js", program],
		]),
		(file) => file === "library.js",
	).get("library.js");

describe("methods that nothing can call", () => {
	it("are taken out, and those that only they call", () => {
		expect(left("class A{used(){}idle(){this.deeper()}deeper(){}}", "new A().used()")).toBe(
			"class A{used(){}}",
		);
	});

	it("are taken out though they call each other", () => {
		expect(left("class A{one(){this.other()}other(){this.one()}}", "new A()")).toBe("class A{}");
	});

	it.each([
		["a call", "a.kept()"],
		["a name of the same spelling elsewhere", "const kept = 1"],
		["a string", 'a["kept"]()'],
		["a word of a template", "call(`a kept b`)"],
		["a key of an object", "call({ kept: 1 })"],
		["another library method that is kept", "a.calls()"],
	])("are kept for %s", (_, program) => {
		expect(left("class A{kept(){}calls(){this.kept()}}", program)).toContain("kept(){}");
	});

	it("are none of the program's own, of the platform's, or of computed names", () => {
		const library = "class A{constructor(){}toString(){}[name](){}#own(){}}";
		expect(left(library, "class B{idle(){}}")).toBe(library);
	});

	it("are taken out as fields, with fields that nothing reads", () => {
		const library =
			"function A(){this.used=()=>1,this.idle=function(){return deeper},this.flag=1;this.x=make()}";
		expect(left(library, "new A().used()")).toBe("function A(){this.used=()=>1,0,0;this.x=make()}");
	});

	it("stay as fields whose value is used", () => {
		const library = "function A(){return this.idle=f}";
		expect(left(library, "new A()")).toBe(library);
	});

	it("leave a program that can be parsed, with getters, setters and static ones", () => {
		expect(left("class A{get idle(){return 1}set idle(a){}static idler(){}x=1}", "new A()")).toBe(
			"class A{x=1}",
		);
	});
});
