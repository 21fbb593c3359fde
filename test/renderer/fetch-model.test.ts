import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { AssetError } from "../../src/protocol/errors.ts";
import { fetchModel } from "../../src/renderer/fetch-model.ts";

let server: Server | undefined;

/** Serves every request in that way and tells where. */
async function serve(listener: RequestListener): Promise<string> {
	server = createServer(listener);
	await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.vrm`;
}

afterEach(() => {
	server?.closeAllConnections();
	server?.close();
});

describe("fetchModel", () => {
	it("gives the file and tells its progress", async () => {
		const url = await serve((_, response) => {
			response.setHeader("content-length", 6);
			response.write("abc");
			setTimeout(() => response.end("def"), 20);
		});
		const progress: (readonly [number, number | undefined])[] = [];
		const bytes = await fetchModel(url, { maxBytes: 10, onProgress: (...step) => progress.push(step) });
		expect(new TextDecoder().decode(bytes)).toBe("abcdef");
		expect(progress.at(-1)).toEqual([6, 6]);
	});

	it("knows no total if the server does not say", async () => {
		const url = await serve((_, response) => {
			response.write("abc");
			response.end();
		});
		const totals: (number | undefined)[] = [];
		await fetchModel(url, { maxBytes: 10, onProgress: (_, total) => totals.push(total) });
		expect(totals).toEqual([undefined]);
	});

	it("refuses a file that is announced too large without reading it", async () => {
		let closed = false;
		const url = await serve((_, response) => {
			response.setHeader("content-length", 4e8);
			response.write("a");
			response.on("close", () => {
				closed = true;
			});
		});
		const failure = fetchModel(url, { maxBytes: 300e6 });
		await expect(failure).rejects.toThrow(AssetError);
		await expect(failure).rejects.toThrow("a.vrm is too large: 400.0 MB where 300.0 MB are allowed");
		await expect.poll(() => closed).toBe(true);
	});

	it("stops reading a file that turns out too large", async () => {
		const url = await serve((_, response) => {
			for (let count = 0; count < 100; count++) response.write("x".repeat(1000));
			response.end();
		});
		await expect(fetchModel(url, { maxBytes: 5000 })).rejects.toThrow("too large");
	});

	it.each([
		[404, "the server says 404 Not Found"],
		[500, "the server says 500"],
	])("says that the server answers %d", async (status, message) => {
		const url = await serve((_, response) => {
			response.statusCode = status;
			response.end();
		});
		await expect(fetchModel(url, { maxBytes: 10 })).rejects.toThrow(message);
	});

	it("says that a download broke off", async () => {
		const url = await serve((_, response) => {
			response.setHeader("content-length", 100);
			response.write("abc");
			setTimeout(() => response.destroy(), 20);
		});
		await expect(fetchModel(url, { maxBytes: 1000 })).rejects.toThrow("the download broke off");
	});

	it("says that nobody is there", async () => {
		await expect(fetchModel("http://127.0.0.1:1/a.glb", { maxBytes: 10 })).rejects.toThrow(
			"cannot be reached",
		);
	});

	it("ends with the reason of the abort", async () => {
		const abort = new AbortController();
		const url = await serve((_, response) => {
			response.write("abc");
			abort.abort(new Error("enough"));
		});
		await expect(fetchModel(url, { maxBytes: 10, signal: abort.signal })).rejects.toThrow("enough");
	});
});
