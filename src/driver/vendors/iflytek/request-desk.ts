import type { WebSocket } from "ws";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import type { FaultPlan } from "../fault-plan.ts";
import type { AvatarSession } from "./avatar-session.ts";
import { DriveFault, ProtocolFault } from "./iflytek-fault.ts";

export interface RequestDeskOptions {
	readonly appId: string;
	/** Avatars that the account may use. */
	readonly avatars: readonly string[];
	readonly faults: FaultPlan;
	/** A session has started. */
	readonly started: () => void;
}

/** Who asks: a session, and the socket that it lives by. */
export interface Asker {
	readonly session: AvatarSession;
	readonly socket: WebSocket;
}

/** Takes the requests of a connection: checks their header, and has the session do what `ctrl` says. */
export class RequestDesk {
	readonly #options: RequestDeskOptions;

	constructor(options: RequestDeskOptions) {
		this.#options = options;
	}

	/** Answers a frame, and returns what it was read as. */
	receive(asker: Asker, text: string): Fields {
		const message = parseFields(text) ?? {};
		void this.#answer(asker, message);
		return message;
	}

	async #answer(asker: Asker, message: Fields): Promise<void> {
		const { session, socket } = asker;
		const header = fieldsOf(message.header);
		const requestId = String(header.request_id ?? "");
		const control = String(header.ctrl ?? "").toLowerCase();
		try {
			const fault = this.#options.faults.take(control);
			if (fault?.type === "silence") return;
			if (fault?.type === "cut") return void socket.terminate();
			if (fault?.type === "text") return void socket.send(fault.text);
			if (fault?.type === "code") throw faultOf(control, fault.code, fault.message ?? "fault");
			this.#check(header);
			await this.#obey(asker, control, requestId, message);
		} catch (error) {
			session.fault(requestId, error);
		}
	}

	#check(header: Fields): void {
		if (header.app_id !== this.#options.appId)
			throw new ProtocolFault(10_313, "app_id does not match the api key");
		if (typeof header.request_id !== "string" || header.request_id.length > 50)
			throw new ProtocolFault(10_163, "'$.header.request_id' is a string of at most 50 characters");
	}

	async #obey(
		{ session, socket }: Asker,
		control: string,
		requestId: string,
		message: Fields,
	): Promise<void> {
		const parameter = fieldsOf(message.parameter);
		const payload = fieldsOf(message.payload);
		switch (control) {
			case "start":
				this.#checkAvatar(parameter);
				await session.start(requestId, parameter);
				this.#options.started();
				break;
			case "text_driver":
				session.text(requestId, parameter, payload);
				break;
			case "audio_driver":
				session.audio(requestId, payload);
				break;
			case "cmd":
				session.command(requestId, payload);
				break;
			case "reset":
				session.reset(requestId);
				break;
			case "ping":
				session.answer(requestId, "pong", "driver");
				break;
			case "stop":
				session.answer(requestId, "stop", "global");
				socket.close(1000);
				break;
			default:
				throw new ProtocolFault(10_163, `'$.header.ctrl' is unknown: ${control}`);
		}
	}

	#checkAvatar(parameter: Fields): void {
		const { avatar_id: avatar } = fieldsOf(parameter.avatar);
		if (typeof avatar === "string" && avatar !== "" && !this.#options.avatars.includes(avatar))
			throw new ProtocolFault(11_200, "avatar_id is not authorised");
	}
}

/** A planned fault of a drive is the drive's, every other the connection's. */
const faultOf = (control: string, code: number, message: string) =>
	/_driver$|^cmd$/.test(control) ? new DriveFault(code, message) : new ProtocolFault(code, message);
