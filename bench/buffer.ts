import { SCENARIOS, type Scenario } from "../test/support/network-simulator.ts";
import {
	listen,
	type SpeechOptions,
	type SpeechPart,
	type SpeechResult,
} from "../test/support/network-speech.ts";
import type { Bench, BenchOptions, BenchRow } from "./bench.ts";

/**
 * Seconds of speech per run, and seeds that are averaged: simulated, so the figures are the same on every machine. The
 * steps halve the span in which the equal delay is sought: to 8 ms in full.
 */
const FULL = { duration: 1_200, seeds: [101, 102, 103, 104], steps: 8 };
const QUICK = { duration: 200, seeds: [101, 102], steps: 6 };

/** Longest fixed delay that is tried, seconds. */
const LONGEST = 2;

/** Seconds that the fixed buffers hold. */
const FIXED = [0, 0.06, 0.12, 0.25, 0.5] as const;

type Policies = NonNullable<SpeechOptions["policies"]>;

/** A buffer that starts, and goes on after a stall, when it holds `level` seconds, and never stretches. */
const fixedBuffer = (level: number): Policies => ({
	shouldStart: ({ bufferLevel, closed }) => closed || (bufferLevel > 0 && bufferLevel >= level),
	stretchRate: () => 1,
});

/** A buffer that starts, and goes on after a stall, `delay` seconds after sound has come, and never stretches. */
const fixedDelay = (delay: number): Policies => ({
	shouldStart: ({ bufferLevel, currentDelay, closed }) =>
		closed || (bufferLevel > 0 && currentDelay >= delay),
	stretchRate: () => 1,
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Averages over the seeds of a scenario, with stalls and time lost per ten minutes of speech. */
class Runner {
	readonly #scenario: Scenario;
	readonly #size: typeof FULL;
	/** What fixed delays got that were tried. */
	readonly #fixed = new Map<number, SpeechResult>();

	constructor(scenario: Scenario, quick: boolean) {
		this.#scenario = scenario;
		this.#size = quick ? QUICK : FULL;
	}

	run(policies?: Policies): SpeechResult {
		const { seeds, duration } = this.#size;
		const scenario = this.#scenario;
		const results = seeds.map((seed) => listen({ scenario, seed, duration, ...(policies && { policies }) }));
		return { ...averageOf(results), known: averageOf(results.map(({ known }) => known)) };
	}

	/**
	 * The shortest fixed delay, chosen knowing the whole trace, whose mean delay is not below that of `ours`; both of the
	 * part of the speech that `part` picks.
	 */
	equalDelay(ours: SpeechResult, part: (result: SpeechResult) => SpeechPart): SpeechPart {
		let [low, high] = [0, LONGEST];
		for (let step = 0; step < this.#size.steps; step++) {
			const middle = (low + high) / 2;
			if (part(this.#runFixed(middle)).delay >= part(ours).delay) high = middle;
			else low = middle;
		}
		return part(this.#runFixed(high));
	}

	/** Both parts are sought from the same delays on. */
	#runFixed(delay: number): SpeechResult {
		const result = this.#fixed.get(delay) ?? this.run(fixedDelay(delay));
		this.#fixed.set(delay, result);
		return result;
	}
}

function averageOf(parts: readonly SpeechPart[]): SpeechPart {
	const average = (key: keyof SpeechPart) => mean(parts.map((part) => part[key]));
	const perTenMinutes = 600 / average("heard");
	return {
		stalls: average("stalls") * perTenMinutes,
		lost: average("lost") * perTenMinutes,
		delay: average("delay"),
		stretched: average("stretched"),
		heard: average("heard"),
	};
}

const milliseconds = (time: number) => Math.round(time * 1_000);

/** Fewest stalls among the fixed buffers that delay at least as much; the longest buffer if all delay less. */
function bestPeer(fixed: readonly SpeechResult[], ours: SpeechResult): SpeechResult | undefined {
	const slower = fixed.filter((result) => result.delay >= ours.delay);
	return slower.toSorted((a, b) => a.stalls - b.stalls || a.delay - b.delay)[0] ?? fixed.at(-1);
}

function rowsOf(name: string, scenario: Scenario, quick: boolean): BenchRow[] {
	const runner = new Runner(scenario, quick);
	const ours = runner.run();
	const fixed = FIXED.map((level) => runner.run(fixedBuffer(level)));
	const peer = bestPeer(fixed, ours);
	const grid = fixed
		.map(
			({ stalls, delay }, i) =>
				`${milliseconds(FIXED[i] ?? 0)}: ${stalls.toFixed(1)} at ${milliseconds(delay)}`,
		)
		.join(", ");
	const row = (
		metric: string,
		unit: string,
		figure: (result: SpeechResult) => number,
		note: string,
	): BenchRow => ({
		metric: `${name}.${metric}`,
		unit,
		ours: figure(ours),
		peer: peer === undefined ? null : figure(peer),
		limit: null,
		note,
	});
	const inHindsight = (metric: string, part: (result: SpeechResult) => SpeechPart): BenchRow => {
		const equal = runner.equalDelay(ours, part);
		return {
			metric,
			unit: "per 10 min",
			ours: part(ours).stalls,
			peer: equal.stalls,
			limit: null,
			note: `${milliseconds(part(ours).delay)} ms mean; a fixed delay chosen in hindsight: ${milliseconds(equal.delay)} ms mean, ${milliseconds(equal.lost)} ms lost; none on both sides is the best possible`,
		};
	};
	return [
		row("stalls", "per 10 min", ({ stalls }) => stalls, `fixed ms: stalls at mean delay: ${grid}`),
		row("lost", "ms per 10 min", ({ lost }) => milliseconds(lost), "silence in mid-utterance"),
		row("delay", "ms", ({ delay }) => milliseconds(delay), "mean over the speech, from its first arrival"),
		row("stretched", "share", ({ stretched }) => stretched, "of the time played, pauses included"),
		inHindsight(`${name}.stallsAtEqualDelay`, (result) => result),
		inHindsight(`${name}.known.stallsAtEqualDelay`, ({ known }) => known),
	];
}

/**
 * Our buffer policy against fixed buffers on every simulated line: headless, exact, the real jitter buffer and playout
 * on both sides. `peer` is the fixed buffer with the fewest stalls among those that delay at least as much.
 */
export const buffer: Bench = {
	name: "buffer",
	async run({ quick }: BenchOptions) {
		return Object.entries(SCENARIOS).flatMap(([name, scenario]) => rowsOf(name, scenario, quick));
	},
};
