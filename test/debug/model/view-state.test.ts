import { describe, expect, it } from "vitest";
import {
	decodeViewState,
	encodeViewState,
	INITIAL_STATE,
	type ViewState,
} from "../../../src/debug/model/view-state.ts";

const FULL: ViewState = {
	from: 1.25,
	to: 4,
	at: 2.5,
	selection: [1.5, 2],
	loop: [2, 3.125],
	rate: 0.5,
	solo: ["jawOpen", "mouthClose"],
	search: "smile&left=1",
	folded: ["eyes"],
	markers: [
		{ at: 1, note: "" },
		{ at: 2.5, note: "lips open ~ here?" },
	],
	options: {
		order: "apple",
		highestRung: "phonemes",
		clauseRungs: { 2: "audio" },
		targetDelay: 0.3,
		trim: 0.18,
		network: { delay: 0.1, jitter: 0.05, stall: 0.5, stallEvery: 10 },
	},
	tab: "inspect",
};

describe("the view in a link", () => {
	it("comes back as it was", () => {
		expect(decodeViewState(`#${encodeViewState(FULL)}`)).toEqual(FULL);
	});

	it("says nothing of what is as usual", () => {
		expect(encodeViewState(INITIAL_STATE)).toBe("");
		expect(decodeViewState("")).toEqual(INITIAL_STATE);
	});

	it.each([
		"view=4~1",
		"rate=fast",
		"order=mine",
		"rung2=best",
		"m0=x",
		"select=1",
		"network=1",
		"at=%E0%A4%A",
	])("takes %s for as usual", (fragment) => {
		expect(decodeViewState(`#${fragment}`)).toEqual(INITIAL_STATE);
	});

	it("keeps the speed within what can be played", () => {
		expect(decodeViewState("rate=9").rate).toBe(2);
		expect(decodeViewState("rate=0").rate).toBe(0.1);
	});
});
