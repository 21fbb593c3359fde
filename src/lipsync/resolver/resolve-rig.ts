import { BLENDSHAPE_COUNT, BLENDSHAPES, type BlendshapeName } from "../blendshapes.ts";
import type { AvatarMapping, MappedTarget } from "./avatar-mapping.ts";
import { bonesJoinMorphs, findBones } from "./bones.ts";
import { type Meaning, meaningOf, type Relation } from "./meaning.ts";
import { nameKey } from "./normalise-name.ts";
import type { RigInventory, RigTarget } from "./rig-inventory.ts";
import type { Drive, RigPlan, ShapeBinding, Term } from "./rig-plan.ts";
import { MOUTH_SOURCE_SHAPES, type SourceName, sourceIndex } from "./sources.ts";

/** A target that could carry a shape. */
interface Candidate {
	readonly index: number;
	readonly target: RigTarget;
	readonly meaning: Meaning;
}

/** A shape's way to the model, and what it adds to the targets. */
interface Choice extends ShapeBinding {
	readonly terms: readonly { readonly target: number; readonly term: Term }[];
}

/** Shapes that vowels speak for even where single targets of these names exist: both together open the mouth twice. */
const VOWEL_CORE: ReadonlySet<string> = new Set([
	"jawOpen",
	"mouthClose",
	"mouthFunnel",
	"mouthPucker",
	"mouthStretchLeft",
	"mouthStretchRight",
]);

const JAW_SHAPES: ReadonlySet<string> = new Set(["jawOpen", "jawLeft", "jawRight"]);

/** Numbers of unnamed targets that only ARKit's list has: all 52, or those before the tongue came. */
const ARKIT_COUNTS = [51, 52];

/**
 * Decides for each of the 52 shapes how it moves the model. Never throws: what is not there is `missing`.
 * @param mapping overrides the tables
 */
export function resolveRig(inventory: RigInventory, mapping?: AvatarMapping): RigPlan {
	const assumed = assumesArkitOrder(inventory, mapping);
	const candidates = inventory.targets.flatMap((target, index): Candidate[] => {
		const meaning = assumed
			? (numberedMeaning(target.name) ?? meaningOf(target.name))
			: meaningOf(target.name);
		return meaning === undefined ? [] : [{ index, target, meaning }];
	});
	const bones = { ...findBones(inventory.nodes), ...knownBones(mapping, inventory) };
	const joins = bonesJoinMorphs(bones.jaw);
	const vowels = choosesVowels(candidates);

	const choose = (shape: BlendshapeName): Choice => {
		const mapped = mapping?.shapes[shape];
		if (mapped !== undefined) return mappedChoice(shape, mapped, inventory);
		const own = candidates.filter(({ meaning }) => meaning.sources.includes(shape));
		return (
			(vowels.length > 0 && VOWEL_CORE.has(shape) ? vowelChoice(vowels) : undefined) ??
			targetChoice(shape, own) ??
			(vowels.length > 0 && MOUTH_SOURCE_SHAPES.includes(shape) ? vowelChoice(vowels) : undefined) ??
			boneChoice(shape, bones, inventory) ??
			leftoverChoice(own)
		);
	};
	const choices = new Map(BLENDSHAPES.map((shape) => [shape, choose(shape)]));
	const drives = collectDrives([...choices.values()]);
	const by = (shape: BlendshapeName) => choices.get(shape)?.how === "bone";
	const hasEyes = bones.leftEye !== undefined || bones.rightEye !== undefined || inventory.lookAt === "bone";
	return {
		shapes: Object.fromEntries(
			[...choices].map(([shape, { how, by: names }]) => [shape, { how, by: names }]),
		) as Record<BlendshapeName, ShapeBinding>,
		drives,
		bones,
		turnsJaw: bones.jaw !== undefined && (joins || by("jawOpen")),
		turnsEyes: hasEyes && (joins || by("eyeLookInLeft") || by("eyeLookUpLeft")),
		unused: unusedTargets(inventory, drives),
		notes: notesOn(inventory, mapping, assumed),
	};
}

function assumesArkitOrder({ unnamedCount }: RigInventory, mapping?: AvatarMapping): boolean {
	return unnamedCount > 0 && (mapping?.assumeArkitOrder ?? ARKIT_COUNTS.includes(unnamedCount));
}

function numberedMeaning(name: string): Meaning | undefined {
	const shape = /^\d+$/.test(name) ? BLENDSHAPES[Number(name)] : undefined;
	return shape === undefined ? undefined : { key: nameKey(shape), relation: "same", sources: [shape] };
}

/** The vowel targets to drive, or none if the rig has a mouth of single shapes. */
function choosesVowels(candidates: readonly Candidate[]): readonly Candidate[] {
	const moving = candidates.filter(({ target }) => target.moves);
	const has = (source: SourceName) =>
		moving.some(
			({ meaning: { relation, sources } }) =>
				(relation === "same" || relation === "part") && sources.includes(source),
		);
	if (has("jawOpen") && (has("mouthFunnel") || has("mouthPucker"))) return [];
	const vowels = moving.filter(({ meaning }) => meaning.relation === "vowel");
	return MOUTH_VOWELS.flatMap((vowel) =>
		onePlace(vowels.filter(({ meaning }) => meaning.sources[0] === vowel)),
	);
}

const MOUTH_VOWELS: readonly SourceName[] = ["aa", "ih", "ou", "ee", "oh", "closed", "bite"];

