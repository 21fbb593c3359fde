import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { tencentApiRows, tencentApiTable } from "../../scripts/tencent-api-table.ts";
import paths from "../fixtures/tencent/paths.json" with { type: "json" };

describe("docs/tencent-api.md", () => {
	it("has every call of the vendor's document, each with its function and its test", () => {
		expect(
			tencentApiRows()
				.map(({ path }) => path)
				.sort(),
		).toEqual(paths);
	});

	it("shows the table as it is made from the sources", async () => {
		const page = await readFile(new URL("../../docs/tencent-api.md", import.meta.url), "utf8");
		expect(page).toContain(tencentApiTable());
	});
});
