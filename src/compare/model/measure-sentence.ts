import { breaksLimit } from "../../vendors/limits.ts";
import { type Doubt, measureOffset, type OffsetVerdict } from "../ruler/measure-offset.ts";
import type { Region } from "../ruler/mouth-search.ts";
import type { Candidate, StreamFigures } from "./candidate.ts";
import { mouthClosedAt } from "./mouth-closing.ts";
import { firstSound, firstWord, lastSound } from "./onsets.ts";
import type { SentenceOutcome, SentenceResult } from "./sentence-result.ts";

/** What a measurement needs of the world; times are seconds of the page's clock. */
export interface MeasureServices {
	now(): number;
	wait(duration: number): Promise<void>;
	/** Answers, when it is called, which share of the main thread was busy since; `null` where it cannot be told. */
	busySince(): () => number | null;
	readonly signal: AbortSignal;
}

/** One sentence to be said and measured. */
export interface SentencePlan {
	readonly candidate: string;
	readonly text: string;
	readonly language: string;
	readonly repetition: number;
	/** Seconds after its first sound at which it is interrupted; `null`: not at all. */
	readonly interruptAfter: number | null;
	/** Where the mouth is, if somebody has drawn it. */
	readonly region?: Region;
}

/** Between two looks. */
const LOOK = 0.05;

/** After so much silence a sentence is over, if its candidate says so too; or after so much more if it says nothing. */
const QUIET = 1.2;
const QUIET_BY_EAR = 3;

/** Nothing was heard for so long: it will not come. */
const PATIENCE = 25;

/** Longest sentence. */
const LONGEST = 90;

/** The still is taken so long after the first sound. */
const STILL = 0.6;

/** What is waited for after an interruption, and the silence that has to come in it. */
const AFTERMATH = 1;
const SILENCE = 0.7;
const LONGEST_AFTERMATH = 8;

/** Between two looks at the stream's figures. */
const FIGURES = 0.5;

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why a candidate cannot say a text at all, or `null`. */
export function refusesText({ limits, capabilities }: Candidate, text: string): string | null {
	if (!capabilities.has("text")) return "It cannot say a text.";
	const broken = limits.text === undefined ? null : breaksLimit(text, limits.text);
	return broken === null ? null : `The text breaks its limit: ${broken}.`;
}

/** Lets a candidate say a sentence and measures it. Never rejects: what goes wrong is the result's reason. */
export async function measureSentence(
	candidate: Candidate,
	plan: SentencePlan,
	services: MeasureServices,
): Promise<SentenceResult> {
	const refusal = refusesText(candidate, plan.text);
	if (refusal !== null) return { ...nothing(plan), outcome: "refused", reason: refusal };
	candidate.isMeasured = true;
	try {
		return await new Measurement(candidate, plan, services).run();
	} finally {
		candidate.isMeasured = false;
	}
}

/** A result without a figure. */
export const nothing = (plan: SentencePlan): Omit<SentenceResult, "outcome" | "reason"> => ({
	candidate: plan.candidate,
	text: plan.text,
	language: plan.language,
	repetition: plan.repetition,
	ordered: null,
	ready: null,
	firstPicture: null,
	firstSound: null,
	firstWord: null,
	spoken: null,
	offset: { verdict: "not-sure", doubt: "no-sound" },
	silence: null,
	mouthClosed: null,
	bytesPerSecond: null,
	frameRate: null,
	stalls: null,
	busy: null,
	still: null,
});

class Measurement {
	readonly #candidate: Candidate;
	readonly #plan: SentencePlan;
	readonly #services: MeasureServices;
	readonly #asked: number;
	readonly #busy: () => number | null;
	readonly #figures: StreamFigures[] = [];
	#figuresDue = 0;
	#isDone = false;
	#error: string | undefined;
	#interruptedAt: number | null = null;
	#isStillAsked = false;
	#still: string | null = null;

	constructor(candidate: Candidate, plan: SentencePlan, services: MeasureServices) {
		this.#candidate = candidate;
		this.#plan = plan;
		this.#services = services;
		this.#asked = services.now();
		this.#busy = services.busySince();
	}

