import { describe, expect, it } from "vitest";
import type { KioskEffect, KioskEvent } from "../../../src/kiosk/model/kiosk-event.ts";
import {
	countdown,
	initialState,
	isVisit,
	KIOSK_PHASES,
	KIOSK_TIMING,
	type KioskPhase,
	type KioskState,
	LEAST_CONFIRM,
} from "../../../src/kiosk/model/kiosk-state.ts";
import { transition } from "../../../src/kiosk/model/transition.ts";
import { seconds } from "../../../src/util/time.ts";
import { SeededRandom } from "../../support/seeded-random.ts";

const NOW = seconds(1000);
const at = (phase: KioskPhase, change: Partial<KioskState> = {}): KioskState => ({
	...initialState(NOW),
	phase,
	...change,
});

/** What becomes of an event in each phase: the phase, and what is to be done. A dot stays and does nothing. */
type Row = readonly [
	event: KioskEvent,
	outcomes: Readonly<Partial<Record<KioskPhase, readonly [KioskPhase, ...KioskEffect[]]>>>,
];

const WIPE = ["wipe", "hush", "close-session", "wipe"] as const;

const TABLE: readonly Row[] = [
	[{ type: "booted", resumes: false }, { boot: ["self-test", "run-self-test"] }],
	[{ type: "booted", resumes: true }, { boot: ["greet", "open-session", "say-resumed"] }],
	[{ type: "tested" }, { "self-test": ["attract", "enter-attract"] }],
	[
		{ type: "activity", kind: "touch" },
		{ attract: ["greet", "open-session", "say-greeting"], "confirm-idle": ["converse", "hush"] },
	],
	[
		{ type: "activity", kind: "key" },
		{ attract: ["greet", "open-session", "say-greeting"], "confirm-idle": ["converse", "hush"] },
	],
	[
		{ type: "activity", kind: "voice" },
		{ attract: ["greet", "open-session", "say-greeting"], "confirm-idle": ["converse", "hush"] },
	],
	[{ type: "activity", kind: "presence" }, { attract: ["greet", "open-session", "say-greeting"] }],
	[{ type: "greeted" }, { greet: ["converse"] }],
	[{ type: "more-time" }, { "confirm-idle": ["converse", "hush"] }],
	[{ type: "leave" }, { greet: WIPE, converse: WIPE, "confirm-idle": WIPE }],
	[{ type: "wiped" }, { wipe: ["attract", "enter-attract"] }],
	[
		{ type: "network", health: "offline" },
		{
			greet: ["greet", "apologise"],
			converse: ["converse", "apologise"],
			"confirm-idle": ["confirm-idle", "apologise"],
		},
	],
	[{ type: "network", health: "degraded" }, {}],
	[{ type: "network", health: "online" }, {}],
	[{ type: "audio", health: "lost" }, {}],
	[{ type: "drawing", health: "lost" }, {}],
	[{ type: "busy", isBusy: true }, {}],
	[
		{ type: "maintenance", isOn: true },
		{ greet: WIPE, converse: WIPE, "confirm-idle": WIPE },
	],
	[{ type: "maintenance", isOn: false }, {}],
	[
		{ type: "woke", asleep: seconds(3600) },
		{ greet: WIPE, converse: WIPE, "confirm-idle": WIPE },
	],
	[{ type: "woke", asleep: seconds(8) }, {}],
	[{ type: "tick" }, {}],
];

const name = (event: KioskEvent) => Object.values(event).join(" ");

describe.each(TABLE)("%o", (event, outcomes) => {
	it.each(KIOSK_PHASES)(`in %s does what is written of ${name(event)}, and nothing else`, (phase) => {
		const before = at(phase);
		const { state, effects } = transition(before, event, NOW, KIOSK_TIMING);
		const [next, ...wanted] = outcomes[phase] ?? [phase];
		expect([state.phase, ...effects]).toEqual([next, ...wanted]);
	});
});

