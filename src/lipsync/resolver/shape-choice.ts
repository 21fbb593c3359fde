import type { BlendshapeName } from "../blendshapes.ts";
import type { MappedTarget } from "./avatar-mapping.ts";
import { boneOf, isGaze } from "./bones.ts";
import type { Meaning, Relation } from "./meaning.ts";
import { nameKey } from "./normalise-name.ts";
import type { RigInventory, RigTarget } from "./rig-inventory.ts";
import type { RigPlan, ShapeBinding, Term } from "./rig-plan.ts";
import { MOUTH_SOURCE_SHAPES, MOUTH_SOURCES, type SourceName, sourceIndex } from "./sources.ts";

/** A target that could carry a shape. */
export interface Candidate {
	readonly index: number;
	readonly target: RigTarget;
	readonly meaning: Meaning;
}

/** A shape's way to the model, and what it adds to the targets. */
export interface Choice extends ShapeBinding {
	readonly terms: readonly { readonly target: number; readonly term: Term }[];
}

/** Shapes that vowels speak for even where single targets of these names exist: both together open the mouth twice. */
const VOWEL_CORE: readonly string[] = [
	"jawOpen",
	"mouthClose",
	"mouthFunnel",
	"mouthPucker",
	"mouthStretchLeft",
	"mouthStretchRight",
];

/** What a rig has for a shape to choose from. */
export interface Offers {
	readonly candidates: readonly Candidate[];
	/** Vowel targets to drive; empty if the mouth has single shapes. */
	readonly vowels: readonly Candidate[];
	readonly bones: RigPlan["bones"];
	readonly lookAt: RigInventory["lookAt"];
}

/** The best way for a shape: vowels that own the mouth, a target of its own, shared ones, vowels, a bone, or none. */
export function chooseFor(shape: BlendshapeName, { candidates, vowels, bones, lookAt }: Offers): Choice {
	const own = candidates.filter(({ meaning }) => meaning.sources.includes(shape));
	const voiced = (shapes: readonly string[]) =>
		vowels.length > 0 && shapes.includes(shape) ? vowelChoice(vowels) : undefined;
	return (
		voiced(VOWEL_CORE) ??
		targetChoice(shape, own) ??
		voiced(MOUTH_SOURCE_SHAPES) ??
		boneChoice(shape, bones, lookAt) ??
		leftoverChoice(own)
	);
}

/** The vowel targets to drive, or none if the rig has a mouth of single shapes. */
export function vowelsToDrive(candidates: readonly Candidate[]): readonly Candidate[] {
	const moving = candidates.filter(({ target }) => target.moves);
	const has = (source: SourceName) =>
		moving.some(
			({ meaning: { relation, sources } }) =>
				(relation === "same" || relation === "part") && sources.includes(source),
		);
	if (has("jawOpen") && (has("mouthFunnel") || has("mouthPucker"))) return [];
	const vowels = moving.filter(({ meaning }) => meaning.relation === "vowel");
	return MOUTH_SOURCES.flatMap((vowel) =>
		onePlace(vowels.filter(({ meaning }) => meaning.sources[0] === vowel)),
	);
}

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
	bones: Offers["bones"],
	lookAt: Offers["lookAt"],
): Choice | undefined {
	const bone = boneOf(shape, bones) ?? (isGaze(shape) && lookAt === "bone" ? "lookAt" : undefined);
	return bone === undefined ? undefined : { how: "bone", by: [bone], terms: [] };
}

function leftoverChoice(own: readonly Candidate[]): Choice {
	const still = own.filter(({ target }) => !target.moves);
	return { how: still.length > 0 ? "still" : "missing", by: names(still), terms: [] };
}

/** What a user's mapping says of a shape. */
export function mappedChoice(
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
