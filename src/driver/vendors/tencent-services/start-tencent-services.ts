import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Credentials, checkSignedQuery } from "../../check-handshake.ts";
import { ASSET_CALLS } from "./asset-shelf.ts";
import { CustomizationDesk } from "./customization-desk.ts";
import { fieldProblem, MANDATORY } from "./mandatory-fields.ts";
import { type Produced, ProductionDesk, type ProductionOrder } from "./production-desk.ts";
import { FaultQueue, type ServicesFault } from "./services-fault.ts";
import { ServicesRefusal } from "./services-refusal.ts";
import { StorageStandIn } from "./storage-stand-in.ts";

type Payload = Readonly<Record<string, unknown>>;

export interface TencentServicesOptions extends Credentials {
	/** Makes sound and video; see `produceSpeech`. */
	readonly produce: (order: ProductionOrder) => Promise<Produced>;
	/** TCP port on this machine; 0, the default, takes a free one. */
	readonly port?: number;
	/** Seconds since 1970. */
	readonly now?: () => number;
	/** Sound tasks that may run at once; 1, the vendor's, by default. */
	readonly soundsAtOnce?: number;
	/** Seconds that upload credentials are good for; half an hour by default. */
	readonly credentialLife?: number;
}

/** The stand-in while it runs, with what tests look at and change. */
export interface TencentServices {
	/** Of the services. */
	readonly origin: string;
	readonly production: ProductionDesk;
	readonly customization: CustomizationDesk;
	readonly storage: StorageStandIn;
	readonly faults: FaultQueue;
	/** Requests by path, in order. */
	readonly requests: readonly { readonly path: string; readonly payload: Payload }[];
	dispose(): Promise<void>;
}

/** Longest body that is read. Bytes. */
const MOST_BYTES = 1 << 20;

/**
 * A stand-in for the vendor's customization, production and asset services, on loopback: the calls as the document
 * prints them with its quirks (fields spelt in two ways, ids that are numbers in samples), signatures and mandatory
 * fields checked, sound and video that are really made, a storage that takes uploads, and faults on demand.
 */
export async function startTencentServices(options: TencentServicesOptions): Promise<TencentServices> {
	const { now = () => Date.now() / 1000, credentialLife = 1800, soundsAtOnce = 1, port = 0 } = options;
	const storage = new StorageStandIn(now);
	const storageServer = createServer((request, response) => void storage.handle(request, response));
	const storageOrigin = await listen(storageServer, 0);
	let origin = "";
	let tasks = 0;
	const newId = () => String(++tasks);
	const production = new ProductionDesk({
		now,
		newId,
		produce: options.produce,
		origin: () => origin,
		soundsAtOnce,
	});
	const customization = new CustomizationDesk({
		now,
		newId,
		newPathPrefix: () => `${storageOrigin}/customer-pipeline/352/${randomUUID()}/`,
		newCredentials: () => {
			const [TmpSecretId, TmpSecretKey, Token] = [12, 20, 40].map((n) => randomBytes(n).toString("hex"));
			const ExpiredTime = Math.floor(now() + credentialLife);
			storage.grant(TmpSecretId ?? "", Token ?? "", ExpiredTime);
			return {
				TmpSecretId: TmpSecretId ?? "",
				TmpSecretKey: TmpSecretKey ?? "",
				Token: Token ?? "",
				ExpiredTime,
			};
		},
		hasObject: (url) =>
			url.startsWith(storageOrigin) &&
			storage.objects.has(decodeURIComponent(new URL(url).pathname.slice(1))),
	});
	const faults = new FaultQueue();
	const requests: { path: string; payload: Payload }[] = [];
	const desk = new Desk(options, now, { ...ASSET_CALLS, ...production.calls, ...customization.calls });
	const server = createServer(async (request, response) => {
		const url = new URL(request.url ?? "/", "http://services");
		if (request.method === "GET") return sendMedia(production, url.pathname, request, response);
		const fault = faults.take(url.pathname.split("/").at(-1) ?? "");
		if (fault !== undefined && misbehaved(fault, response)) return;
		const body = await desk.answer(request, url, (payload) => requests.push({ path: url.pathname, payload }));
		response.writeHead(200, { "content-type": "application/json;charset=utf-8" }).end(JSON.stringify(body));
	});
	origin = await listen(server, port);
	return {
		origin,
		production,
		customization,
		storage,
		faults,
		requests,
		dispose: async () => {
			await Promise.all([close(server), close(storageServer)]);
		},
	};
}

