import { expect, it } from "vitest";
import { parse } from "../../bench/parse.ts";

it("the parse benchmark runs in Chromium and tells how much more than the least it takes", async () => {
	const rows = await parse.run({ quick: true });
	const ratio = rows.find(({ metric }) => metric === "ratio");
	expect(Number.isFinite(ratio?.ours)).toBe(true);
	expect(ratio?.limit).toBe(1.3);
});
