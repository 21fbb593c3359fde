import { readFileSync } from "node:fs";
import { ShaderChunk, ShaderLib } from "three";
import { leanShader, type ShaderFacts } from "./lean-shader.ts";
import {
	ASKED_FOR,
	LATE_MATERIALS,
	LEFT_OUT_MATERIALS,
	PLAIN_FACTS,
	SHADER_FACTS,
	SHADER_WRITERS,
	TONE_MAPPING,
} from "./left-out.ts";
import { dropUnusedFunctions } from "./unused-functions.ts";

/** Shader texts by their names in three's `ShaderChunk`, where materials are `…_vert` and `…_frag`. */
type Texts = ReadonlyMap<string, string>;

const INCLUDE = /^#include <([\w\d_]+)>\n?/gm;

const materialOf = (name: string): string | undefined => /^(.+)_(?:vert|frag)$/.exec(name)?.[1];
const isOf = (materials: readonly string[], name: string): boolean =>
	materials.includes(materialOf(name) ?? "");

/** All texts but those of the materials that nobody makes, lean, without mention of those that have become empty. */
function leanTexts(facts: ShaderFacts): Texts {
	const entries = Object.entries(ShaderChunk).filter(([name]) => !isOf(LEFT_OUT_MATERIALS, name));
	const texts = new Map<string, string>(entries.map(([name, text]) => [name, leanShader(text, facts)]));
	for (let before = -1, empty = 0; before !== empty; ) {
		before = empty;
		for (const [name, text] of texts)
			texts.set(
				name,
				text.replaceAll(INCLUDE, (line, included: string) => (texts.get(included) === "" ? "" : line)).trim(),
			);
		empty = [...texts.values()].filter((text) => text === "").length;
	}
	return texts;
}

/** Those that a material's text includes, and what these include. */
function reached(texts: Texts, roots: readonly string[], found = new Map<string, string>()): Texts {
	for (const name of roots) {
		const text = texts.get(name);
		if (text === undefined || text === "" || found.has(name)) continue;
		found.set(name, text);
		const included = [...text.matchAll(/#include <([\w\d_]+)>/g)].map(([, chunk = ""]) => chunk);
		reached(texts, included, found);
	}
	return found;
}

/** Which texts each material of three's `ShaderLib` has. */
export const MATERIAL_SHADERS: Readonly<
	Record<string, { readonly vertex: string; readonly fragment: string }>
> = Object.fromEntries(
	Object.entries(ShaderLib).map(([material, { vertexShader, fragmentShader }]) => [
		material,
		{ vertex: nameOf(vertexShader), fragment: nameOf(fragmentShader) },
	]),
);

/** Texts of three's `ShaderLib` that plain models draw with. */
function plainMaterials(): readonly string[] {
	const used = Object.values(MATERIAL_SHADERS).flatMap(({ vertex, fragment }) => [vertex, fragment]);
	return used.filter((name) => !isOf([...LEFT_OUT_MATERIALS, ...LATE_MATERIALS], name));
}

const written = SHADER_WRITERS.map((file) =>
	readFileSync(new URL(`../../node_modules/three/src/${file}`, import.meta.url), "utf8"),
).join("\n");

const isCalledByThree = (name: string): boolean =>
	TONE_MAPPING.kind.test(name) ? name === TONE_MAPPING.ours : new RegExp(`\\b${name}\\b`).test(written);

/** What shaders of plain models are made of. */
export const PLAIN_SHADERS: Texts = dropUnusedFunctions(
	reached(leanTexts(PLAIN_FACTS), [...plainMaterials(), ...ASKED_FOR]),
	isCalledByThree,
);

/** What other models need besides, or in another wording. */
export const WHOLE_SHADERS: Texts = new Map(
	[...leanTexts(SHADER_FACTS)].filter(([name, text]) => PLAIN_SHADERS.get(name) !== text),
);

function nameOf(text: string): string {
	return Object.entries(ShaderChunk).find(([, other]) => other === text)?.[0] ?? "";
}
