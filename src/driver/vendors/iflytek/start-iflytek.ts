import type { WebSocket } from "ws";
import type { Fields } from "../../../protocol/loose-fields.ts";
import { type Seconds, seconds } from "../../../util/time.ts";
import { type Fault, FaultPlan } from "../fault-plan.ts";
import { type MediaHook, NO_MEDIA } from "../media/media-hook.ts";
import { type HandshakeRefusal, type StandInRequest, StandInServer } from "../stand-in-server.ts";
import { type StandInVoice, steadyVoice } from "../stand-in-voice.ts";
import { AvatarSession } from "./avatar-session.ts";
import {
	checkIflytekHandshake,
	type IflytekCredentials,
	type IflytekRefusal,
} from "./check-iflytek-handshake.ts";
import { RequestDesk } from "./request-desk.ts";

export interface IflytekStandInOptions extends IflytekCredentials {
	readonly port?: number;
	/** Avatars that the account may use. */
	readonly avatars?: readonly string[];
	readonly voice?: StandInVoice;
	readonly media?: MediaHook;
	/** Length of a second of speech, in seconds. */
	readonly timeScale?: number;
	readonly skew?: Seconds;
	/** Seconds without a message after which the connection is cut; the documents say nothing. */
	readonly idle?: number;
	readonly strict?: boolean;
	/** Time of day, seconds. */
	readonly now?: () => number;
}

/** A stand-in for iFLYTEK's service that is running. */
export interface IflytekStandIn {
	/** `ws://host:port/v1/interact`. */
	readonly url: string;
	readonly faults: FaultPlan;
	/** Every request, parsed, in order. */
	readonly requests: readonly Fields[];
	/** Handshakes that were refused. */
	readonly refusals: readonly IflytekRefusal[];
	readonly bill: {
		readonly sessionsOpened: number;
		readonly sessionsOpen: number;
		readonly spokenSeconds: number;
	};
	/** Cuts every connection as a broken network does. */
	cut(): void;
	/** Ends every connection, and forgets requests, refusals, faults and the bill. */
	forget(): void;
	dispose(): Promise<void>;
}

const PATH = "/v1/interact";
/** Bytes of a request: 10 MB of base64 sound, and the rest. */
const MAX_FRAME = 11 * 2 ** 20;

/** Starts the stand-in on this machine. */
export async function startIflytek(options: IflytekStandInOptions): Promise<IflytekStandIn> {
	const standIn = new StandIn(options);
	await standIn.listen(options.port);
	return standIn;
}

class StandIn implements IflytekStandIn {
	readonly faults = new FaultPlan();
	readonly requests: Fields[] = [];
	readonly refusals: IflytekRefusal[] = [];
	readonly #options: Required<IflytekStandInOptions>;
	readonly #open = new Set<AvatarSession>();
	readonly #desk: RequestDesk;
	#server: StandInServer | undefined;
	#opened = 0;
	#spoken = 0;

	constructor(options: IflytekStandInOptions) {
		this.#options = {
			port: 0,
			avatars: ["118801001"],
			voice: steadyVoice(0.05),
			media: NO_MEDIA,
			timeScale: 1,
			skew: seconds(0),
			idle: 60,
			strict: false,
			now: () => Date.now() / 1000,
			...options,
		};
		this.#desk = new RequestDesk({
			...this.#options,
			faults: this.faults,
			started: () => {
				this.#opened += 1;
			},
		});
	}

	async listen(port: number | undefined): Promise<void> {
		this.#server = await StandInServer.start(
			{
				answer: () => ({ status: 404, body: "" }),
				refuses: (request) => this.#refuses(request),
				opened: (socket) => this.#accept(socket),
			},
			{ port, maxPayload: MAX_FRAME },
		);
	}

	get url(): string {
		return `${this.#server?.url.replace(/^http/, "ws") ?? ""}${PATH}`;
	}

	get bill() {
		const open = [...this.#open].filter((session) => session.isStarted);
		return {
			sessionsOpened: this.#opened,
			sessionsOpen: open.length,
			spokenSeconds: this.#spoken + open.reduce((sum, session) => sum + session.spoken, 0),
		};
	}

	cut(): void {
		this.#server?.cut();
	}

	forget(): void {
		for (const socket of this.#server?.sockets ?? []) socket.close(1000);
		this.#open.clear();
		this.requests.length = 0;
		this.refusals.length = 0;
		this.faults.clear();
		this.#opened = 0;
		this.#spoken = 0;
	}

	async dispose(): Promise<void> {
		await this.#server?.dispose();
	}

	#refuses(request: StandInRequest): HandshakeRefusal | "silence" | null {
		const fault = this.faults.take("handshake");
		if (fault?.type === "silence") return "silence";
		const refusal = fault === undefined ? this.#handshakeProblem(request) : planned(fault);
		if (refusal === null) return null;
		this.refusals.push(refusal);
		return { status: refusal.status, text: JSON.stringify({ message: refusal.message }) };
	}

	#handshakeProblem({ path, query, headers }: StandInRequest): IflytekRefusal | null {
		if (path !== PATH) return { status: 404, message: "no such API" };
		return checkIflytekHandshake(
			{ path, query, host: headers.host ?? "" },
			this.#options,
			this.#options.now(),
		);
	}

	#accept(socket: WebSocket): void {
		const { voice, media, timeScale, skew, strict } = this.#options;
		const send = (message: object) => socket.send(JSON.stringify(message));
		const session = new AvatarSession({ voice, media, timeScale, skew, strict, send });
		this.#open.add(session);
		let idle = setTimeout(() => {}, 0);
		const touch = () => {
			clearTimeout(idle);
			idle = setTimeout(() => socket.close(1000, "idle"), this.#options.idle * 1000);
		};
		touch();
		socket.on("error", () => {});
		socket.on("close", () => {
			clearTimeout(idle);
			this.#spoken += session.spoken;
			this.#open.delete(session);
			session.dispose();
		});
		socket.on("message", (data) => {
			touch();
			const request = this.#desk.receive({ session, socket }, String(data));
			// A connection that was forgotten may still say goodbye.
			if (this.#open.has(session)) this.requests.push(request);
		});
	}
}

const planned = (fault: Fault): IflytekRefusal => ({
	status: 403,
	message: fault.type === "code" ? (fault.message ?? "") : "fault",
});
