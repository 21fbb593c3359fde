import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

type Names = Record<string, string>;
const manifest = JSON.parse(await read("package.json")) as Record<
	"dependencies" | "devDependencies" | "optionalDependencies",
	Names
>;
const declared = Object.keys({
	...manifest.dependencies,
	...manifest.devDependencies,
	...manifest.optionalDependencies,
});

/** Rows of the page: package, where it runs, licence. */
const listed = [
	...(await read("docs/dependencies.md")).matchAll(/^\| `([^`]+)` \| (\w+) \| .*\| ([^|]+) \|$/gm),
].map(([, name = "", where = "", licence = ""]) => ({ name, where, licence }));

/** Licences that put no condition on a page that ships the code but to name it. */
const PERMISSIVE = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"];

/** Of licences to choose from, one will do. */
const isPermissive = (licence: string) =>
	licence
		.replace(/^\((.*)\)$/, "$1")
		.split(" OR ")
		.some((choice) => PERMISSIVE.includes(choice));

describe("docs/dependencies.md", () => {
	it("lists every dependency once, and no other package", () => {
		expect(listed.map(({ name }) => name).sort()).toEqual([...declared].sort());
	});

	it.each(listed)("names the licence of $name as it is installed", async ({ name, licence }) => {
		const installed = await read(`node_modules/${name}/package.json`).catch(() => null);
		// An optional package may be left out on purpose.
		const absent = installed === null && name in manifest.optionalDependencies;
		expect(absent ? licence : JSON.parse(installed ?? "{}").license).toBe(licence);
	});

	it("lets only permissive licences into a browser", () => {
		const shipped = listed.filter(({ where }) => where === "browser");
		expect(shipped.length).toBeGreaterThan(0);
		expect(shipped.filter(({ licence }) => !isPermissive(licence))).toEqual([]);
	});
});
