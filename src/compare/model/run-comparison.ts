import { type Candidate, isLive } from "./candidate.ts";
import { type ComparisonPlan, type Step, stepsOf, warmUpsOf } from "./comparison-plan.ts";
import { type MeasureServices, measureSentence, nothing, type SentencePlan } from "./measure-sentence.ts";
import { lastSound } from "./onsets.ts";
import type { SentenceResult } from "./sentence-result.ts";

/** Between two steps: vendors refuse texts that come too fast. Seconds. */
const PAUSE = 1.1;

/** So long nobody may have been heard before the next sentence, and how long that is waited for. Seconds. */
const ECHO = 0.5;
const LONGEST_ECHO = 10;

/** Who is compared; looked up anew for each sentence, because one may fail half-way. */
export type CandidateOf = (name: string) => Candidate | undefined;

export interface ComparisonListener {
	/** Sentence `done` of `total` has been measured. */
	measured(result: SentenceResult, done: number, total: number): void;
	/** These begin to be said now. */
	begins?(sentences: readonly SentencePlan[]): void;
}

/** Runs a plan, step by step. A candidate that fails is skipped from then on, with its reason; the others go on. */
export async function runComparison(
	plan: ComparisonPlan,
	names: readonly string[],
	candidateOf: CandidateOf,
	services: MeasureServices,
	listener: ComparisonListener,
): Promise<readonly SentenceResult[]> {
	const steps = stepsOf(plan, names);
	const total = steps.reduce((sum, step) => sum + step.length, 0);
	const results: SentenceResult[] = [];
	const say = async (step: Step, each: (result: SentenceResult) => void) => {
		await quiet(
			step.map(({ candidate }) => candidateOf(candidate)),
			services,
		);
		listener.begins?.(step);
		await Promise.all(
			step.map(async (sentence) => each(await measured(sentence, candidateOf(sentence.candidate), services))),
		);
	};
	const live = names.filter((name) => {
		const candidate = candidateOf(name);
		return candidate !== undefined && isLive(candidate.kind);
	});
	const warmUps = plan.warmUp ? warmUpsOf(plan, live) : [];
	for (const step of warmUps) {
		if (services.signal.aborted || step.length === 0) break;
		await say(step, () => {});
		await services.wait(PAUSE);
	}
	for (const [at, step] of steps.entries()) {
		if (services.signal.aborted) break;
		if (at > 0) await services.wait(PAUSE);
		await say(step, (result) => {
			results.push(result);
			listener.measured(result, results.length, total);
		});
	}
	return results;
}

/** Waits until none of them is heard any more: what comes late of a sentence must not count for the next. */
async function quiet(
	candidates: readonly (Candidate | undefined)[],
	{ now, wait, signal }: MeasureServices,
): Promise<void> {
	const end = now() + LONGEST_ECHO;
	const isHeard = (candidate: Candidate | undefined) =>
		candidate !== undefined && lastSound(candidate.watch.levels, now() - ECHO) > 0;
	while (candidates.some(isHeard) && now() < end && !signal.aborted) await wait(ECHO / 5);
}

async function measured(
	sentence: SentencePlan,
	candidate: Candidate | undefined,
	services: MeasureServices,
): Promise<SentenceResult> {
	const { phase, reason } = candidate?.state.value ?? { phase: "closed", reason: "It is not there." };
	if (candidate === undefined || phase === "failed" || phase === "closed")
		return { ...nothing(sentence), outcome: "failed", reason: reason || "It has ended." };
	return measureSentence(candidate, sentence, services);
}
