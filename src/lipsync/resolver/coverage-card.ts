import { BLENDSHAPE_COUNT, BLENDSHAPES, type BlendshapeName } from "../blendshapes.ts";
import { COVERAGES, type Coverage, type RigPlan, type ShapeBinding } from "./rig-plan.ts";

/** What a model can show of the 52 shapes: plain JSON, for the page and for a download. */
export interface CoverageCard {
	readonly model: string;
	readonly format: "gltf" | "vrm0" | "vrm1";
	/** Green: speaks, blinks and smiles well. Amber: the mouth opens. Red: the lips do not move. */
	readonly grade: "green" | "amber" | "red";
	/** How many of the 52 are covered in which way. */
	readonly counts: Readonly<Record<Coverage, number>>;
	readonly shapes: Readonly<Record<BlendshapeName, ShapeBinding>>;
	/** Targets of the file that nothing drives. */
	readonly unused: readonly string[];
	/** Sentences for the user. */
	readonly notes: readonly string[];
}

/** What a face needs to be green. */
const ESSENTIAL: readonly BlendshapeName[] = [
	"jawOpen",
	"mouthClose",
	"mouthFunnel",
	"mouthPucker",
	"mouthSmileLeft",
	"mouthSmileRight",
	"eyeBlinkLeft",
	"eyeBlinkRight",
];

/** Sums a plan up. `notes` come after the plan's own. */
export function coverageCard(
	plan: RigPlan,
	model: string,
	format: CoverageCard["format"],
	notes: readonly string[] = [],
): CoverageCard {
	const counts = Object.fromEntries(
		COVERAGES.map((how) => [how, BLENDSHAPES.filter((name) => plan.shapes[name].how === how).length]),
	) as Record<Coverage, number>;
	return {
		model,
		format,
		grade: gradeOf(plan.shapes),
		counts,
		shapes: plan.shapes,
		unused: plan.unused,
		notes: [...plan.notes, ...notes],
	};
}

function gradeOf(shapes: RigPlan["shapes"]): CoverageCard["grade"] {
	const covered = (name: BlendshapeName) => shapes[name].how !== "missing" && shapes[name].how !== "still";
	if (!covered("jawOpen")) return "red";
	return ESSENTIAL.every(covered) ? "green" : "amber";
}

/** "52 shapes: 40 direct, 6 composed, 2 bone, 1 still, 3 missing". */
export const cardSummary = ({ counts }: CoverageCard): string =>
	`${BLENDSHAPE_COUNT} shapes: ${COVERAGES.map((how) => `${counts[how]} ${how}`).join(", ")}`;
