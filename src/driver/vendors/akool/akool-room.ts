import { randomUUID } from "node:crypto";
import { AKOOL_OK } from "../../../protocol/akool-api.ts";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import type { StandInStream } from "../media/media-hook.ts";
import type { Mouth } from "../mouth.ts";

export interface AkoolRoomOptions {
	readonly id: string;
	/** Service that would carry the picture: `agora`, `livekit`, `trtc`. */
	readonly transport: string;
	/** Milliseconds of the stand-in's clock. */
	readonly createdAt: number;
	/** Seconds. */
	readonly duration: number;
	/** Looks until the credentials are there. */
	readonly looks: number;
	readonly stream: StandInStream;
	readonly mouth: Mouth;
}

/** A session of the stand-in: its clock for the bill, and the room in which the avatar speaks and is spoken to. */
export class AkoolRoom {
	readonly id: string;
	readonly transport: string;
	readonly createdAt: number;
	readonly duration: number;
	looksLeft: number;
	/** Milliseconds of the stand-in's clock. */
	endedAt: number | null = null;
	/** What has been set. */
	params: Fields = {};
	/** What has been said, or is to be, oldest first. */
	readonly texts: string[] = [];
	readonly #stream: StandInStream;
	readonly #mouth: Mouth;
	/** Pieces of texts that are still being written, by message. */
	readonly #pieces = new Map<string, string[]>();
	/** One text after the other. */
	#saying: Promise<void> = Promise.resolve();
	#silence = new AbortController();

	constructor(options: AkoolRoomOptions) {
		this.id = options.id;
		this.transport = options.transport;
		this.createdAt = options.createdAt;
		this.duration = options.duration;
		this.looksLeft = options.looks;
		this.#stream = options.stream;
		this.#mouth = options.mouth;
	}

	/** A packet of protocol 2. */
	packet(packet: string): void {
		const { type, mid, fin, pld } = parseFields(packet) ?? {};
		const message = fieldsOf(pld);
		if (type === "chat") this.#piece(String(mid), String(message.text), fin === true);
		if (type === "command") this.#command(mid, message);
	}

	/** Says a text behind the others, and tells the room if `tells` (protocol 2 does, v3 does not). */
	say(text: string, tells: boolean): void {
		this.texts.push(text);
		const { signal } = this.#silence;
		const tell = (type: string, fields: Fields) => {
			if (tells) this.#stream.tell(JSON.stringify({ v: 2, type, mid: randomUUID(), ...fields }));
		};
		const event = (name: string) => tell("event", { pld: { event: name } });
		this.#saying = this.#saying.then(async () => {
			if (signal.aborted) return;
			tell("chat", { idx: 0, fin: true, pld: { text, from: "bot" } });
			await this.#mouth
				.say(text, signal, () => event("audio_start"))
				.then(
					() => event("audio_end"),
					() => {},
				);
		});
	}

	/** Idempotent. */
	end(now: number): void {
		this.endedAt ??= now;
		this.#silence.abort();
		void this.#stream.dispose();
	}

	#piece(message: string, text: string, isLast: boolean): void {
		const pieces = [...(this.#pieces.get(message) ?? []), text];
		this.#pieces.set(message, pieces);
		if (!isLast) return;
		this.#pieces.delete(message);
		this.say(pieces.join(""), true);
	}

	#command(mid: unknown, { cmd, data }: Fields): void {
		const known = cmd === "interrupt" || cmd === "set-params";
		if (cmd === "set-params") this.params = { ...this.params, ...fieldsOf(data) };
		if (cmd === "interrupt") this.#fallSilent();
		const pld = { cmd, code: known ? AKOOL_OK : 1003, msg: known ? "ok" : "unknown command" };
		this.#stream.tell(JSON.stringify({ v: 2, type: "command", mid, pld }));
	}

	#fallSilent(): void {
		this.#silence.abort();
		this.#silence = new AbortController();
		this.#saying = Promise.resolve();
		this.#mouth.interrupt();
	}
}
