import { BLENDSHAPES, type BlendshapeName } from "../blendshapes.ts";
import type { AvatarMapping } from "./avatar-mapping.ts";
import { boneOf, bonesJoinMorphs, findBones, findNode } from "./bones.ts";
import { type Meaning, meaningOf } from "./meaning.ts";
import { nameKey } from "./normalise-name.ts";
import type { RigInventory } from "./rig-inventory.ts";
import { rigNotes } from "./rig-notes.ts";
import type { Drive, RigPlan, ShapeBinding, Term } from "./rig-plan.ts";
import { type Candidate, type Choice, chooseFor, mappedChoice, vowelsToDrive } from "./shape-choice.ts";

/** Numbers of unnamed targets that only ARKit's list has: all 52, or those before the tongue came. */
const ARKIT_COUNTS = [51, 52];

/**
 * Decides for each of the 52 shapes how it moves the model. Never throws: what is not there is `missing`.
 * @param mapping overrides the tables
 */
export function resolveRig(inventory: RigInventory, mapping?: AvatarMapping): RigPlan {
	const assumed = assumesArkitOrder(inventory, mapping);
	const candidates = candidatesOf(inventory, assumed);
	const bones = { ...findBones(inventory.nodes), ...mappedBones(mapping, inventory) };
	const offers = { candidates, vowels: vowelsToDrive(candidates), bones, lookAt: inventory.lookAt };
	const choices = BLENDSHAPES.map((shape): readonly [BlendshapeName, Choice] => {
		const mapped = mapping?.shapes[shape];
		return [shape, mapped === undefined ? chooseFor(shape, offers) : mappedChoice(shape, mapped, inventory)];
	});
	const drives = collectDrives(choices.map(([, choice]) => choice));
	const joins = bonesJoinMorphs(bones.jaw);
	return {
		shapes: Object.fromEntries(choices.map(([shape, { how, by }]) => [shape, { how, by }])) as Record<
			BlendshapeName,
			ShapeBinding
		>,
		drives,
		bones,
		turning: choices.flatMap(([shape, { how }]) =>
			how === "bone" || (joins && boneOf(shape, bones) !== undefined) ? [shape] : [],
		),
		unused: unusedTargets(inventory, drives),
		notes: rigNotes(inventory, mapping, assumed),
	};
}

function candidatesOf({ targets }: RigInventory, assumed: boolean): readonly Candidate[] {
	return targets.flatMap((target, index) => {
		const meaning = (assumed ? numberedMeaning(target.name) : undefined) ?? meaningOf(target.name);
		return meaning === undefined ? [] : [{ index, target, meaning }];
	});
}

function assumesArkitOrder({ unnamedCount }: RigInventory, mapping?: AvatarMapping): boolean {
	return unnamedCount > 0 && (mapping?.assumeArkitOrder ?? ARKIT_COUNTS.includes(unnamedCount));
}

function numberedMeaning(name: string): Meaning | undefined {
	const shape = /^\d+$/.test(name) ? BLENDSHAPES[Number(name)] : undefined;
	return shape === undefined ? undefined : { key: nameKey(shape), relation: "same", sources: [shape] };
}

function collectDrives(choices: readonly Choice[]): readonly Drive[] {
	const byTarget = new Map<number, Map<number, Term>>();
	for (const { target, term } of choices.flatMap(({ terms }) => terms)) {
		const terms = byTarget.get(target) ?? new Map<number, Term>();
		// Several shapes name the same vowel: it is one term, not their sum.
		terms.set(term.source, term);
		byTarget.set(target, terms);
	}
	return [...byTarget]
		.sort(([a], [b]) => a - b)
		.map(([target, terms]) => ({ target, terms: [...terms.values()] }));
}

function mappedBones(mapping: AvatarMapping | undefined, { nodes }: RigInventory): RigPlan["bones"] {
	const found = Object.entries(mapping?.bones ?? {}).map(
		([bone, name]) => [bone, findNode(nodes, name)] as const,
	);
	return Object.fromEntries(found.filter(([, name]) => name !== undefined));
}

function unusedTargets({ targets }: RigInventory, drives: readonly Drive[]): readonly string[] {
	const driven = new Set(drives.map(({ target }) => target));
	const drivenNames = new Set(targets.filter((_, index) => driven.has(index)).map(({ name }) => name));
	return [...new Set(targets.map(({ name }) => name))].filter((name) => !drivenNames.has(name));
}
