import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript",
	".css": "text/css",
};

/** Serves a folder of pages on a free port of this machine; pages of other origins may read them. */
export async function serveFolder(folder: string): Promise<{ url: string; dispose(): Promise<void> }> {
	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://localhost");
		const path = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
		const body = await readFile(path).catch(() => null);
		const type = { "content-type": TYPES[extname(path)] ?? "text/plain" };
		response
			.writeHead(body === null ? 404 : 200, { ...type, "access-control-allow-origin": "*" })
			.end(body ?? "");
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		dispose: async () => {
			server.closeAllConnections();
			await new Promise<void>((closed) => server.close(() => closed()));
		},
	};
}
