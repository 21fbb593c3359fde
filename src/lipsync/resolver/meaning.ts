import { BLENDSHAPES, type BlendshapeName } from "../blendshapes.ts";
import { MERGED, PARTS, SAME, STAND_INS, VOWELS } from "./aliases.ts";
import { nameKey, nameKeys } from "./normalise-name.ts";
import type { SourceName } from "./sources.ts";

/** How a target's name relates to the 52, best first. */
export type Relation = "same" | "part" | "merged" | "standIn" | "vowel";

/** What a target's name says. */
export interface Meaning {
	/** Names with the same key mean the same movement on different meshes. */
	readonly key: string;
	readonly relation: Relation;
	/** The target's weight is the mean of these. */
	readonly sources: readonly SourceName[];
}

const TABLE = buildTable();

/** What the tables say of a name, or `undefined` if they do not know it. */
export function meaningOf(name: string): Meaning | undefined {
	for (const key of nameKeys(name)) {
		const meaning = TABLE.get(key);
		if (meaning !== undefined) return meaning;
	}
	return undefined;
}

function buildTable(): ReadonlyMap<string, Meaning> {
	const table = new Map<string, Meaning>();
	const add = (relation: Relation, name: string, sources: readonly SourceName[]) => {
		const key = nameKey(name);
		// What is added first stands: the 52 themselves before any alias.
		if (!table.has(key)) table.set(key, { key, relation, sources });
	};
	for (const name of BLENDSHAPES) add("same", name, [name]);
	for (const [name, source] of Object.entries(SAME)) add("same", name, [source]);
	for (const [name, source] of Object.entries(PARTS)) add("part", name, [source]);
	for (const [base, pair] of pairs()) add("merged", base, pair);
	for (const [name, sources] of Object.entries(MERGED)) add("merged", name, sources);
	for (const [name, source] of Object.entries(STAND_INS)) add("standIn", name, [source]);
	for (const [name, source] of Object.entries(VOWELS)) add("vowel", name, [source]);
	return table;
}

/** `mouthSmile` for `mouthSmileLeft` and `mouthSmileRight`. Left and right of the whole mouth, jaw are no pairs. */
function* pairs(): Generator<readonly [string, readonly BlendshapeName[]]> {
	for (const left of BLENDSHAPES) {
		const base = left.replace(/Left$/, "");
		const right = BLENDSHAPES.find((name) => name === `${base}Right`);
		if (base === left || right === undefined || base === "mouth" || base === "jaw") continue;
		yield [base, [left, right]];
	}
}
