import { describe, expect, it } from "vitest";
import { decodeIflytek } from "../../../src/vendors/iflytek/iflytek-event.ts";
import { iflytekReducer } from "../../../src/vendors/iflytek/iflytek-reducer.ts";
import {
	IFLYTEK_START,
	type IflytekInput,
	type IflytekTimer,
	viewOf,
} from "../../../src/vendors/iflytek/iflytek-state.ts";
import { run } from "../../support/vendors/run-reducer.ts";

function event(type: string, fields: object = {}, header: object = {}): IflytekInput {
	const decoded = decodeIflytek(
		JSON.stringify({ header: { code: 0, ...header }, payload: { avatar: { event_type: type, ...fields } } }),
	);
	if (decoded === null) throw new TypeError("no event");
	return { type: "event", event: decoded };
}
const timer = (name: IflytekTimer): IflytekInput => ({ type: "timer", name });
const lost = (wasOpen: boolean): IflytekInput => ({
	type: "socket-closed",
	end: { wasOpen, code: 1006, reason: "" },
});

const OPEN: readonly IflytekInput[] = [{ type: "open" }];
const STARTING: readonly IflytekInput[] = [...OPEN, { type: "socket-opened" }];
const READY: readonly IflytekInput[] = [
	...STARTING,
	event("stream_info", { stream_url: "xrtcs://h/r" }),
	{ type: "attached" },
];
const CONNECTED = [...READY, event("stream_start")];
const SAYING: readonly IflytekInput[] = [
	...CONNECTED,
	{ type: "drive", id: "a", kind: "text", append: false },
];
const status = (vmr_status: number) => event("driver_status", { request_id: "a", vmr_status });

const reach = (inputs: readonly IflytekInput[]) => run(iflytekReducer, IFLYTEK_START, inputs);
const view = (inputs: readonly IflytekInput[]) => viewOf(reach(inputs).state);
const close: IflytekInput = { type: "close", reason: "asked", detail: "" };

describe("iFLYTEK's state machine", () => {
	it.each([
		["idle", []],
		["creating", OPEN],
		["preparing", STARTING],
		["ready", READY],
		["connected", CONNECTED],
		["speaking", [...SAYING, status(0)]],
		["connected", [...SAYING, status(0), status(1), status(2)]],
		["reconnecting", [...CONNECTED, lost(true)]],
		["closing", [...CONNECTED, close]],
	] as const)("shows %s", (phase, inputs) => {
		expect(view(inputs).phase).toBe(phase);
	});

	it.each<[IflytekTimer, readonly IflytekInput[]]>([
		["start", STARTING],
		["first frame", READY],
	])("fails by the timer %s", (name, inputs) => {
		expect(view([...inputs, timer(name)])).toMatchObject({ phase: "failed", error: { timer: name } });
	});

	it("gives up on sockets that do not open by the timer open, three in a row, each with a fresh signature", () => {
		const once = [timer("open"), timer("reconnect")];
		const { state, effects } = reach([...OPEN, ...once, ...once, timer("open")]);
		expect(viewOf(state)).toMatchObject({
			phase: "failed",
			error: { timer: "open", operation: "handshake", code: 1006, action: "user-must-act" },
		});
		expect(effects.filter(({ type }) => type === "connect")).toHaveLength(3);
		expect(effects.filter(({ type }) => type === "disconnect")).toHaveLength(3);
	});

	it("does not reopen for ever what closes with 1006 before it was open", () => {
		const once = [lost(false), timer("reconnect")];
		const { state, effects } = reach([...OPEN, ...once, ...once, lost(false), timer("reconnect")]);
		expect(viewOf(state).phase).toBe("failed");
		expect(effects.filter(({ type }) => type === "connect")).toHaveLength(3);
	});

	it("takes a service that falls silent for a broken line", () => {
		expect(view([...CONNECTED, timer("silence")])).toMatchObject({ phase: "reconnecting", attempt: 1 });
	});

	it("is closed by the timer stop, whether the service confirms or not", () => {
		for (const end of [timer("stop"), event("stop"), lost(true)])
			expect(view([...CONNECTED, close, end])).toMatchObject({ phase: "closed", reason: "asked" });
	});

	it("says which drive the timer drive start is about", () => {
		expect(reach([...SAYING, timer("drive start")]).effects).toContainEqual({
			type: "drive-event",
			event: { driveId: "a", type: "failed", error: expect.objectContaining({ timer: "drive start" }) },
		});
	});

	it.each([
		["ends the session", event("stream_info", {}, { code: 10_110, message: "busy" }), "failed"],
		["refuses what has no drive, and goes on", event("driver_status", { error_code: 7 }), "connected"],
		["passes over what it does not know", event("nlp"), "connected"],
		["ends with the service's own stop", event("stop"), "closed"],
	] as const)("%s", (_what, input, phase) => {
		expect(view([...CONNECTED, input]).phase).toBe(phase);
	});
});