/** Answers the calls. */
class Desk {
	readonly #credentials: Credentials;
	readonly #now: () => number;
	readonly #calls: Readonly<Record<string, (payload: Payload) => object | Promise<object>>>;
	#count = 0;

	constructor(
		credentials: Credentials,
		now: () => number,
		calls: Readonly<Record<string, (payload: Payload) => object | Promise<object>>>,
	) {
		this.#credentials = credentials;
		this.#now = now;
		this.#calls = calls;
	}

	async answer(request: IncomingMessage, url: URL, note: (payload: Payload) => void): Promise<object> {
		const RequestID = `stand-in-${++this.#count}`;
		try {
			const payload = await this.#payload(request, url);
			note(payload);
			const name = url.pathname.split("/").slice(-2).join("/");
			const call = this.#calls[name];
			if (!url.pathname.startsWith("/v2/ivh/") || call === undefined)
				throw new ServicesRefusal(100009, `no such API: ${url.pathname}`);
			const problem = fieldProblem(MANDATORY[name] ?? {}, payload);
			if (problem !== undefined) throw new ServicesRefusal(100001, problem);
			return { Header: { Code: 0, DialogID: "", Message: "ok", RequestID }, Payload: await call(payload) };
		} catch (error) {
			const { code, message } =
				error instanceof ServicesRefusal ? error : { code: 100000, message: String(error) };
			return { Header: { Code: code, DialogID: "", Message: message, RequestID } };
		}
	}

	async #payload(request: IncomingMessage, url: URL): Promise<Payload> {
		const text = await bodyOf(request);
		const refused = checkSignedQuery(url.searchParams, this.#credentials, this.#now(), [
			"appkey",
			"timestamp",
		]);
		if (refused !== undefined) throw new ServicesRefusal(100005, `UnauthorizedOperation: ${refused}`);
		const body = parse(text);
		// "there is an error without them": both have to be there, even if empty.
		if (body?.Header === undefined || body.Payload === undefined)
			throw new ServicesRefusal(100001, "Header and Payload are needed");
		return body.Payload;
	}
}

function parse(text: string): { Header?: object; Payload?: Payload } | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length > MOST_BYTES) throw new ServicesRefusal(100001, "the body is too long");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

/** True if the fault was the answer. */
function misbehaved(fault: ServicesFault, response: ServerResponse): boolean {
	switch (fault.type) {
		case "silence":
			return true;
		case "hang-up":
			response.destroy();
			return true;
		case "no-json":
			response.writeHead(fault.status, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
			return true;
		case "code": {
			const Header = { Code: fault.code, Message: fault.message ?? "planned", RequestID: "stand-in-fault" };
			response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ Header }));
			return true;
		}
	}
}

async function sendMedia(
	production: ProductionDesk,
	path: string,
	{ headers }: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const media = path.startsWith("/media/") ? await production.media(path.slice("/media/".length)) : undefined;
	if (media === undefined) return void response.writeHead(404).end();
	const { bytes, mediaType } = media;
	const { start, end } = rangeOf(headers.range ?? "", bytes.length);
	const isPart = headers.range !== undefined;
	response
		.writeHead(isPart ? 206 : 200, {
			"content-type": mediaType,
			"content-length": end - start,
			...(isPart ? { "content-range": `bytes ${start}-${end - 1}/${bytes.length}` } : {}),
			"access-control-allow-origin": "*",
		})
		.end(bytes.subarray(start, end));
}

/** One range, as the vendor's storage takes them; anything else is the whole. `end` is behind the last byte. */
function rangeOf(range: string, length: number): { readonly start: number; readonly end: number } {
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
	if (from === undefined || Number(from) >= length) return { start: 0, end: length };
	return { start: Number(from), end: to ? Math.min(length, Number(to) + 1) : length };
}

async function listen(server: Server, port: number): Promise<string> {
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(() => resolve()));
}
