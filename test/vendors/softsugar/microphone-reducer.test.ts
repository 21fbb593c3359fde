import { describe, expect, it } from "vitest";
import {
	MICROPHONE_START,
	type MicrophoneInput,
	microphoneReducer,
} from "../../../src/vendors/softsugar/microphone-reducer.ts";
import { run } from "../../support/vendors/run-reducer.ts";

const code = (number: number): MicrophoneInput => ({ type: "code", code: number, message: "" });
const OPENING: readonly MicrophoneInput[] = [{ type: "speak" }, { type: "cleared" }];
const BEGINNING: readonly MicrophoneInput[] = [...OPENING, { type: "opened" }];
const STREAMING = [...BEGINNING, code(2)];

const reach = (inputs: readonly MicrophoneInput[]) => run(microphoneReducer, MICROPHONE_START, inputs);
const last = (inputs: readonly MicrophoneInput[]) => reach(inputs).effects.at(-1);

describe("the microphone's state machine", () => {
	it("cancels, opens, begins, waits for 2, and ends with eof", () => {
		const { state, effects } = reach([...STREAMING, { type: "end" }]);
		expect(state.stage).toBe("ending");
		expect(effects.map(({ type }) => type)).toEqual([
			"clear",
			"connect",
			"start-timer",
			"begin",
			"stop-timer",
			"flow",
			"eof",
			"start-timer",
		]);
	});

	it.each([1, 4, 5, 7])("tries once more after code %i, and not twice", (number) => {
		const again = [...BEGINNING, code(number)];
		expect(last(again)).toEqual({ type: "clear", renew: number === 1 });
		expect(last([...again, { type: "cleared" }, { type: "opened" }, code(number)])).toMatchObject({
			type: "failed",
			error: { code: number },
		});
	});

	it("waits longer every time while the room is not ready, four times", () => {
		const once: readonly MicrophoneInput[] = [
			code(6),
			{ type: "timer", name: "microphone retry" },
			{ type: "opened" },
		];
		const waits = reach([...BEGINNING, ...once, ...once, ...once, ...once]).effects.flatMap((effect) =>
			effect.type === "start-timer" && effect.name === "microphone retry" ? [effect.delay] : [],
		);
		expect(waits).toEqual([1, 2, 4, 8]);
		expect(last([...BEGINNING, ...once, ...once, ...once, ...once, code(6)])).toMatchObject({
			type: "failed",
			error: { code: 6 },
		});
	});

	it.each([
		[
			"a server that says nothing",
			BEGINNING,
			{ type: "timer", name: "microphone" },
			{ type: "failed", error: { timer: "microphone" } },
		],
		[
			"an end that is not confirmed",
			[...STREAMING, { type: "end" }],
			{ type: "timer", name: "microphone end" },
			{ type: "finished", outcome: "finished" },
		],
		["an interruption", STREAMING, { type: "stop" }, { type: "finished", outcome: "interrupted" }],
		[
			"a socket that never opened",
			OPENING,
			{ type: "socket-closed", end: { wasOpen: false, code: 1006, reason: "" } },
			{ type: "failed", error: { action: "user-must-act" } },
		],
	] as const)("comes to an end with %s", (_what, inputs, input, expected) => {
		expect(last([...inputs, input] as readonly MicrophoneInput[])).toMatchObject(expected);
	});
});
