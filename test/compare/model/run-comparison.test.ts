import { describe, expect, it } from "vitest";
import { NO_FIGURES } from "../../../src/compare/model/candidate.ts";
import { type ComparisonPlan, PLAN_DEFAULTS, stepsOf } from "../../../src/compare/model/comparison-plan.ts";
import { measureSentence } from "../../../src/compare/model/measure-sentence.ts";
import { runComparison } from "../../../src/compare/model/run-comparison.ts";
import { FakeWorld } from "../../support/compare/fake-candidate.ts";

const SENTENCE = {
	candidate: "one",
	text: "Good morning.",
	language: "en",
	repetition: 0,
	interruptAfter: null,
} as const;

const planOf = (change: Partial<ComparisonPlan> = {}): ComparisonPlan => ({
	...PLAN_DEFAULTS,
	warmUp: false,
	texts: ["a", "b"].map((text) => ({ text, language: "en", interruptAfter: null })),
	...change,
});

describe("measureSentence", () => {
	it("times the first sound, the first word and the length", async () => {
		const world = new FakeWorld();
		const candidate = world.candidate({ latency: 0.8, duration: 2 });
		const result = await measureSentence(candidate, SENTENCE, world.services());
		expect(result).toMatchObject({ outcome: "finished", reason: "", bytesPerSecond: 8000, busy: 0.25 });
		expect(result.firstSound).toBeCloseTo(0.8, 1);
		expect(result.firstWord).toBeCloseTo(0.8, 1);
		expect(result.spoken).toBeCloseTo(2, 1);
		expect(result.still).toMatch(/^data:/);
		expect(candidate.isMeasured).toBe(false);
	});

	it("builds no offset on sound that was invented while it was said", async () => {
		const world = new FakeWorld();
		const candidate = world.candidate({ latency: 0.1, duration: 2 });
		let concealed = 3;
		candidate.figures = async () => ({ ...NO_FIGURES, concealed: concealed++ });
		const { offset } = await measureSentence(candidate, SENTENCE, world.services());
		expect(offset).toEqual({ verdict: "not-sure", doubt: "disturbed" });
	});

	it("is not interrupted, nor timed for it, who cannot be; a slow one is waited for as long as it asks", async () => {
		const world = new FakeWorld();
		const made = world.candidate({ latency: 40, duration: 2 });
		const candidate = Object.assign(made, { capabilities: new Set(["text"]), patience: 60 });
		const result = await measureSentence(candidate, { ...SENTENCE, interruptAfter: 1 }, world.services());
		expect(result).toMatchObject({ outcome: "finished", silence: null });
		expect(result.spoken).toBeCloseTo(2, 1);
	});

	it("interrupts when it is told to, and times the silence", async () => {
		const world = new FakeWorld();
		const candidate = world.candidate({ latency: 0.5, duration: 10, falls: 0.4 });
		const result = await measureSentence(candidate, { ...SENTENCE, interruptAfter: 1 }, world.services());
		expect(result.outcome).toBe("interrupted");
		expect(result.silence).toBeCloseTo(0.4, 1);
		expect(result.spoken).toBeCloseTo(1.4, 0);
	});

	it("says why a candidate refuses, and what breaks its limit, without asking it", async () => {
		const world = new FakeWorld();
		const refusing = world.candidate({ latency: 1, duration: 1, refuses: "Too rude." });
		const result = await measureSentence(refusing, SENTENCE, world.services());
		expect(result).toMatchObject({ outcome: "refused", reason: "Too rude.", firstSound: null });
		const patient = world.candidate({ latency: 1, duration: 1 });
		const long = await measureSentence(patient, { ...SENTENCE, text: "x".repeat(201) }, world.services());
		expect(long.reason).toContain("at most 200 characters are allowed, these are 201");
		expect(patient.said).toEqual([]);
	});

	it("does not wait for ever for a sound, nor for an end", async () => {
		const world = new FakeWorld();
		const mute = world.candidate({ latency: Number.NaN, duration: 1 });
		expect(await measureSentence(mute, SENTENCE, world.services())).toMatchObject({ outcome: "timed-out" });
		const endless = world.candidate({ latency: 0.1, duration: 1e6 });
		const result = await measureSentence(endless, SENTENCE, world.services());
		expect(result).toMatchObject({ outcome: "timed-out", reason: "It still speaks after 90 s." });
	});

	it("names a stream without sound", async () => {
		const world = new FakeWorld();
		const mute = world.candidate({ latency: Number.NaN, duration: 1 });
		mute.watch.missing.push("sound");
		const result = await measureSentence(mute, SENTENCE, world.services());
		expect(result.reason).toBe("Its stream has no sound.");
	});

	it("measures what can be heard of a stream without picture, and says of its lips that there are none to see", async () => {
		const world = new FakeWorld();
		const blind = world.candidate({ latency: 0.2, duration: 1 });
		blind.watch.missing.push("picture");
		const result = await measureSentence(blind, SENTENCE, world.services());
		expect(result).toMatchObject({
			outcome: "finished",
			offset: { verdict: "not-sure", doubt: "no-picture" },
		});
		expect(result.firstSound).toBeCloseTo(0.2, 1);
	});
});

