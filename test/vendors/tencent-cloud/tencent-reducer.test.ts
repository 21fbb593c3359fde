import { describe, expect, it } from "vitest";
import type { TencentAnswer } from "../../../src/vendors/tencent-cloud/tencent-answer.ts";
import { tencentReducer } from "../../../src/vendors/tencent-cloud/tencent-reducer.ts";
import {
	TENCENT_START,
	type TencentCall,
	type TencentInput,
	type TencentTimer,
	viewOf,
} from "../../../src/vendors/tencent-cloud/tencent-state.ts";
import { run } from "../../support/vendors/run-reducer.ts";

const answer = (operation: TencentCall, payload: TencentAnswer["payload"] = {}, code = 0): TencentInput => ({
	type: "answer",
	operation,
	answer: { code, message: "", payload, issues: [] },
});
const timer = (name: TencentTimer): TencentInput => ({ type: "timer", name });
const lost = (wasOpen: boolean): TencentInput => ({
	type: "socket-closed",
	end: { wasOpen, code: 1006, reason: "" },
});

const OPEN: readonly TencentInput[] = [{ type: "open" }];
const PREPARING = [...OPEN, answer("create", { SessionId: "m1", SessionStatus: 3 })];
const STARTING = [
	...OPEN,
	answer("create", { SessionId: "m1", SessionStatus: 1, PlayStreamAddr: "webrtc://h/a/s" }),
	{ type: "attached" },
] as const;
const JOINING = [...STARTING, answer("start")];
const LIVE: readonly TencentInput[] = [...JOINING, { type: "socket-opened" }, { type: "first-frame" }];
const SAYING: readonly TencentInput[] = [...LIVE, { type: "drive", id: "a", kind: "text" }];

const said = (status: string, requestId = "a", sequence = 0): TencentInput => ({
	type: "downstream",
	message: {
		type: 3,
		requestId,
		sequence,
		status: status as never,
		finalType: 0,
		text: "",
		isFinal: false,
		errorCode: 0,
		errorMessage: "",
		issues: [],
	},
});

const reach = (inputs: readonly TencentInput[]) => run(tencentReducer, TENCENT_START, inputs);
const view = (inputs: readonly TencentInput[]) => viewOf(reach(inputs).state);

describe("Tencent's state machine", () => {
	it.each([
		["idle", []],
		["creating", OPEN],
		["preparing", PREPARING],
		["ready", JOINING],
		["connected", LIVE],
		["speaking", [...SAYING, said("TextStart")]],
		["connected", [...SAYING, said("TextStart"), said("TextOver")]],
		["reconnecting", [...LIVE, lost(true)]],
		["closing", [...LIVE, { type: "close", reason: "asked", detail: "" } as const]],
	] as const)("shows %s", (phase, inputs) => {
		expect(view(inputs).phase).toBe(phase);
	});

	/** Who waits for ever: every deadline has a name, and leads to a state that says it. */
	it.each<[TencentTimer, readonly TencentInput[]]>([
		["create", OPEN],
		["prepare", PREPARING],
		["start", STARTING],
		["first frame", STARTING],
	])("fails by the timer %s", (name, inputs) => {
		expect(view([...inputs, timer(name)])).toMatchObject({
			phase: "failed",
			error: { timer: name, code: "timeout", action: "retry" },
		});
	});

	it("gives up on sockets that neither open nor close by the timer socket, three in a row", () => {
		const once = [
			timer("socket"),
			timer("rejoin"),
			answer("stat", { SessionStatus: 1, IsSessionStarted: true }),
		];
		expect(view([...JOINING, ...once]).phase).toBe("ready");
		expect(view([...JOINING, ...once, ...once, timer("socket")])).toMatchObject({
			phase: "failed",
			error: { timer: "socket", operation: "commandchannel" },
		});
	});

	it("is closed by the timer close, whether the vendor confirms or not", () => {
		const closing = [...LIVE, { type: "close", reason: "asked", detail: "" } as const];
		for (const end of [timer("close"), answer("close"), answer("close", {}, 110018)])
			expect(view([...closing, end])).toMatchObject({ phase: "closed", reason: "asked" });
	});

	it("fails one text by the timer drive start, and stays connected", () => {
		const { state, effects } = reach([...SAYING, timer("drive start")]);
		expect(viewOf(state).phase).toBe("connected");
		expect(effects).toContainEqual({
			type: "drive-event",
			event: {
				driveId: "a",
				type: "failed",
				error: expect.objectContaining({ timer: "drive start", operation: "SEND_TEXT" }),
			},
		});
	});

	it("takes a text for stopped by the timer stop answer", () => {
		const stopping = [...SAYING, said("TextStart"), { type: "interrupt" } as const];
		const { effects } = reach([...stopping, timer("stop answer")]);
		expect(effects).toContainEqual({
			type: "drive-event",
			event: { driveId: "a", type: "ended", outcome: "interrupted" },
		});
	});

	it("holds a second text back until a second has passed, and drops it for a third", () => {
		const quick: readonly TencentInput[] = [
			...SAYING,
			{ type: "drive", id: "b", kind: "text" },
			{ type: "drive", id: "c", kind: "text" },
		];
		const begun = (inputs: readonly TencentInput[]) =>
			reach(inputs).effects.flatMap((effect) => (effect.type === "begin" ? [effect.id] : []));
		expect(begun(quick)).toEqual(["a"]);
		expect(begun([...quick, timer("text interval")])).toEqual(["a", "c"]);
	});

	it("takes a status once, however often the vendor repeats it", () => {
		const told = reach([...SAYING, said("TextStart"), said("TextStart"), said("TextOver"), said("TextOver")]);
		expect(told.effects.filter(({ type }) => type === "drive-event")).toHaveLength(2);
	});

	it.each([
		[{ SessionStatus: 2, ErrorCode: 110022 }, "replaced"],
		[{ SessionStatus: 2 }, "vendor"],
	] as const)("ends when the session is over after a break: %j is %s", (payload, reason) => {
		expect(view([...LIVE, lost(true), answer("stat", payload)])).toMatchObject({ phase: "closed", reason });
	});

	it("asks for nothing once it is over", () => {
		const over = [...LIVE, { type: "close", reason: "lease", detail: "" } as const];
		const before = reach(over).effects.length;
		const inputs = [timer("heartbeat"), said("TextStart"), answer("stat", { SessionStatus: 1 }), lost(true)];
		expect(reach([...over, ...inputs]).effects).toHaveLength(before);
	});
});
