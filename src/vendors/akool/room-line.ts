import type { AkoolApi } from "../../protocol/akool-api.ts";
import type { Clock } from "../clock.ts";
import type { Player } from "../player.ts";
import type { VendorLease, VendorSocket } from "../session-broker.ts";
import { akoolError } from "./akool-answer.ts";
import type { AkoolInput } from "./akool-state.ts";
import { PacedSender } from "./paced-sender.ts";
import { readRoomMessage } from "./room-messages.ts";

/** What the line needs of its session. */
export interface RoomLineServices {
	readonly api: AkoolApi;
	readonly clock: Clock;
	readonly lease: () => VendorLease;
	readonly send: (input: AkoolInput) => void;
	/** Shows a message verbatim. */
	readonly tell: (
		direction: "sent" | "received",
		channel: string,
		message: unknown,
		issues?: readonly string[],
	) => void;
}

/** The way words take to the avatar: the room's data channel in v4, a chat room of its own in v3. */
export class RoomLine {
	readonly #services: RoomLineServices;
	readonly #sender: PacedSender;
	#player: Player | undefined;
	#chatRoom: VendorSocket | undefined;
	#stopListening: () => void = () => {};

	constructor(services: RoomLineServices) {
		this.#services = services;
		this.#sender = new PacedSender(services.clock, (packet) => this.#transmit(packet));
	}

	/** The room is played by `player`. */
	join(player: Player): void {
		this.#player = player;
		this.#stopListening = player.onData?.((data) => this.#heard("room", data)) ?? this.#stopListening;
	}

	/** Opens v3's chat room. It is not opened again: a session that cannot be spoken to is over. */
	openChatRoom(): void {
		const { lease, send } = this.#services;
		this.#chatRoom = lease().connect("chat", {
			opened: () => send({ type: "usable" }),
			message: (frame) => this.#heard("chat", String(frame)),
			rejected: (reason, id) =>
				send({
					type: "drive-failed",
					id,
					error: akoolError(reason, { operation: "chat", action: "reject", code: "rejected" }),
				}),
			closed: ({ code, status, reason, credential }) =>
				send({
					type: "failed",
					error: akoolError("Akool's chat room is closed.", {
						operation: "chat",
						action: "new-session",
						code: status ?? code,
						detail: reason,
						...(credential ? { credential } : {}),
					}),
				}),
		});
	}

	/** Resolves when the last packet has left; rejects if one could not. */
	push(packets: readonly string[]): Promise<void> {
		return this.#sender.push(packets);
	}

	/** Sends a drive's packets; one that cannot leave fails the drive. */
	pushDrive(id: string, packets: readonly string[]): void {
		this.push(packets).catch((cause: unknown) => {
			const error = akoolError("The text could not be sent to Akool.", {
				operation: "chat",
				action: "retry",
				code: null,
				detail: cause instanceof Error ? cause.message : String(cause),
			});
			this.#services.send({ type: "drive-failed", id, error });
		});
	}

	/** Drops what has not left yet. */
	drop(): void {
		this.#sender.drop();
	}

	/** Sends a microphone's track into the room. @throws {TypeError} if the transport takes none */
	async publish(track: MediaStreamTrack): Promise<() => void> {
		if (!this.#player?.publish) throw new TypeError("This room takes no microphone");
		return this.#player.publish(track);
	}

	/** Idempotent. */
	dispose(): void {
		this.#sender.dispose();
		this.#stopListening();
		this.#chatRoom?.close();
	}

	async #transmit(packet: string): Promise<void> {
		const { api, tell } = this.#services;
		tell("sent", "room", packet);
		if (api === "v3") {
			if (!this.#chatRoom) throw new TypeError("The chat room is not open");
			this.#chatRoom.send(packet);
			return;
		}
		if (!this.#player?.sendData) throw new TypeError("This room takes no messages");
		await this.#player.sendData(packet);
	}

	#heard(channel: string, data: string): void {
		const message = readRoomMessage(data);
		const issues = message.type === "unknown" ? ["no message that the documents know"] : [];
		this.#services.tell("received", channel, data, issues);
		this.#services.send({ type: "room", message });
	}
}
