import { describe, expect, it } from "vitest";
import { phraseTimeline } from "../../src/driver/phrase-timeline.ts";
import type { SpokenUnit } from "../../src/driver/spoken-unit.ts";
import { seconds } from "../../src/util/time.ts";

const unit = (inventory: "ipa" | "mandarin", ...phonemes: [string, number, number][]): SpokenUnit => ({
	start: 0,
	end: 1,
	from: seconds(phonemes[0]?.[1] ?? 0),
	to: seconds(phonemes.at(-1)?.[2] ?? 0),
	phonemes: phonemes.map(([symbol, start, end]) => ({ symbol, start: seconds(start), end: seconds(end) })),
	inventory,
	spelling: "",
	joins: false,
});

/** `inventory: symbol start-end …` for each stretch. */
const show = (units: SpokenUnit[], duration: number): string[] =>
	phraseTimeline(units, duration).map(
		({ inventory, phonemes }) =>
			`${inventory}: ${phonemes.map((p) => `${p.symbol} ${p.start}-${p.end}`).join(", ")}`,
	);

describe("phraseTimeline", () => {
	it("fills silence in at both ends and in long gaps", () => {
		expect(show([unit("ipa", ["a", 0.1, 0.2]), unit("ipa", ["b", 0.5, 0.6])], 1)).toEqual([
			"ipa: sil 0-0.1, a 0.1-0.2, sil 0.2-0.5, b 0.5-0.6, sil 0.6-1",
		]);
	});

	it("gives a short gap to the sound before it: the closure of a stop", () => {
		expect(show([unit("ipa", ["a", 0, 0.2], ["p", 0.25, 0.3])], 0.3)).toEqual(["ipa: a 0-0.25, p 0.25-0.3"]);
	});

	it("begins a stretch with each change of notation", () => {
		const units = [unit("mandarin", ["uo3", 0, 0.2]), unit("ipa", ["v", 0.25, 0.5])];
		expect(show(units, 0.6)).toEqual(["mandarin: uo3 0-0.25", "ipa: v 0.25-0.5, sil 0.5-0.6"]);
	});

	it("is one stretch of silence for a phrase without speech", () => {
		expect(show([], 0.4)).toEqual(["mandarin: sil0 0-0.4"]);
	});
});
