import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { afterEach, describe, expect, it } from "vitest";

const TSX = createRequire(import.meta.url).resolve("tsx/cli");
const MAIN = new URL("../../src/driver/main.ts", import.meta.url).pathname;

const children: ReturnType<typeof run>[] = [];
afterEach(() => {
	for (const child of children.splice(0)) child.kill("SIGKILL");
});

const run = (...args: string[]) =>
	spawn(process.execPath, [TSX, MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });

/** What the program prints until it ends. */
async function outcome(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
	const child = run(...args);
	children.push(child);
	let output = "";
	let errors = "";
	child.stdout.on("data", (chunk) => (output += String(chunk)));
	child.stderr.on("data", (chunk) => (errors += String(chunk)));
	const [code] = await once(child, "close");
	return { code, output, errors };
}

describe("the driver's program", () => {
	it("explains its options", async () => {
		const { code, output } = await outcome("--help");
		expect(code).toBe(0);
		for (const option of [
			"--port",
			"--host",
			"--appkey",
			"--access-token",
			"--pace",
			"--answers",
			"--log-level",
		])
			expect(output).toContain(option);
	});

	it.each([
		[["--port", "http"], '--port: expected a number of 0 to 65535, got "http"'],
		[["--pace=-1"], '--pace: expected a number of 0 to 60, got "-1"'],
		[["--answers", "/nowhere.md"], "/nowhere.md"],
		[["--loud"], "--loud"],
	])("says in one line what is wrong with %o", async (args, expected) => {
		const { code, errors } = await outcome(...args);
		expect(code).toBe(1);
		expect(errors).toContain(expected);
		expect(errors.trim().split("\n")).toHaveLength(1);
	});

	it("listens, says where, and ends when it is asked to, without telling a secret", async () => {
		const child = run("--port", "0", "--access-token", "very-secret");
		children.push(child);
		let output = "";
		for await (const chunk of child.stdout) {
			output += String(chunk);
			if (output.includes("driver is listening")) child.kill("SIGTERM");
		}
		expect(output).toMatch(/ws:\/\/127\.0\.0\.1:\d+\/v2\/ws\/ivh/);
		expect(output).not.toContain("very-secret");
		if (child.exitCode === null) await once(child, "close");
		expect(child.exitCode).toBe(0);
	});
});
