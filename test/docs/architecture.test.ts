import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const text = readFileSync(new URL("docs/ARCHITECTURE.md", root), "utf8");

/** Everything in the document that reads like a path of this repository. */
const named = [
	...text.matchAll(/(?:src|workers|scripts|assets|test|bench|docs)\/[\w./-]*\w|\b[\w.-]+\.(?:json|html)\b/g),
];
const paths = [...new Set(named.map(([path]) => path))];

describe("docs/ARCHITECTURE.md", () => {
	it("names paths at all", () => {
		expect(paths.length).toBeGreaterThan(20);
	});

	it.each(paths)("names %s, which exists", (path) => {
		expect(existsSync(new URL(path, root))).toBe(true);
	});
});
