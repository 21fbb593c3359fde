import { randomBytes } from "node:crypto";
import { type Fields, fieldsOf } from "../../../protocol/loose-fields.ts";
import { TENCENT_CLOUD_PATHS, type TencentCloudOperation } from "../../../protocol/tencent-cloud-paths.ts";
import { checkSignedQuery } from "../../check-handshake.ts";
import { FaultPlan } from "../fault-plan.ts";
import {
	type StandInAnswer,
	type StandInReply,
	type StandInRequest,
	StandInServer,
} from "../stand-in-server.ts";
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
/** Starts the stand-in on this machine. */
export async function startTencentCloud(options: TencentCloudOptions): Promise<TencentCloudStandIn> {
	const standIn = new StandIn(options);
	await standIn.listen(options.port);
	return standIn;
}

class StandIn implements TencentCloudStandIn {
	readonly faults = new FaultPlan();
	readonly requests: { operation: string; payload: Fields }[] = [];
	readonly #options: Required<TencentCloudOptions>;
	readonly #channels: CommandChannels;
	readonly #shelf: SessionShelf;
	readonly #desk: SessionDesk;
	#server: StandInServer | undefined;

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
	}

	async listen(port: number | undefined): Promise<void> {
		this.#server = await StandInServer.start(
			{
				answer: (request) => this.#answer(request),
				refuses: (request) =>
					this.faults.take("handshake")?.type === "silence" ? "silence" : this.#channels.refuses(request),
				opened: (socket, request) => this.#channels.accept(socket, request),
			},
			{ port },
		);
	}

	get url(): string {
		return this.#server?.url ?? "";
	}

	get sessions(): ReadonlyMap<string, CloudSession> {
		return this.#shelf.sessions;
	}

	get bill(): CloudBill {
		return this.#shelf.bill;
	}

	cutChannels(): void {
		this.#server?.cut();
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
		await this.#server?.dispose();
	}

	async #answer(request: StandInRequest): Promise<StandInReply> {
		const operation = OPERATIONS.get(request.path);
		if (operation === undefined) return { status: 404, body: "404 page not found" };
		const message = fieldsOf(request.body);
		const payload = fieldsOf(message.Payload);
		if (!this.#shelf.forgotten.has(String(payload.SessionId))) this.requests.push({ operation, payload });
		const fault = this.faults.take(operation);
		if (fault?.type === "silence") return "silence";
		if (fault?.type === "cut") return "hang-up";
		if (fault?.type === "text") return { body: fault.text };
		try {
			if (fault?.type === "code") throw new Refused(fault.code, fault.message ?? "fault");
			this.#check(request.query, message, operation);
			const answer = await this.#desk.perform(operation, payload);
			// What was asked for is done, and the answer is lost.
			const lost = this.faults.take(`${operation} answered`)?.type;
			if (lost !== undefined) return lost === "cut" ? "hang-up" : "silence";
			return answered(0, "", { ReqId: payload.ReqId, ...answer });
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			return answered(error.code, error.message);
		}
	}

	#check(query: URLSearchParams, message: Fields, operation: string): void {
		const { now, strict } = this.#options;
		const reason = checkSignedQuery(query, this.#options, now(), ["appkey", "timestamp"]);
		if (reason !== undefined) throw new Refused(100005, reason);
		if (message.Header === undefined || message.Payload === undefined)
			throw new Refused(100001, "Header and Payload must be included");
		const optional = !strict && operation === "command";
		if (!optional && typeof fieldsOf(message.Payload).ReqId !== "string")
			throw new Refused(100001, "ReqId is required");
	}
}

/** In the document's envelope. */
function answered(code: number, text: string, payload?: Fields): StandInAnswer {
	const Header = { Code: code, Message: text, RequestID: randomBytes(8).toString("hex") };
	return { body: { Header, ...(payload === undefined ? {} : { Payload: payload }) } };
}
