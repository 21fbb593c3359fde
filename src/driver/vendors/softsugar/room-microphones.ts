import type { WebSocket } from "ws";
import { parseFields } from "../../../protocol/loose-fields.ts";
import { SOFTSUGAR_MIC, SOFTSUGAR_MICROPHONE, SOFTSUGAR_STATUS } from "../../../protocol/softsugar-paths.ts";
import type { StandInRequest } from "../stand-in-server.ts";
import type { LiveRoom, RoomNews } from "./live-room.ts";

/** What a microphone's socket hears of takeovers; of one that failed the document tells by callback alone. */
const NEWS: Readonly<Record<RoomNews, readonly [code: number, message: string]>> = {
	queued: [SOFTSUGAR_MIC.takeoverQueued, "Takeover queued successfully"],
	started: [SOFTSUGAR_MIC.takeoverStarted, "Start playing takeover"],
	ended: [SOFTSUGAR_MIC.takeoverEnded, "Takeover/cancellation completed"],
	failed: [SOFTSUGAR_MIC.takeoverEnded, "Takeover/cancellation completed"],
};

/** The sockets of microphones ("Microphone Takeover"), and what they are told. */
export class RoomMicrophones {
	readonly #sockets = new Map<WebSocket, LiveRoom>();
	readonly #planted: number[] = [];
	/** Bytes of sound that have come in. */
	heardBytes = 0;

	/** The next microphones that begin are answered by these codes. */
	plant(...codes: readonly number[]): void {
		this.#planted.push(...codes);
	}

	/** Forgets what was heard and what was planted. */
	forget(): void {
		this.heardBytes = 0;
		this.#planted.length = 0;
	}

	/** A socket has been opened, for `room` if there is one of that session. */
	open(socket: WebSocket, { path, query }: StandInRequest, room: LiveRoom | undefined): void {
		const send = (code: number, message: string) => socket.send(JSON.stringify({ code, message }));
		if (path !== SOFTSUGAR_MICROPHONE || query.get("clientType") !== "BROWSER") {
			socket.close(1008);
			return;
		}
		if (!room || query.get("Authorization") !== `Bearer ${room.sessionToken}`) {
			send(SOFTSUGAR_MIC.notAllowed, "Authentication failed");
			socket.close();
			return;
		}
		this.#sockets.set(socket, room);
		let isReady = false;
		socket.on("close", () => this.#sockets.delete(socket));
		socket.on("message", (data, isBinary) => {
			if (isBinary) {
				if (isReady) this.heardBytes += (data as Buffer).length;
				return;
			}
			const { code } = parseFields(String(data)) ?? {};
			if (code === SOFTSUGAR_MIC.eof) {
				socket.close(1000);
				return;
			}
			const [answer, message] =
				code === SOFTSUGAR_MIC.begin
					? this.#begin(room)
					: ([SOFTSUGAR_MIC.sendFailed, "Failed to send voice data"] as const);
			isReady = answer === SOFTSUGAR_MIC.ready;
			send(answer, message);
		});
	}

	/** Tells a room's microphones of a takeover. */
	tell(room: LiveRoom, news: RoomNews, data: object): void {
		const [code, message] = NEWS[news];
		for (const [socket, of] of this.#sockets)
			if (of === room) socket.send(JSON.stringify({ code, message, data }));
	}

	/** Closes a room's microphones. */
	close(room: LiveRoom): void {
		for (const [socket, of] of this.#sockets) if (of === room) socket.close(1000);
	}

	#begin(room: LiveRoom): readonly [number, string] {
		const planted = this.#planted.shift();
		if (planted !== undefined) return [planted, "planted"];
		if (room.status !== SOFTSUGAR_STATUS.live) return [SOFTSUGAR_MIC.notReady, "Server not ready to receive"];
		if (room.isSpeaking) return [SOFTSUGAR_MIC.conflict, "Algorithm-side takeover conflict rejected"];
		return [SOFTSUGAR_MIC.ready, "Server ready to receive"];
	}
}
