import { describe, expect, it } from "vitest";
import { decodeAnswer } from "../../../src/vendors/akool/akool-answer.ts";
import { akoolReducer } from "../../../src/vendors/akool/akool-reducer.ts";
import {
	AKOOL_START,
	type AkoolCall,
	type AkoolInput,
	type AkoolTimer,
	viewOf,
} from "../../../src/vendors/akool/akool-state.ts";
import { run } from "../../support/vendors/run-reducer.ts";

const answer = (operation: AkoolCall, data: unknown, code = 1000): AkoolInput => ({
	type: "answer",
	operation,
	answer: decodeAnswer({ status: 200, body: { code, msg: "", data } }),
});
const timer = (name: AkoolTimer): AkoolInput => ({ type: "timer", name });
const speaking = (isSpeaking: boolean): AkoolInput => ({
	type: "room",
	message: { type: "speaking", isSpeaking },
});

const ROOM = { credentials: { agora_app_id: "a", agora_channel: "c", agora_token: "t", agora_uid: 1 } };
const OPEN: readonly AkoolInput[] = [{ type: "open" }];
const PREPARING = [...OPEN, answer("create", { _id: "s", status: 1 })];
const READY: readonly AkoolInput[] = [
	...OPEN,
	answer("create", { _id: "s", status: 3, ...ROOM }),
	{ type: "attached" },
];
const LIVE: readonly AkoolInput[] = [...READY, { type: "first-frame" }, { type: "usable" }];
const SAYING: readonly AkoolInput[] = [...LIVE, { type: "drive", id: "a", estimate: null }];
const close: AkoolInput = { type: "close", reason: "asked", detail: "" };

const reach = (inputs: readonly AkoolInput[]) => run(akoolReducer, AKOOL_START, inputs);
const view = (inputs: readonly AkoolInput[]) => viewOf(reach(inputs).state);

describe("Akool's state machine", () => {
	it.each([
		["idle", []],
		["creating", OPEN],
		["preparing", PREPARING],
		["ready", READY],
		["connected", LIVE],
		["speaking", [...SAYING, speaking(true)]],
		["connected", [...SAYING, speaking(true), speaking(false)]],
		["closing", [...LIVE, close]],
		["closed", [...LIVE, close, answer("close", undefined)]],
	] as const)("shows %s", (phase, inputs) => {
		expect(view(inputs).phase).toBe(phase);
	});

	it.each<[AkoolTimer, readonly AkoolInput[]]>([
		["create", OPEN],
		["prepare", PREPARING],
		["first frame", READY],
	])("fails by the timer %s", (name, inputs) => {
		expect(view([...inputs, timer(name)])).toMatchObject({ phase: "failed", error: { timer: name } });
	});

	it.each<[AkoolTimer, readonly AkoolInput[], string]>([
		["close", [...LIVE, close], "Akool did not confirm the end."],
		["duration", LIVE, "The session's time is over."],
		["absence", [...LIVE, { type: "absent", detail: "" }], "The avatar has left the room."],
	])("is closed by the timer %s", (name, inputs, detail) => {
		expect(view([...inputs, timer(name)])).toMatchObject({ phase: "closed", detail });
	});

	it("has an avatar back that was away shorter than the timer absence", () => {
		const { effects } = reach([...LIVE, { type: "absent", detail: "" }, { type: "first-frame" }]);
		expect(effects.at(-1)).toEqual({ type: "stop-timer", name: "absence" });
	});

	it("rejects an interruption by the timer interrupt", () => {
		expect(reach([...SAYING, { type: "interrupt" }, timer("interrupt")]).effects).toContainEqual({
			type: "interrupted",
			error: expect.objectContaining({ timer: "interrupt" }),
		});
	});

	it("ends a text of v3 by its estimate, and begins the next", () => {
		const estimate = 3 as never;
		const two: readonly AkoolInput[] = [
			...LIVE,
			{ type: "drive", id: "a", estimate },
			{ type: "drive", id: "b", estimate },
			timer("drive end"),
		];
		const events = reach(two).effects.flatMap((effect) =>
			effect.type === "drive-event" ? [`${effect.event.driveId} ${effect.event.type}`] : [],
		);
		expect(events).toEqual(["a started", "a ended", "b started"]);
	});

	it.each([
		[4, "failed"],
		[1, "preparing"],
		[2, "preparing"],
	] as const)("status %i without credentials is %s", (status, phase) => {
		expect(view([...OPEN, answer("create", { _id: "s", status })]).phase).toBe(phase);
	});
});
