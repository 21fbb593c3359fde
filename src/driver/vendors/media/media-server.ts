import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Peer } from "./peer.ts";
import { readBody } from "./read-body.ts";
import type { TalkingStream } from "./talking-stream.ts";
import { MediaUnavailable } from "./wrtc.ts";

/** A playlist is there once its first segments are, which takes a few seconds. */
const PLAYLIST_TRIES = 80;
const PLAYLIST_WAIT_MS = 100;

/** A page of another origin plays a stand-in's streams, as it would a vendor's. */
const CROSS_ORIGIN = {
	"access-control-allow-origin": "*",
	"access-control-allow-headers": "content-type",
	"access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
	"access-control-expose-headers": "location",
	"cross-origin-resource-policy": "cross-origin",
	"cache-control": "no-store",
};

/** `errcode` of a stand-in for a stream that is not there. The vendor's own numbers are not published. */
const NO_SUCH_STREAM = 404;

/**
 * The places where stand-ins' streams are played from, by name: LEB (`/webrtc/v1/pullstream`, `/webrtc/v1/stopstream`),
 * WHEP (`/whep/NAME`), HTTP-FLV (`/live/NAME.flv`) and HLS (`/live/NAME.m3u8`). Part of any stand-in's server.
 */
export class MediaServer {
	readonly #streams = new Map<string, TalkingStream>();
	readonly #peers = new Map<string, Peer>();

	/** Makes a stream playable. The name is one path segment. */
	publish(name: string, stream: TalkingStream): void {
		this.#streams.set(name, stream);
	}

	/** Nobody new can play it; who plays it is the stream's own matter. */
	withdraw(name: string): void {
		this.#streams.delete(name);
	}

	/** Answers a request for a stream. Resolves to false, with nothing done, if it is for something else. */
	async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
		const { pathname } = new URL(request.url ?? "/", "http://stand-in");
		if (!/^\/(webrtc\/v1|whep|live)\//.test(pathname)) return false;
		for (const [name, value] of Object.entries(CROSS_ORIGIN)) response.setHeader(name, value);
		if (request.method === "OPTIONS") response.writeHead(204).end();
		else
			await this.#answer(request, response, pathname).catch((error: unknown) =>
				fail(response, error instanceof MediaUnavailable ? 501 : 400, error),
			);
		return true;
	}

	async #answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
		if (path === "/webrtc/v1/pullstream") return this.#pull(request, response);
		if (path === "/webrtc/v1/stopstream") return this.#stop(request, response);
		const [, folder, name = "", id] = path.split("/");
		if (folder === "whep" && request.method === "POST") return this.#whep(request, response, name);
		if (folder === "whep" && request.method === "DELETE" && id !== undefined) {
			this.#hangUp(id);
			return void response.writeHead(200).end();
		}
		const [, file, segment, type] = /^(.+?)(?:~(\d+))?\.(flv|m3u8|ts)$/.exec(name) ?? [];
		const stream = this.#streams.get(file ?? "");
		if (stream && type === "flv") return playFlv(stream, response);
		if (stream && type === "m3u8") return playlist(stream, file ?? "", response);
		if (stream && segment !== undefined) return hlsSegment(stream, segment, response);
		fail(response, 404, new Error("there is no such stream"));
	}

	/** LEB: `{streamurl, localsdp}` → `{errcode, errmsg, remotesdp, svrsig}`. */
	async #pull(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { streamurl, localsdp } = JSON.parse(await readBody(request)) as {
			readonly streamurl?: string;
			readonly localsdp?: { readonly sdp?: string };
		};
		const name = new URL(String(streamurl).replace(/^webrtc:/, "http:")).pathname.split("/").at(-1) ?? "";
		const joined = await this.#join(name, localsdp?.sdp ?? "");
		if (joined === undefined)
			return json(response, 200, { errcode: NO_SUCH_STREAM, errmsg: "stream not found" });
		json(response, 200, {
			errcode: 0,
			errmsg: "",
			remotesdp: { type: "answer", sdp: joined.answer },
			svrsig: joined.id,
		});
	}

	async #stop(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { svrsig } = JSON.parse(await readBody(request)) as { readonly svrsig?: string };
		this.#hangUp(svrsig ?? "");
		json(response, 200, { errcode: 0, errmsg: "" });
	}

	async #whep(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
		if (!String(request.headers["content-type"]).startsWith("application/sdp"))
			return fail(response, 415, new Error("expected application/sdp"));
		const joined = await this.#join(name, await readBody(request));
		if (joined === undefined) return fail(response, 404, new Error("there is no such stream"));
		response
			.writeHead(201, { "content-type": "application/sdp", location: `/whep/${name}/${joined.id}` })
			.end(joined.answer);
	}

	async #join(name: string, offer: string): Promise<{ id: string; answer: string } | undefined> {
		const stream = this.#streams.get(name);
		if (stream === undefined) return undefined;
		const peer = await stream.watch(offer);
		const id = randomUUID();
		this.#peers.set(id, peer);
		return { id, answer: peer.answer };
	}

	#hangUp(id: string): void {
		this.#peers.get(id)?.close();
		this.#peers.delete(id);
	}
}

function playFlv(stream: TalkingStream, response: ServerResponse): void {
	const encoder = stream.flv();
	response.writeHead(200, { "content-type": "video/x-flv" });
	encoder.output.pipe(response);
	response.on("close", () => encoder.dispose());
}

/** The playlist with segments at our own names: `NAME~3.ts` for `stream3.ts`. */
async function playlist(stream: TalkingStream, name: string, response: ServerResponse): Promise<void> {
	const file = join(await stream.hls(), "stream.m3u8");
	for (let attempt = 0; attempt < PLAYLIST_TRIES && !response.destroyed; attempt++) {
		const text = await readFile(file, "utf8").catch(() => undefined);
		if (text !== undefined) {
			response.writeHead(200, { "content-type": "application/vnd.apple.mpegurl" });
			return void response.end(text.replace(/^stream(\d+\.ts)$/gm, `${encodeURIComponent(name)}~$1`));
		}
		await wait(PLAYLIST_WAIT_MS);
	}
	fail(response, 504, new Error("the encoder made no playlist"));
}

async function hlsSegment(stream: TalkingStream, number: string, response: ServerResponse): Promise<void> {
	const segment = await readFile(join(await stream.hls(), `stream${number}.ts`)).catch(() => undefined);
	if (segment === undefined) return fail(response, 404, new Error("this segment is gone"));
	response.writeHead(200, { "content-type": "video/mp2t" }).end(segment);
}

function json(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, status: number, error: unknown): void {
	const message = error instanceof Error ? error.message : String(error);
	if (response.headersSent) response.destroy();
	else response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${message}\n`);
}