/** Of targets that say the same in different words, those of the best word; expressions before bare morphs. */
function onePlace(candidates: readonly Candidate[], preferred?: string): readonly Candidate[] {
	const expressions = candidates.filter(({ target }) => target.kind === "expression");
	const kind = expressions.length > 0 ? expressions : candidates;
	const first = kind.find(({ meaning }) => meaning.key === preferred) ?? kind[0];
	return kind.filter(({ meaning }) => meaning.key === first?.meaning.key);
}

function targetChoice(shape: BlendshapeName, own: readonly Candidate[]): Choice | undefined {
	const related = (relation: Relation) =>
		own.filter(({ meaning, target }) => meaning.relation === relation && target.moves);
	const same = onePlace(related("same"), nameKey(shape));
	if (same.length > 0) return choice("direct", shape, same);
	// All parts of a shape are needed, not one of them.
	const parts = related("part");
	if (parts.length > 0) return choice("composed", shape, parts);
	for (const relation of ["merged", "standIn"] as const) {
		const found = onePlace(related(relation));
		if (found.length > 0) return choice("composed", shape, found);
	}
	return undefined;
}

function choice(how: "direct" | "composed", shape: BlendshapeName, found: readonly Candidate[]): Choice {
	return {
		how,
		by: names(found),
		terms: found.map(({ index, meaning }) => ({
			target: index,
			term: { source: sourceIndex(shape), factor: 1 / meaning.sources.length },
		})),
	};
}

function vowelChoice(vowels: readonly Candidate[]): Choice {
	return {
		how: "composed",
		by: names(vowels),
		terms: vowels.flatMap(({ index, meaning }) =>
			meaning.sources.map((source) => ({ target: index, term: { source: sourceIndex(source), factor: 1 } })),
		),
	};
}

function boneChoice(
	shape: BlendshapeName,
	bones: RigPlan["bones"],
	{ lookAt }: RigInventory,
): Choice | undefined {
	if (JAW_SHAPES.has(shape) && bones.jaw !== undefined) return { how: "bone", by: [bones.jaw], terms: [] };
	if (!shape.startsWith("eyeLook")) return undefined;
	const eye = shape.endsWith("Left") ? bones.leftEye : bones.rightEye;
	if (eye !== undefined) return { how: "bone", by: [eye], terms: [] };
	return lookAt === "bone" ? { how: "bone", by: ["lookAt"], terms: [] } : undefined;
}

function leftoverChoice(own: readonly Candidate[]): Choice {
	const still = own.filter(({ target }) => !target.moves);
	return { how: still.length > 0 ? "still" : "missing", by: names(still), terms: [] };
}

function mappedChoice(
	shape: BlendshapeName,
	mapped: readonly MappedTarget[],
	{ targets }: RigInventory,
): Choice {
	const found = mapped.flatMap(({ target: name, factor }) =>
		targets.flatMap((target, index) => (target.name === name ? [{ target, index, factor }] : [])),
	);
	const moving = found.filter(({ target }) => target.moves);
	const direct = moving.length > 0 && mapped.length === 1 && mapped[0]?.factor === 1;
	const how = direct ? "direct" : moving.length > 0 ? "composed" : found.length > 0 ? "still" : "missing";
	return {
		how,
		by: found.map(({ target }) => target.name),
		terms: moving.map(({ index, factor }) => ({
			target: index,
			term: { source: sourceIndex(shape), factor },
		})),
	};
}

const names = (candidates: readonly Candidate[]): readonly string[] => [
	...new Set(candidates.map(({ target }) => target.name)),
];

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

function knownBones(mapping: AvatarMapping | undefined, { nodes }: RigInventory): RigPlan["bones"] {
	return Object.fromEntries(Object.entries(mapping?.bones ?? {}).filter(([, name]) => nodes.includes(name)));
}

function unusedTargets({ targets }: RigInventory, drives: readonly Drive[]): readonly string[] {
	const driven = new Set(drives.map(({ target }) => target));
	const drivenNames = new Set(targets.filter((_, index) => driven.has(index)).map(({ name }) => name));
	return [...new Set(targets.map(({ name }) => name))].filter((name) => !drivenNames.has(name));
}

function notesOn(
	inventory: RigInventory,
	mapping: AvatarMapping | undefined,
	assumed: boolean,
): readonly string[] {
	const { unnamedCount, targets, nodes } = inventory;
	const notes: string[] = [];
	if (assumed) {
		const taken = Math.min(unnamedCount, BLENDSHAPE_COUNT);
		notes.push(`The targets have no names: ${taken} of ${unnamedCount} are taken in ARKit's order.`);
	} else if (unnamedCount > 0) {
		notes.push(
			`${unnamedCount} targets have no names: "assumeArkitOrder" in a mapping takes them in ARKit's order.`,
		);
	}
	const known = new Set(targets.map(({ name }) => name));
	for (const [shape, list] of Object.entries(mapping?.shapes ?? {})) {
		for (const { target } of list ?? []) {
			if (!known.has(target))
				notes.push(`The mapping gives ${shape} the target "${target}", which the model lacks.`);
		}
	}
	for (const [bone, name] of Object.entries(mapping?.bones ?? {})) {
		if (!nodes.includes(name))
			notes.push(`The mapping gives the ${bone} the bone "${name}", which the model lacks.`);
	}
	return notes;
}
