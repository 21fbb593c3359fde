import type { WebSocket } from "ws";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import { TENCENT_COMMAND_CHANNEL } from "../../../protocol/tencent-cloud-paths.ts";
import { checkHandshake } from "../../check-handshake.ts";
import type { FaultPlan } from "../fault-plan.ts";
import type { HandshakeRefusal, StandInRequest } from "../stand-in-server.ts";
import type { CloudSession } from "./cloud-session.ts";
import { isOpen, type SessionOutlet, type SessionShelf } from "./session-shelf.ts";
import type { TencentCloudOptions } from "./tencent-cloud-options.ts";
import type { StatusMessage } from "./told-statuses.ts";

/** What the channels need of the stand-in. */
export interface ChannelServices {
	readonly options: Required<TencentCloudOptions>;
	readonly faults: FaultPlan;
	readonly shelf: () => SessionShelf;
	/** A command has come in. */
	readonly heard: (command: string, payload: Fields) => void;
}

const sessionIdOf = ({ query }: StandInRequest): string => query.get("requestid") ?? "";

/** The WebSockets of commands, one for each session. */
export class CommandChannels implements SessionOutlet {
	readonly #services: ChannelServices;
	readonly #channels = new Map<string, WebSocket>();

	constructor(services: ChannelServices) {
		this.#services = services;
	}

	/** Why a handshake is refused; `null` if it is in order. */
	refuses(request: StandInRequest): HandshakeRefusal | null {
		const { options, faults, shelf } = this.#services;
		if (request.path !== TENCENT_COMMAND_CHANNEL) return { status: 404, text: "not found" };
		const fault = faults.take("commandchannel");
		if (fault !== undefined) return { status: 403, text: fault.type === "code" ? (fault.message ?? "") : "" };
		const reason = checkHandshake(request.query, options, options.now());
		if (reason !== undefined) return { status: 401, text: reason };
		const session = shelf().sessions.get(sessionIdOf(request));
		if (session === undefined || !isOpen(session))
			return { status: 403, text: "requestid is no open session" };
		if (!session.isStarted) return { status: 403, text: "startsession comes before the channel" };
		if (this.#channels.has(session.id)) return { status: 403, text: "one channel per session" };
		return null;
	}

	accept(socket: WebSocket, request: StandInRequest): void {
		const { options, shelf } = this.#services;
		const session = shelf().sessions.get(sessionIdOf(request));
		if (session === undefined) {
			socket.close(1011);
			return;
		}
		this.#channels.set(session.id, socket);
		let idle = setTimeout(() => {}, 0);
		const touch = () => {
			clearTimeout(idle);
			idle = setTimeout(() => socket.close(1000, "idle"), options.channelIdle * 1000);
			shelf().touch(session);
		};
		touch();
		socket.on("close", () => {
			clearTimeout(idle);
			this.#channels.delete(session.id);
		});
		socket.on("error", () => {});
		for (const message of session.replay()) this.send(session.id, message);
		socket.on("message", (data) => {
			touch();
			this.#receive(session, String(data));
		});
	}

	/** Flat as the tables print it; everything upstream is wrapped, and so clients saw this too. */
	send(id: string, message: StatusMessage): void {
		const { strict } = this.#services.options;
		const frame = strict ? message : { Header: { Code: 0, Message: "" }, Payload: message };
		this.#channels.get(id)?.send(JSON.stringify(frame));
	}

	close(id: string): void {
		this.#channels.get(id)?.close(1000);
	}

	#receive(session: CloudSession, text: string): void {
		const { faults, heard } = this.#services;
		const message = parseFields(text) ?? {};
		const payload = fieldsOf(message.Payload);
		const command = String(payload.Command ?? "");
		heard(command, payload);
		const id = String(payload.ReqId ?? "");
		const fault = faults.take(command);
		const channel = this.#channels.get(session.id);
		if (fault?.type === "cut") channel?.terminate();
		else if (fault?.type === "text") channel?.send(fault.text);
		else if (fault?.type === "code") session.refuse(id, fault.code, fault.message ?? "fault");
		else if (fault !== undefined) return;
		else if (message.Header === undefined || id === "")
			session.refuse(id, 100001, "Header, Payload and ReqId are required");
		else if (payload.SessionId !== session.id) session.refuse(id, 100001, "SessionId is not this channel's");
		else session.drive({ id, command, data: fieldsOf(payload.Data) });
	}
}
