import { describe, expect, it } from "vitest";
import { decodeAnswer } from "../../../src/vendors/softsugar/softsugar-answer.ts";
import { softSugarReducer } from "../../../src/vendors/softsugar/softsugar-reducer.ts";
import {
	SOFTSUGAR_START,
	type SoftSugarCall,
	type SoftSugarInput,
	type SoftSugarTimer,
	viewOf,
} from "../../../src/vendors/softsugar/softsugar-state.ts";
import { run } from "../../support/vendors/run-reducer.ts";

const answer = (operation: SoftSugarCall, data: unknown, code: number | string = 0): SoftSugarInput => ({
	type: "answer",
	operation,
	answer: decodeAnswer({ status: 200, body: { code, message: "", data } }),
});
const timer = (name: SoftSugarTimer): SoftSugarInput => ({ type: "timer", name });
const told = (status: number): SoftSugarInput => ({ type: "told", status, detail: "" });

const OPEN: readonly SoftSugarInput[] = [{ type: "open" }];
const PREPARING = [...OPEN, answer("create", { sessionId: "s", status: 32 })];
const READY = [...OPEN, answer("create", { sessionId: "s", status: 35 })];
const STARTING: readonly SoftSugarInput[] = [...READY, { type: "attached" }];
const LIVE: readonly SoftSugarInput[] = [...STARTING, answer("start", true), { type: "first-frame" }];
const ACCEPTED: readonly SoftSugarInput[] = [
	...LIVE,
	{ type: "drive", id: "a", interrupts: true },
	{ type: "accepted", id: "a", trace: "t", downloading: false },
];
const close: SoftSugarInput = { type: "close", reason: "asked", detail: "" };

const reach = (inputs: readonly SoftSugarInput[]) => run(softSugarReducer, SOFTSUGAR_START, inputs);
const view = (inputs: readonly SoftSugarInput[]) => viewOf(reach(inputs).state);
const calls = (inputs: readonly SoftSugarInput[]) =>
	reach(inputs).effects.flatMap((effect) => (effect.type === "call" ? [effect.operation] : []));

describe("SoftSugar's state machine", () => {
	it.each([
		["idle", []],
		["creating", OPEN],
		["preparing", PREPARING],
		["ready", READY],
		["connected", LIVE],
		["speaking", [...ACCEPTED, answer("list", { commandTraceIds: ["t"] })]],
		["connected", [...ACCEPTED, { type: "news", trace: "t", news: "ended" } as const]],
		["closing", [...LIVE, close]],
		["closed", [...LIVE, close, answer("close", true)]],
	] as const)("shows %s", (phase, inputs) => {
		expect(view(inputs).phase).toBe(phase);
	});

	it.each<[SoftSugarTimer, readonly SoftSugarInput[]]>([
		["create", OPEN],
		["prepare", PREPARING],
		["start", STARTING],
		["first frame", STARTING],
	])("fails by the timer %s", (name, inputs) => {
		expect(view([...inputs, timer(name)])).toMatchObject({
			phase: "failed",
			error: { timer: name, code: "timeout" },
		});
	});

	it("is closed by the timer close if the vendor does not confirm", () => {
		expect(view([...LIVE, close, timer("close")])).toMatchObject({ phase: "closed", reason: "asked" });
	});

	/** The seven status lists of the document in one. */
	it.each([
		[2, "ready", null],
		[35, "ready", null],
		[32, "preparing", null],
		[5, "closed", null],
		[9, "failed", "new-session"],
		[50, "failed", "new-session"],
		[97, "failed", "user-must-act"],
		[98, "failed", "user-must-act"],
		[99, "failed", "new-session"],
		[1234, "failed", "retry"],
	] as const)("status %i of a room that is made is %s", (status, phase, action) => {
		const state = view([...OPEN, answer("create", { sessionId: "s", status })]);
		expect(state).toMatchObject(action === null ? { phase } : { phase, error: { action } });
	});

	it.each([
		[50, "failed"],
		[9, "failed"],
		[5, "closed"],
		[35, "connected"],
		[1234, "connected"],
	] as const)("callback %i about a live room leads to %s", (status, phase) => {
		expect(view([...LIVE, told(status)]).phase).toBe(phase);
	});

	it("looks at a room at once that a callback says is there", () => {
		expect(calls([...PREPARING, told(35)])).toEqual(["create", "stat"]);
		expect(calls([...READY, told(35)])).toEqual(["create"]);
	});

	it("shows a sign of life every time, and looks at the room after two that were refused", () => {
		const beat = [timer("heartbeat"), answer("heartbeat", undefined, 500)];
		expect(calls([...LIVE, ...beat])).toEqual(["create", "start", "heartbeat"]);
		expect(calls([...LIVE, ...beat, ...beat])).toEqual(["create", "start", "heartbeat", "heartbeat", "stat"]);
	});

	it("asks once more with a new token, and not twice", () => {
		const refused = answer("create", undefined, 401);
		expect(calls([...OPEN, refused])).toEqual(["create", "create"]);
		expect(view([...OPEN, refused, refused])).toMatchObject({
			phase: "failed",
			error: { credential: "SOFTSUGAR_APP_KEY" },
		});
	});

	it.each([
		["failed", "failed"],
		["ended", "ended"],
	] as const)("news that a takeover %s settle it, once", (news, type) => {
		const input = { type: "news", trace: "t", news } as const;
		const events = reach([...ACCEPTED, { type: "news", trace: "t", news: "started" }, input, input])
			.effects.filter((effect) => effect.type === "drive-event")
			.map(({ event }) => event.type);
		expect(events).toEqual(["started", type]);
	});
});