	async run(): Promise<SentenceResult> {
		try {
			const { done } = this.#candidate.say(this.#plan.text);
			done.then(
				() => {
					this.#isDone = true;
				},
				(error: unknown) => {
					this.#error = sentenceOf(error);
				},
			);
		} catch (error) {
			return { ...nothing(this.#plan), outcome: "refused", reason: sentenceOf(error) };
		}
		let end = this.#look();
		while (end === undefined) {
			await this.#services.wait(LOOK);
			await this.#sample();
			end = this.#services.signal.aborted
				? { outcome: "failed", reason: "The comparison was stopped." }
				: this.#look();
		}
		return this.#result(end.outcome, end.reason);
	}

	/** How it has ended, if it has. */
	#look(): { readonly outcome: SentenceOutcome; readonly reason: string } | undefined {
		const { state, watch, capabilities } = this.#candidate;
		const { phase, reason } = state.value;
		const now = this.#services.now();
		if (phase === "failed" || phase === "closed")
			return { outcome: "failed", reason: reason || "It has ended." };
		if (this.#error !== undefined) return { outcome: "refused", reason: this.#error };
		const first = firstSound(watch.levels, this.#asked);
		if (Number.isNaN(first)) return this.#lookForSound(now);
		if (now > first + STILL) this.#takeStill();
		const quiet = now - lastSound(watch.levels, this.#asked);
		const interruptAfter = capabilities.has("interrupt") ? this.#plan.interruptAfter : null;
		if (this.#interruptedAt !== null) return this.#lookAfterInterrupt(now, quiet);
		if (interruptAfter !== null && now > first + interruptAfter && quiet < QUIET) this.#interrupt(now);
		else if (quiet > (this.#isDone ? QUIET : QUIET_BY_EAR)) return { outcome: "finished", reason: "" };
		if (now - first > LONGEST) return { outcome: "timed-out", reason: `It still speaks after ${LONGEST} s.` };
		return undefined;
	}

	#lookForSound(now: number) {
		const {
			watch: { missing },
			patience = PATIENCE,
		} = this.#candidate;
		if (this.#isDone && missing.includes("sound"))
			return { outcome: "finished", reason: "Its stream has no sound." } as const;
		if (now - this.#asked < patience) return undefined;
		const reason = missing.includes("sound")
			? "Its stream has no sound."
			: `Nothing was heard within ${patience} s.`;
		return { outcome: "timed-out", reason } as const;
	}

	#lookAfterInterrupt(now: number, quiet: number) {
		const since = now - (this.#interruptedAt ?? now);
		if (since < AFTERMATH) return undefined;
		if (quiet > SILENCE) return { outcome: "interrupted", reason: "" } as const;
		if (since > LONGEST_AFTERMATH)
			return {
				outcome: "timed-out",
				reason: `It still speaks ${LONGEST_AFTERMATH} s after the interruption.`,
			} as const;
		return undefined;
	}

	#takeStill(): void {
		if (this.#isStillAsked) return;
		this.#isStillAsked = true;
		void this.#candidate.still().then((still) => {
			this.#still = still ?? null;
		});
	}

	#interrupt(now: number): void {
		this.#interruptedAt = now;
		this.#candidate.interrupt().catch((error: unknown) => {
			this.#error = sentenceOf(error);
		});
	}

	async #sample(): Promise<void> {
		const now = this.#services.now();
		if (now < this.#figuresDue) return;
		this.#figuresDue = now + FIGURES;
		this.#figures.push(await this.#candidate.figures());
	}

	#result(outcome: SentenceOutcome, reason: string): SentenceResult {
		const { levels, pictures } = this.#candidate.watch;
		const { ordered, ready, firstPicture } = this.#candidate.production ?? NOT_PRODUCED;
		const [asked, interrupted] = [this.#asked, this.#interruptedAt];
		const first = firstSound(levels, asked);
		const last = lastSound(levels, asked);
		const word = firstWord(levels, asked);
		const { region } = this.#plan;
		const offset: OffsetVerdict = Number.isNaN(first)
			? { verdict: "not-sure", doubt: "no-sound" }
			: measureOffset({
					levels,
					pictures,
					start: first,
					end: last,
					concealed: this.#concealed(),
					...(region === undefined ? {} : { region }),
				});
		const mouth = region ?? (offset.verdict === "measured" ? offset.region : undefined);
		const closed =
			interrupted === null || mouth === undefined || outcome !== "interrupted"
				? Number.NaN
				: mouthClosedAt(pictures, mouth, { since: first, from: interrupted, until: this.#services.now() });
		return {
			...nothing(this.#plan),
			outcome,
			reason,
			ordered: since(ordered, asked),
			ready: since(ready, asked),
			firstPicture: since(firstPicture, asked),
			firstSound: known(first - asked),
			firstWord: known(word - asked),
			spoken: known(last - first),
			offset,
			silence: interrupted === null || outcome !== "interrupted" ? null : Math.max(0, last - interrupted),
			mouthClosed: interrupted === null ? null : known(closed - interrupted),
			...this.#streamFigures(),
			busy: this.#busy(),
			still: this.#still,
		};
	}

	/** Seconds of sound that were invented while it was said. */
	#concealed(): number {
		const totals = this.#figures.map(({ concealed }) => concealed).filter((total) => total !== null);
		return (totals.at(-1) ?? 0) - (totals[0] ?? 0);
	}

	#streamFigures(): Pick<SentenceResult, "bytesPerSecond" | "frameRate" | "stalls"> {
		const mean = (pick: (figures: StreamFigures) => number | null): number | null => {
			const known = this.#figures.map(pick).filter((figure) => figure !== null);
			return known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0) / known.length;
		};
		const stalls = this.#figures.map((figures) => figures.stalls).filter((count) => count !== null);
		const [first = null, last = null] = [stalls[0], stalls.at(-1)];
		return {
			bytesPerSecond: mean(({ bytesPerSecond }) => bytesPerSecond),
			frameRate: mean(({ frameRate }) => frameRate),
			stalls: first === null || last === null ? null : last - first,
		};
	}
}

/** What is live has none of these times. */
const NOT_PRODUCED = { ordered: null, ready: null, firstPicture: null } as const;

const since = (time: number | null, asked: number): number | null => (time === null ? null : time - asked);

const known = (figure: number): number | null => (Number.isFinite(figure) ? figure : null);

/** Each doubt as a sentence for a person. */
export const DOUBTS: Readonly<Record<Doubt, string>> = {
	"no-sound": "nothing was heard",
	"no-picture": "too few pictures came",
	"too-short": "too little was said",
	disturbed: "too much of the sound or the picture was missing",
	"not-speech": "the sound is not like speech",
	still: "nothing moves in the picture",
	unrelated: "no part of the picture moves with the sound",
	ambiguous: "several offsets fit about as well",
	"two-faces": "two places move with the sound",
};
