import { SeededRandom } from "../../util/seeded-random.ts";
import type { SentencePlan } from "./measure-sentence.ts";

/** A text, and the language that it is in (BCP 47, empty if nobody said). */
export interface PlannedText {
	readonly text: string;
	readonly language: string;
	/** Seconds after its first sound at which it is interrupted; `null`: not at all. */
	readonly interruptAfter: number | null;
}

/** How candidates share the page. */
export const ORDERS = ["together", "in-turn", "alone"] as const;

/** What is to be said by whom, and how often. */
export interface ComparisonPlan {
	readonly texts: readonly PlannedText[];
	readonly repetitions: number;
	/**
	 * All at the same moment; one after the other; or each alone on the page: opened before its first sentence and closed
	 * behind its last, so that nobody's stream takes another's processor, and nobody is paid for waiting.
	 */
	readonly order: (typeof ORDERS)[number];
	/**
	 * Each live candidate says the first text once before, which is not measured: a browser sets sound and picture of
	 * WebRTC together only when it has been told both clocks, some five seconds after connecting.
	 */
	readonly warmUp: boolean;
	/** Texts and candidates come in another order each time, so that none is always first. */
	readonly shuffled: boolean;
	/** Seed of the shuffling: the same plan runs the same way. */
	readonly seed: number;
}

export const PLAN_DEFAULTS: Omit<ComparisonPlan, "texts"> = {
	repetitions: 1,
	order: "in-turn",
	warmUp: true,
	shuffled: false,
	seed: 1,
};

/** Sentences that are said at the same moment. */
export type Step = readonly SentencePlan[];

/** The plan as steps, one after the other. */
export function stepsOf(plan: ComparisonPlan, candidates: readonly string[]): readonly Step[] {
	const random = new SeededRandom(plan.seed);
	const ordered = <T>(items: readonly T[]) => (plan.shuffled ? shuffle(items, random) : items);
	const steps: Step[] = [];
	for (let repetition = 0; repetition < plan.repetitions; repetition++)
		for (const { text, language, interruptAfter } of ordered(plan.texts)) {
			const sentences = ordered(candidates).map((candidate) => ({
				candidate,
				text,
				language,
				repetition,
				interruptAfter,
			}));
			if (plan.order === "together") steps.push(sentences);
			else steps.push(...sentences.map((sentence) => [sentence]));
		}
	return steps;
}

/** What is said before the plan's own sentences. */
export function warmUpsOf(plan: ComparisonPlan, candidates: readonly string[]): readonly Step[] {
	const texts = plan.texts.slice(0, 1).map((text) => ({ ...text, interruptAfter: null }));
	return stepsOf({ ...plan, texts, repetitions: 1, shuffled: false }, candidates);
}

function shuffle<T>(items: readonly T[], random: SeededRandom): T[] {
	const shuffled = [...items];
	for (let at = shuffled.length - 1; at > 0; at--) {
		const other = Math.floor(random.next() * (at + 1));
		[shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
	}
	return shuffled;
}
