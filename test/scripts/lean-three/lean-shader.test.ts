import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leanShader } from "../../../scripts/lean-three/lean-shader.ts";
import {
	LATE_MATERIALS,
	LEFT_OUT_MATERIALS,
	PLAIN_FACTS,
	SHADER_FACTS,
} from "../../../scripts/lean-three/left-out.ts";
import { SeededRandom } from "../../support/seeded-random.ts";

const SHADERS = new URL("../../../node_modules/three/src/renderers/shaders/", import.meta.url);

/** Every shader text of three: file and text. */
const texts = ["ShaderChunk/", "ShaderLib/"].flatMap((folder) =>
	readdirSync(new URL(folder, SHADERS)).flatMap((file) =>
		[...readFileSync(new URL(folder + file, SHADERS), "utf8").matchAll(/`([^`]*)`/g)].map(
			([, text = ""]) => [folder + file, text] as const,
		),
	),
);

const lean = (...lines: string[]) =>
	leanShader(lines.join("\n"), { never: new Set(["NEVER"]), zero: new Set(["NONE"]) });

describe("a lean shader", () => {
	it.each([
		["a branch that is never compiled", ["a;", "#ifdef NEVER", "b;", "#endif", "c;"], "a;\nc;"],
		["and keeps what stands in its place", ["#ifdef NEVER", "b;", "#else", "c;", "#endif"], "c;"],
		["the guard of what always is", ["#ifndef NEVER", "b;", "#else", "c;", "#endif"], "b;"],
		["a count that is none", ["#if NONE > 0", "b;", "#endif"], ""],
		[
			"one reason of several",
			["#if defined( NEVER ) || defined( A )", "b;", "#endif"],
			"#if defined(A)\nb;\n#endif",
		],
		["a condition that lacks one", ["#if defined( A ) && ( NONE > 0 )", "b;", "#endif"], ""],
		[
			"a first branch, and makes the second one the first",
			["#if defined( NEVER )", "a;", "#elif defined( A )", "b;", "#else", "c;", "#endif"],
			"#if defined(A)\nb;\n#else\nc;\n#endif",
		],
		[
			"branches within branches, and what is then empty",
			["#ifdef A", "#ifdef NEVER", "b;", "#endif", "#endif"],
			"",
		],
		["comments", ["a; // why", "/* how", "*/ b;"], "a;\nb;"],
		["idle space, but between two signs", ["a = b - - c * ( d + 1.0 ) ;"], "a=b - - c*(d+1.0);"],
	])("leaves out %s", (_, lines, expected) => {
		expect(lean(...lines)).toBe(expected);
	});

	it("refuses an #if without its end", () => {
		expect(() => lean("#ifdef A", "b;")).toThrow(/#endif/);
	});
});

describe.each([
	["every avatar", SHADER_FACTS, LEFT_OUT_MATERIALS],
	["plain models", PLAIN_FACTS, [...LEFT_OUT_MATERIALS, ...LATE_MATERIALS]],
])("three's shaders, for %s,", (_, facts, materials) => {
	const leftOut = new Set(materials.map((material) => `ShaderLib/${material}.glsl.js`));
	const kept = texts.filter(([file]) => !leftOut.has(file));

	it("compile to the same as before, whatever else is defined", () => {
		expect(kept.length).toBeGreaterThan(100);
		const random = new SeededRandom(7);
		const names = new Set(texts.flatMap(([, text]) => text.match(/\b[A-Z][A-Z0-9_]{2,}\b/g) ?? []));
		for (let round = 0; round < 10; round++) {
			const values = new Map<string, number>();
			for (const name of names) if (random.next() < 0.5) values.set(name, Math.floor(4 * random.next()));
			for (const name of facts.never) values.delete(name);
			for (const name of facts.zero) values.set(name, 0);
			const changed = kept.filter(
				([, text]) => preprocessed(leanShader(text, facts), values) !== preprocessed(text, values),
			);
			expect(changed.map(([file]) => file)).toEqual([]);
		}
	});

	it("define none of the names that are taken for undefined", () => {
		const defined = kept.flatMap(([, text]) =>
			[...text.matchAll(/#define\s+(\w+)/g)].map(([, name]) => name),
		);
		expect(defined.filter((name) => facts.never.has(name ?? ""))).toEqual([]);
	});

	it("have every name that is taken for undefined, and every material that is left out", () => {
		const all = texts.map(([, text]) => text).join("\n");
		for (const name of [...facts.never, ...facts.zero]) expect(all).toMatch(new RegExp(`\\b${name}\\b`));
		for (const material of materials)
			expect(texts.some(([file]) => file === `ShaderLib/${material}.glsl.js`)).toBe(true);
	});
});

/** What the compiler sees, without space: the branches that hold. */
function preprocessed(text: string, values: ReadonlyMap<string, number>): string {
	const holding: { isOpen: boolean; wasOpen: boolean }[] = [];
	const seen: string[] = [];
	const bare = text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*$/gm, "");
	for (const line of bare.split("\n")) {
		const [, word = "", rest = ""] = /^\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b(.*)$/.exec(line) ?? [];
		const top = holding.at(-1);
		if (word.startsWith("if")) {
			const isOpen = word === "if" ? holds(rest, values) : values.has(rest.trim()) === (word === "ifdef");
			holding.push({ isOpen, wasOpen: isOpen });
		} else if (word === "endif") holding.pop();
		else if (word !== "" && top !== undefined) {
			top.isOpen = !top.wasOpen && (word === "else" || holds(rest, values));
			top.wasOpen ||= top.isOpen;
		} else if (holding.every(({ isOpen }) => isOpen)) seen.push(line.replaceAll(/\s+/g, ""));
	}
	return seen.join("");
}

function holds(condition: string, values: ReadonlyMap<string, number>): boolean {
	const script = condition
		.replaceAll(/defined\s*\(\s*(\w+)\s*\)/g, (_, name: string) => String(values.has(name)))
		.replaceAll(/\b[A-Z_]\w*\b/g, (name) => String(values.get(name) ?? 0));
	return Boolean(new Function(`return (${script})`)());
}
