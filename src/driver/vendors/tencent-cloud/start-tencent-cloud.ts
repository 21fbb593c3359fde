import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import { TENCENT_CLOUD_PATHS, type TencentCloudOperation } from "../../../protocol/tencent-cloud-paths.ts";
import { checkSignedQuery } from "../../check-handshake.ts";
import { FaultPlan } from "../fault-plan.ts";
import { readBody } from "../media/read-body.ts";
import type { CloudSession } from "./cloud-session.ts";
import { CommandChannels } from "./command-channels.ts";
import { Refused } from "./refused.ts";
import { SessionDesk } from "./session-desk.ts";
import { type CloudBill, SessionShelf } from "./session-shelf.ts";
import { type TencentCloudOptions, withTencentDefaults } from "./tencent-cloud-options.ts";

/** A stand-in for Tencent's cloud-rendered service that is running. */
export interface TencentCloudStandIn {
	/** `http://host:port`. */
	readonly url: string;
	/**
	 * By operation (`createsession`), by command (`SEND_TEXT`), by status that is not told (`TextOver`); `handshake` and
	 * `commandchannel` for the channel, `createsession answered` for an answer that is lost.
	 */
	readonly faults: FaultPlan;
	readonly sessions: ReadonlyMap<string, CloudSession>;
	/** Every request, in order: operation and `Payload`. */
	readonly requests: readonly { readonly operation: string; readonly payload: Fields }[];
	readonly bill: CloudBill;
	/** Cuts every command channel as a broken network does. */
	cutChannels(): void;
	/** Ends every session, and forgets requests, faults and the bill. */
	forget(): void;
	/** Another program opens a session for the same user. */
	openElsewhere(userId: string): void;
	dispose(): Promise<void>;
}

const OPERATIONS = new Map(
	Object.entries(TENCENT_CLOUD_PATHS).map(([name, path]) => [path as string, name as TencentCloudOperation]),
);
/** Bytes of a command. */
const MAX_FRAME = 1 << 20;

/** Starts the stand-in on this machine. */
export async function startTencentCloud(options: TencentCloudOptions): Promise<TencentCloudStandIn> {
	const standIn = new StandIn(options);
	await standIn.listen(options.port ?? 0);
	return standIn;
}

class StandIn implements TencentCloudStandIn {
	readonly faults = new FaultPlan();
	readonly requests: { operation: string; payload: Fields }[] = [];
	readonly #options: Required<TencentCloudOptions>;
	readonly #channels: CommandChannels;
	readonly #shelf: SessionShelf;
	readonly #desk: SessionDesk;
	readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME });
	readonly #server = createServer((request, response) => void this.#answer(request, response));

	constructor(given: TencentCloudOptions) {
		const options = withTencentDefaults(given);
		this.#options = options;
		this.#channels = new CommandChannels({
			options,
			faults: this.faults,
			shelf: () => this.#shelf,
			heard: (operation, payload) => void this.requests.push({ operation, payload }),
		});
		this.#shelf = new SessionShelf(options, this.faults, this.#channels);
		this.#desk = new SessionDesk(options, this.#shelf);
		this.#server.on("upgrade", (request, socket, head) => {
			if (this.faults.take("handshake")?.type === "silence") return;
			const url = new URL(request.url ?? "", "http://stand-in");
			const refusal = this.#channels.refuses(url);
			if (refusal === null) {
				this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#channels.accept(opened, url));
				return;
			}
			const { status, reason } = refusal;
			const length = Buffer.byteLength(reason);
			socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${reason}`);
		});
	}

	listen(port: number): Promise<void> {
		return new Promise((listening, failed) => {
			this.#server.once("error", failed);
			this.#server.listen(port, "127.0.0.1", listening);
		});
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	get sessions(): ReadonlyMap<string, CloudSession> {
		return this.#shelf.sessions;
	}

	get bill(): CloudBill {
		return this.#shelf.bill;
	}

	cutChannels(): void {
		this.#channels.cut();
	}

	forget(): void {
		this.requests.length = 0;
		this.faults.clear();
		this.#shelf.forget();
	}

	openElsewhere(userId: string): void {
		this.#shelf.replace(userId);
	}

	async dispose(): Promise<void> {
		this.#shelf.dispose();
		this.cutChannels();
		this.#server.closeAllConnections();
		await new Promise((closed) => this.#server.close(closed));
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? "", "http://stand-in");
		const operation = OPERATIONS.get(url.pathname);
		const message = parseFields(await readBody(request).catch(() => "")) ?? {};
		if (operation === undefined) {
			response.writeHead(404).end("404 page not found");
			return;
		}
		const payload = fieldsOf(message.Payload);
		if (!this.#shelf.forgotten.has(String(payload.SessionId))) this.requests.push({ operation, payload });
		const fault = this.faults.take(operation);
		if (fault?.type === "silence") return;
		if (fault?.type === "cut") return void request.socket.destroy();
		if (fault?.type === "text") return void response.writeHead(200).end(fault.text);
		const reply = (code: number, text: string, answer?: Fields) => {
			const header = { Code: code, Message: text, RequestID: randomBytes(8).toString("hex") };
			response.writeHead(200, { "content-type": "application/json" });
			response.end(JSON.stringify({ Header: header, ...(answer === undefined ? {} : { Payload: answer }) }));
		};
		try {
			if (fault?.type === "code") throw new Refused(fault.code, fault.message ?? "fault");
			this.#check(url, message, operation);
			const answer = await this.#desk.perform(operation, payload);
			// What was asked for is done, and the answer is lost.
			const lost = this.faults.take(`${operation} answered`)?.type;
			if (lost === "cut") request.socket.destroy();
			if (lost === undefined) reply(0, "", { ReqId: payload.ReqId, ...answer });
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			reply(error.code, error.message);
		}
	}

	#check(url: URL, message: Fields, operation: string): void {
		const { now, strict } = this.#options;
		const reason = checkSignedQuery(url.searchParams, this.#options, now(), ["appkey", "timestamp"]);
		if (reason !== undefined) throw new Refused(100005, reason);
		if (message.Header === undefined || message.Payload === undefined)
			throw new Refused(100001, "Header and Payload must be included");
		const optional = !strict && operation === "command";
		if (!optional && typeof fieldsOf(message.Payload).ReqId !== "string")
			throw new Refused(100001, "ReqId is required");
	}
}
