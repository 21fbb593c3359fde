import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

const promises = [
	...(await read("docs/security.md")).matchAll(/^\| (.+) \| `(test\/[^`]+)`: (.+) \|$/gm),
].map(([, promise = "", file = "", test = ""]) => ({ promise, file, test }));

describe("docs/security.md", () => {
	it("makes promises", () => {
		expect(promises.length).toBeGreaterThan(15);
	});

	it.each(promises)("names a test that exists for: $promise", async ({ file, test }) => {
		expect(await read(file)).toContain(`"${test}",`);
	});
});