describe("runComparison", () => {
	it("asks one after the other in turn, and all at the same moment together", async () => {
		for (const order of ["in-turn", "together"] as const) {
			const world = new FakeWorld();
			const candidates = new Map(
				["one", "two"].map((name) => [name, world.candidate({ latency: 0.2, duration: 1 })] as const),
			);
			const done: string[] = [];
			const results = await runComparison(
				planOf({ order, repetitions: 2 }),
				[...candidates.keys()],
				(name) => candidates.get(name),
				world.services(),
				{ measured: (result, count, total) => done.push(`${result.candidate} ${count}/${total}`) },
			);
			expect(results).toHaveLength(8);
			expect(done.at(-1)).toBe("two 8/8");
			const [one, two] = [...candidates.values()].map(({ said }) => said.map(({ at }) => at));
			// The world moves on by a look whenever one of them waits.
			const apart = (two ?? []).map((time, at) => time - (one?.[at] ?? 0));
			for (const gap of apart) expect(gap > 1).toBe(order === "in-turn");
		}
	});

	it("lets the live ones say the first text once before, and does not count it", async () => {
		const world = new FakeWorld();
		const live = world.candidate({ latency: 0.2, duration: 1 });
		const made = Object.assign(world.candidate({ latency: 0.2, duration: 1 }), { kind: "tencent-produced" });
		const results = await runComparison(
			planOf({ warmUp: true }),
			["live", "made"],
			(name) => (name === "live" ? live : made),
			world.services(),
			{ measured: () => {} },
		);
		expect(live.said.map(({ text }) => text)).toEqual(["a", "a", "b"]);
		expect(made.said.map(({ text }) => text)).toEqual(["a", "b"]);
		expect(results).toHaveLength(4);
	});

	it("goes on without one that fails half-way, with its reason", async () => {
		const world = new FakeWorld();
		const candidates = new Map([
			["one", world.candidate({ latency: 0.2, duration: 2, breaks: 1 })],
			["two", world.candidate({ latency: 0.2, duration: 1 })],
		]);
		const results = await runComparison(
			planOf(),
			[...candidates.keys()],
			(name) => candidates.get(name),
			world.services(),
			{ measured: () => {} },
		);
		const outcomes = results.map(({ candidate, outcome, reason }) =>
			`${candidate}: ${outcome} ${reason}`.trim(),
		);
		expect(outcomes).toEqual([
			"one: failed The vendor hung up.",
			"two: finished",
			"one: failed The vendor hung up.",
			"two: finished",
		]);
		expect(candidates.get("one")?.said).toHaveLength(1);
	});

	it("shuffles the same way for the same seed, and never the first always first", () => {
		const plan = planOf({ shuffled: true, repetitions: 20, order: "together" });
		const orders = stepsOf(plan, ["one", "two", "three"]).map((step) =>
			step.map(({ candidate }) => candidate),
		);
		expect(
			stepsOf(plan, ["one", "two", "three"]).map((step) => step.map(({ candidate }) => candidate)),
		).toEqual(orders);
		expect(new Set(orders.map(([first]) => first)).size).toBe(3);
	});
});
