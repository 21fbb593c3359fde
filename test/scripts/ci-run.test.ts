import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("../../.ci/run", import.meta.url));
const README = fileURLToPath(new URL("../../README.md", import.meta.url));

let folder = "";

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "ci-"));
	await mkdir(join(folder, ".ci"));
	await copyFile(SCRIPT, join(folder, ".ci", "run"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Runs the script with an `npm` that prints `output` and exits with `status` when it is asked to test. */
async function run(output: string, status: number) {
	const npm = join(folder, "npm");
	await writeFile(join(folder, "output"), output);
	await writeFile(
		npm,
		`#!/bin/sh\necho "npm $*" >> "${folder}/ran"\n[ "$1" = test ] || exit 0\ncat "${folder}/output"\nexit ${status}\n`,
	);
	await chmod(npm, 0o755);
	const result = spawnSync(join(folder, ".ci", "run"), {
		encoding: "utf8",
		env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
	});
	const ran = await readFile(join(folder, "ran"), "utf8");
	return {
		last: result.stdout.trimEnd().split("\n").at(-1),
		status: result.status,
		ran: ran.trim().split("\n"),
	};
}

describe(".ci/run", () => {
	it.each([
		["all passed", "      Tests  24 passed (24)\n", 0, "24 passed, 0 failed", 0],
		[
			"some failed",
			"      Tests  1 failed | 9 passed | 1 skipped | 1 todo (12)\n",
			1,
			"9 passed, 1 failed",
			1,
		],
		["all failed", "      Tests  3 failed (3)\n", 1, "0 passed, 3 failed", 1],
		["a file that does not load", "      Tests  9 passed (9)\n", 1, "9 passed, 1 failed", 1],
		["a lint error after the tests", "      Tests  9 passed (9)\nlint error\n", 1, "9 passed, 1 failed", 1],
		["a crash", "Segmentation fault\n", 139, "0 passed, 1 failed", 1],
		["no tests at all", "      Tests  no tests\n", 0, "0 passed, 1 failed", 1],
		["silence", "", 0, "0 passed, 1 failed", 1],
		[
			"tests that print such a line themselves",
			"Tests 7 passed\n      Tests  2 passed (2)\n",
			0,
			"2 passed, 0 failed",
			0,
		],
	])("sums up %s", async (_, output, status, last, code) => {
		expect(await run(output, status)).toMatchObject({ last, status: code });
	});

	it("runs the README's test command and nothing else", async () => {
		const { ran } = await run("      Tests  1 passed (1)\n", 0);
		expect(ran).toEqual(["npm ci", "npm test"]);
		expect(await readFile(README, "utf8")).toContain("npm ci && npm test\n");
	});
});
