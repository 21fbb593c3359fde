import { describe, expect, it } from "vitest";
import { shortNames } from "../../../scripts/lean-three/short-names.ts";

const own = new Set(["matrixWorld", "frustum", "position", "clone", "name"]);

/** Long names that get short ones, given the files of a program whose first is the library. */
const shortened = (library: string, program = "", foreign: readonly string[] = []) =>
	shortNames(
		new Map([
			["library.js", library],
			["program.js", program],
		]),
		new Set(["library.js"]),
		{ own, foreign: [new Set(foreign)] },
	);

describe("short names", () => {
	it("go to the library's own properties, the most frequent first", () => {
		expect(shortened("a.frustum;a.matrixWorld;b.matrixWorld={frustum:1};b.matrixWorld")).toEqual({
			matrixWorld: "aa",
			frustum: "ab",
		});
	});

	it.each([
		["a file that has nothing to do with the library mentions", "a.position", "b.position", []],
		["a string mentions", 'a.position;b["position"]', "", []],
		["a word of a shader is", "a.position;`attribute vec3 position;`", "", []],
		["crosses from file to file", "a.position;export{x as position}", "", []],
		["means something elsewhere", "a.position", "", ["position"]],
		["is no name of the library's", "a.somebody", "", []],
		["is short already", "a.map", "", []],
	] as const)("go to none that %s", (_, library, program, foreign) => {
		expect(shortened(library, program, foreign)).toEqual({});
	});

	it("are none that is in use", () => {
		expect(shortened("a.position;a.aa", "", ["ab"])).toEqual({ position: "ac" });
	});

	it("leave private names alone", () => {
		expect(shortened("class A{#position;get(){return this.#position}}")).toEqual({});
	});
});
