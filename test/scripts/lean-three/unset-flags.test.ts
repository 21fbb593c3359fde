import { describe, expect, it } from "vitest";
import { answerUnsetFlags } from "../../../scripts/lean-three/unset-flags.ts";

/** The library's text with its questions answered, given the program that uses it. */
const answered = (library: string, program = "") =>
	answerUnsetFlags(
		new Map([
			["library.js", library],
			["program.js", program],
		]),
		(file) => file === "library.js",
		new Set(["isPrimary"]),
	).get("library.js");

describe("flags that nothing sets", () => {
	it("are answered where they are asked for, however deep", () => {
		expect(answered("if(a.isFilm||this.map.isFilm===!0)play()")).toBe("if(void 0||void 0===!0)play()");
	});

	it.each([
		["a class that is there", "a.isFilm", "class F{constructor(){this.isFilm=!0}}"],
		["a key of an object", "a.isFilm", "use({isFilm:!0})"],
		["a field of a class", "a.isFilm", "class F{isFilm=!0}"],
		["a name in a string", "a.isFilm", 'a["isFilm"]=1'],
		["the platform", "event.isPrimary", ""],
	])("are left alone for %s", (_, question, program) => {
		expect(answered(question, program)).toBe(question);
	});

	it.each([
		["a call", "a.isFilm()"],
		["a computed name", "a[isFilm]"],
		["another name", "a.film"],
		["what has to be made first", "make().isFilm"],
		["a private name", "class A{#isFilm;get(){return this.#isFilm}}"],
	])("are not seen in %s", (_, text) => {
		expect(answered(text)).toBe(text);
	});
});
