import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { findVideo, MOST_VIDEO_BYTES, openVideo } from "../../../src/gateway/productions/video-file.ts";

const MP4 = Buffer.from("\0\0\0\x18ftypisom and what it shows", "latin1");

const { signal } = new AbortController();

async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the file of a produced video", () => {
	it("is known by its first bytes, and its length by whatever its server tells", async () => {
		const origin = await serve(({ headers }, response) =>
			headers.range === "bytes=0-11"
				? response.writeHead(206, { "content-range": `bytes 0-11/${MP4.length}` }).end(MP4.subarray(0, 12))
				: response.end(MP4),
		);
		const found = await findVideo(`${origin}/a.mp4`, origin, signal);
		expect(found).toEqual({ url: `${origin}/a.mp4`, mediaType: "video/mp4", bytes: MP4.length });
		// A server that knows no parts sends the whole, and is taken at its word.
		const { status, body } = await openVideo(found, "bytes=2-4", signal);
		expect(status).toBe(200);
		expect(Buffer.concat(await Readable.from(body).toArray())).toEqual(MP4);
	});

	it("is fetched from the host that the service names, and not from where that sends it", async () => {
		const elsewhere = await serve((_request, response) => response.end(MP4));
		const origin = await serve((_request, response) =>
			response.writeHead(302, { location: elsewhere }).end(),
		);
		await expect(findVideo(`${origin}/a.mp4`, origin, signal)).rejects.toThrow("does not answer");
	});

	it("is not fetched without TLS, unless the service itself is reached so; nor from what is no address", async () => {
		const elsewhere = await serve((_request, response) => response.end(MP4));
		const service = "https://service.example";
		for (const address of [elsewhere, "", "file:///etc/passwd", "https://user:secret@host.example/a.mp4"])
			await expect(findVideo(address, service, signal)).rejects.toThrow("tells no address");
	});

	it("is refused if its server refuses it, is longer than may be, or ends early", async () => {
		const answers: Record<string, RequestListener> = {
			"/gone": (_request, response) => response.writeHead(404).end(),
			"/long": (_request, response) =>
				response.writeHead(206, { "content-range": `bytes 0-11/${MOST_VIDEO_BYTES + 1}` }).end(MP4),
			"/short": (_request, response) => response.end("\0\0"),
		};
		const origin = await serve((request, response) => answers[request.url ?? ""]?.(request, response));
		await expect(findVideo(`${origin}/gone`, origin, signal)).rejects.toThrow("answered 404");
		await expect(findVideo(`${origin}/long`, origin, signal)).rejects.toThrow("longer than 1024 MB");
		await expect(findVideo(`${origin}/short`, origin, signal)).rejects.toThrow("is no video");
	});
});
