import { spawnSync } from "node:child_process";
import { findPraat } from "../../scripts/server-program.ts";
import { temporaryFile } from "./ffprobe.ts";

/** A tier of a TextGrid: from, to (seconds) and label of each interval. */
export interface Tier {
	readonly name: string;
	readonly intervals: readonly (readonly [from: number, to: number, label: string])[];
}

/** One line a fact, its parts apart by tabs: `end SECONDS`, `tier NAME`, `interval FROM TO LABEL`. */
const SCRIPT = `form Read
  sentence file
endform
Read from file: file$
end = Get end time
writeInfoLine: "end", tab$, fixed$ (end, 6)
tiers = Get number of tiers
for tier to tiers
  name$ = Get tier name: tier
  appendInfoLine: "tier", tab$, name$
  count = Get number of intervals: tier
  for i to count
    begin = Get start time of interval: tier, i
    finish = Get end time of interval: tier, i
    label$ = Get label of interval: tier, i
    appendInfoLine: "interval", tab$, fixed$ (begin, 6), tab$, fixed$ (finish, 6), tab$, label$
  endfor
endfor
`;

/** What Praat itself finds in a TextGrid. @throws Error with its words if it cannot read it */
export function readTextGrid(text: string): { readonly end: number; readonly tiers: readonly Tier[] } {
	const file = temporaryFile(".TextGrid", text);
	const result = spawnSync(findPraat() ?? "praat", ["--run", temporaryFile(".praat", SCRIPT), file], {
		encoding: "utf8",
	});
	if (result.status !== 0) throw new Error(`Praat: ${result.stderr || result.error?.message}`);
	let end = 0;
	const tiers: { name: string; intervals: [number, number, string][] }[] = [];
	for (const line of result.stdout.trimEnd().split("\n")) {
		const [kind, first = "", second = "", label = ""] = line.split("\t");
		if (kind === "end") end = Number(first);
		else if (kind === "tier") tiers.push({ name: first, intervals: [] });
		else tiers.at(-1)?.intervals.push([Number(first), Number(second), label]);
	}
	return { end, tiers };
}
