import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { expect, it } from "vitest";

const TSX = createRequire(import.meta.url).resolve("tsx/cli");
const MAIN = new URL("../../src/driver/main.ts", import.meta.url).pathname;

/** Runs the program; it is asked to end when it prints `until`. */
async function run(args: readonly string[], until = "\0"): Promise<{ code: unknown; output: string }> {
	const child = spawn(process.execPath, [TSX, MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
	let output = "";
	for (const stream of [child.stdout, child.stderr])
		stream.on("data", (chunk) => {
			output += String(chunk);
			if (output.includes(until)) child.kill("SIGTERM");
		});
	const [code] = await once(child, "close");
	return { code, output };
}

it("the driver's program listens, says where, and ends when it is asked to, without telling a secret", async () => {
	const { code, output } = await run(["--port", "0", "--access-token", "very-secret"], "driver is listening");
	expect(output).toMatch(/ws:\/\/127\.0\.0\.1:\d+\/v2\/ws\/ivh/);
	expect(output).not.toContain("very-secret");
	expect(code).toBe(0);
});

it("the driver's program says in one line what is wrong", async () => {
	const { code, output } = await run(["--answers", "/nowhere.md"]);
	expect(output).toMatch(/^ENOENT.*\/nowhere\.md'\n$/);
	expect(code).toBe(1);
});
