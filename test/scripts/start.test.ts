import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ChildProgram } from "../support/child-program.ts";
import { GatewayClient } from "../support/gateway-client.ts";

let pages = "";
let program: ChildProgram | undefined;

beforeAll(async () => {
	pages = await mkdtemp(join(tmpdir(), "dist-"));
	await writeFile(join(pages, "index.html"), "<!doctype html><title>Front</title>");
	await writeFile(join(pages, "kiosk.html"), "<!doctype html><title>Kiosk</title>");
});

afterAll(() => rm(pages, { recursive: true }));

afterEach(async () => {
	program?.signal("SIGKILL");
	await program?.exit();
	program = undefined;
});

/** The vendor's upstream opens with the first word only: with it the program starts without the local driver. */
const VENDOR = {
	UPSTREAM: "tencent",
	TENCENT_APPKEY: "an-appkey-of-the-test",
	TENCENT_ACCESS_TOKEN: "an-access-token-of-the-test",
	TENCENT_PROJECT_ID: "p",
};

function start(args: readonly string[], env: Record<string, string> = {}): ChildProgram {
	program = new ChildProgram("scripts/start.ts", ["--pages", pages, ...args], { ...VENDOR, ...env });
	return program;
}

function occupiedPort(): Promise<{ server: Server; port: number }> {
	const server = createServer();
	return new Promise((resolve) =>
		server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port })),
	);
}

describe("npm start", () => {
	it("prints each page's address, one a line and nothing else, serves them, and ends on SIGTERM", async () => {
		const running = start([], { PORT: "0" });
		const lines = await running.lines(2);
		expect(lines[0]).toMatch(/^http:\/\/localhost:\d+\/$/);
		expect(lines[1]).toBe(`${lines[0]}kiosk.html`);
		const answer = await fetch(lines[1]!);
		expect(await answer.text()).toContain("Kiosk");
		const client = await GatewayClient.open(new URL(lines[0]!).origin);
		running.signal("SIGTERM");
		expect(await running.exit()).toBe(0);
		expect((await client.ended()).code).toBe(1012);
		expect(running.stdout.trim().split("\n")).toEqual(lines);
	});

	it("ends on SIGINT as well", async () => {
		const running = start(["--port", "0"]);
		await running.lines(1);
		running.signal("SIGINT");
		expect(await running.exit()).toBe(0);
	});

	it("says in one sentence that the port is taken", async () => {
		const { server, port } = await occupiedPort();
		const running = start(["--host", "127.0.0.1", "--port", String(port)]);
		expect(await running.exit()).toBe(1);
		expect(running.stderr).toBe(
			`Port ${port} is taken by another program; choose another with --port or PORT.\n`,
		);
		server.close();
	});

	it.each([
		["a wrong setting", ["--port", "x"], 2, /^--port \(PORT\): expected a whole number/],
		["no built pages", ["--pages", "/nowhere", "--port", "0"], 1, /^There are no built pages in \/nowhere;/],
		[
			"no such address",
			["--host", "192.0.2.1", "--port", "0"],
			1,
			/^192\.0\.2\.1 is no address of this machine/,
		],
	])("says in one line that there is %s", async (_, args, code, line) => {
		const running = start(args);
		expect(await running.exit()).toBe(code);
		expect(running.stderr).toMatch(line);
		expect(running.stderr.trim().split("\n")).toHaveLength(1);
		expect(running.stdout).toBe("");
	});

	it("explains every setting with --help", async () => {
		const running = start(["--help"]);
		expect(await running.exit()).toBe(0);
		expect(running.stdout).toContain("--tencent-project-id, TENCENT_PROJECT_ID");
	});
});
