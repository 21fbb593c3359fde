import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestGateway, type TestGateway } from "../support/test-gateway.ts";

let folder = "";
let server: TestGateway;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "site-"));
	const pages = join(folder, "dist");
	await mkdir(join(pages, "assets"), { recursive: true });
	await writeFile(join(folder, "secret.txt"), "secret");
	await writeFile(join(pages, "index.html"), "<!doctype html><title>Front</title>");
	await writeFile(join(pages, "assets", "index-B7x_2aQ9.js"), "export {};");
	server = await startTestGateway({ pages });
});

afterAll(async () => {
	await server.dispose();
	await rm(folder, { recursive: true });
});

/** The status of a path exactly as written, without the headers that `fetch` adds; it would tidy the path up, too. */
const statusOf = (path: string, headers: Record<string, string> = {}) =>
	new Promise((resolve) => {
		request({ port: server.gateway.port, host: "127.0.0.1", path, headers }, (response) => {
			response.resume();
			resolve(response.statusCode);
		}).end();
	});

describe("the built pages", () => {
	it("are served under a strict policy, and asked for again at every visit", async () => {
		const { gateway } = server;
		const response = await fetch(gateway.url);
		expect(await response.text()).toContain("Front");
		expect(response.headers.get("content-type")).toMatch(/^text\/html/);
		expect(response.headers.get("cache-control")).toBe("no-cache");
		const policy = response.headers.get("content-security-policy");
		expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
		expect(policy).toContain(`ws://localhost:${gateway.port}`);
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
	});

	it("come with files that are kept for ever, because their names change with them", async () => {
		const response = await fetch(`${server.gateway.url}/assets/index-B7x_2aQ9.js`);
		expect(response.headers.get("cache-control")).toContain("immutable");
		expect(response.headers.get("content-type")).toMatch(/javascript/);
		expect(response.headers.get("access-control-allow-origin")).toBe("*");
	});

	it("are not sent twice to a browser that has them", async () => {
		const first = await fetch(server.gateway.url);
		const etag = first.headers.get("etag") ?? "";
		expect(await statusOf("/", { "if-none-match": etag })).toBe(304);
	});

	it.each(["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt"])(
		"are all that is served: not %s",
		async (path) => {
			expect([400, 403, 404]).toContain(await statusOf(path));
		},
	);

	it("answer an address where nothing is in the API's own shape", async () => {
		const response = await fetch(`${server.gateway.url}/nothing`);
		expect(response.status).toBe(404);
		expect(await response.json()).toMatchObject({ code: "not-found" });
	});
});