describe("time", () => {
	const tick = (state: KioskState, after: number) =>
		transition(state, { type: "tick" }, seconds(NOW + after), KIOSK_TIMING);

	it.each([
		["self-test", KIOSK_TIMING.selfTest, ["attract", "enter-attract"]],
		["greet", KIOSK_TIMING.greet, ["converse"]],
		["converse", KIOSK_TIMING.idle, ["confirm-idle", "ask-idle"]],
		["confirm-idle", KIOSK_TIMING.confirm, WIPE],
		["wipe", KIOSK_TIMING.wipe, ["wipe", "reload"]],
	] as const)("ends %s when it is over, and not before", (phase, length, outcome) => {
		expect(tick(at(phase), length - 0.1)).toMatchObject({ state: { phase }, effects: [] });
		const { state, effects } = tick(at(phase), length);
		expect([state.phase, ...effects]).toEqual([...outcome]);
	});

	it.each(["boot", "attract"] as const)("does nothing in %s, however long it lasts", (phase) => {
		expect(tick(at(phase), 1e6)).toEqual({ state: at(phase), effects: [] });
	});

	it("asks nobody who is being spoken to, and counts from the last word", () => {
		const speaking = at("converse", { isBusy: true });
		expect(tick(speaking, 1e4).effects).toEqual([]);
		const silent = transition(
			speaking,
			{ type: "busy", isBusy: false },
			seconds(NOW + 500),
			KIOSK_TIMING,
		).state;
		expect(tick(silent, 500 + KIOSK_TIMING.idle - 1).effects).toEqual([]);
		expect(tick(silent, 500 + KIOSK_TIMING.idle).effects).toEqual(["ask-idle"]);
	});

	it("starts again with whatever the visitor does", () => {
		const touched = transition(
			at("converse"),
			{ type: "activity", kind: "touch" },
			seconds(NOW + 50),
			KIOSK_TIMING,
		).state;
		expect(tick(touched, KIOSK_TIMING.idle + 1).effects).toEqual([]);
	});

	it("counts down in whole seconds, and gives at least twenty", () => {
		expect(KIOSK_TIMING.confirm).toBeGreaterThanOrEqual(LEAST_CONFIRM);
		expect(countdown(at("confirm-idle"), NOW, KIOSK_TIMING)).toBe(KIOSK_TIMING.confirm);
		expect(countdown(at("confirm-idle"), seconds(NOW + 24.2), KIOSK_TIMING)).toBe(1);
		expect(countdown(at("converse"), NOW, KIOSK_TIMING)).toBeUndefined();
	});
});

describe("a connection that is gone", () => {
	const offline = { type: "network", health: "offline" } as const;
	const online = { type: "network", health: "online" } as const;

	it("is apologised for once, and its return is told once", () => {
		const gone = transition(at("converse"), offline, NOW, KIOSK_TIMING);
		expect(gone.effects).toEqual(["apologise"]);
		expect(transition(gone.state, offline, NOW, KIOSK_TIMING).effects).toEqual([]);
		const back = transition(gone.state, online, NOW, KIOSK_TIMING);
		expect(back.effects).toEqual(["open-session", "say-back"]);
		expect(transition(back.state, online, NOW, KIOSK_TIMING).effects).toEqual([]);
	});

	it("is what a new visitor is told in the place of a greeting", () => {
		const { state, effects } = transition(
			at("attract", { network: "offline" }),
			{ type: "activity", kind: "touch" },
			NOW,
			KIOSK_TIMING,
		);
		expect([state.phase, ...effects]).toEqual(["greet", "apologise"]);
	});

	it("troubles nobody while nobody is there", () => {
		expect(transition(at("attract"), offline, NOW, KIOSK_TIMING).effects).toEqual([]);
	});
});

it("greets nobody while it is closed, after a crash neither", () => {
	const closed = at("attract", { maintenance: true });
	expect(transition(closed, { type: "activity", kind: "touch" }, NOW, KIOSK_TIMING).state.phase).toBe(
		"attract",
	);
	const crashed = at("boot", { maintenance: true });
	expect(transition(crashed, { type: "booted", resumes: true }, NOW, KIOSK_TIMING).state.phase).toBe(
		"self-test",
	);
});

describe("a day of chance", () => {
	const events = TABLE.map(([event]) => event);

	it("never leaves a session open while nobody is there, and wipes after every visit", () => {
		const random = new SeededRandom(7);
		let state = initialState(seconds(0));
		let now = 0;
		let isOpen = false;
		let visits = 0;
		let wipes = 0;
		const faults: string[] = [];
		for (let step = 0; step < 20_000; step++) {
			now += random.between(0, 30);
			const event = events[Math.floor(random.between(0, events.length))] ?? { type: "tick" };
			const before = state.phase;
			const result = transition(state, event, seconds(now), KIOSK_TIMING);
			state = result.state;
			for (const effect of result.effects) {
				if (effect === "open-session") isOpen = true;
				if (effect === "close-session") isOpen = false;
				if (effect === "wipe") wipes++;
			}
			if (isVisit(state.phase) && !isVisit(before)) visits++;
			if (state.phase === "attract" && isOpen) faults.push(`${step}: open`);
			if (isVisit(before) && !isVisit(state.phase) && !result.effects.includes("wipe"))
				faults.push(`${step}: not wiped`);
		}
		expect(faults).toEqual([]);
		expect(visits).toBeGreaterThan(100);
		expect(wipes).toBe(visits - (isVisit(state.phase) ? 1 : 0));
	});
});
