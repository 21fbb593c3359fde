import { AKOOL_BYTES_PER_SECOND, AKOOL_PACKET, AKOOL_PACKETS_PER_SECOND } from "../../protocol/akool-api.ts";
import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";

const encoder = new TextEncoder();

/** The envelope of protocol 2 on the room's data channel; field names are the vendor's. */
const chatPacket = (mid: string, idx: number, fin: boolean, text: string): string =>
	JSON.stringify({ v: 2, type: "chat", mid, idx, fin, pld: { text } });

/** Bytes of a character inside a JSON text. */
const sizeOf = (character: string): number => encoder.encode(JSON.stringify(character)).length - 2;

/**
 * A text as packets that the data channel takes, in order, counted from `first`; the last says that it is, unless more
 * will be written.
 */
export function chatPackets(mid: string, text: string, first = 0, isWhole = true): string[] {
	const pieces: string[] = [];
	let piece = "";
	let room = 0;
	for (const character of text) {
		const size = sizeOf(character);
		if (size > room) {
			if (piece !== "") pieces.push(piece);
			piece = "";
			// `fin` is longest as false.
			room = AKOOL_PACKET - encoder.encode(chatPacket(mid, first + pieces.length, false, "")).length;
		}
		piece += character;
		room -= size;
	}
	pieces.push(piece);
	return pieces.map((part, idx) => chatPacket(mid, first + idx, isWhole && idx === pieces.length - 1, part));
}

/** Seconds that have to pass behind a packet before the next: the channel's bytes and packets in a second. */
export const packetPause = (packet: string): number =>
	Math.max(encoder.encode(packet).length / AKOOL_BYTES_PER_SECOND, 1 / AKOOL_PACKETS_PER_SECOND);

export const interruptPacket = (mid: string): string =>
	JSON.stringify({ v: 2, type: "command", mid, pld: { cmd: "interrupt" } });

/** Settings of an avatar in a room; names are the vendor's. */
export interface AkoolParams {
	/** Voice, by id or by address. */
	readonly vid?: string;
	readonly vurl?: string;
	readonly lang?: string;
	/** 1 says the text, 2 answers it. */
	readonly mode?: 1 | 2;
	readonly bgurl?: string;
	readonly vparams?: Readonly<Record<string, unknown>>;
}

export const paramsPacket = (mid: string, data: AkoolParams): string =>
	JSON.stringify({ v: 2, type: "command", mid, pld: { cmd: "set-params", data } });

/** What a room tells. */
export type RoomMessage =
	| {
			readonly type: "chat";
			readonly from: "user" | "avatar";
			readonly text: string;
			readonly isFinal: boolean;
	  }
	| { readonly type: "speaking"; readonly isSpeaking: boolean }
	| {
			readonly type: "acknowledged";
			readonly mid: string;
			readonly command: string;
			readonly code: number;
			readonly message: string;
	  }
	/** Something that no document names; it is shown verbatim all the same. */
	| { readonly type: "unknown" };

/** Reads a packet of the room. What is no JSON, or of another kind, is `unknown`. */
export function readRoomMessage(packet: string): RoomMessage {
	let message: unknown;
	try {
		message = JSON.parse(packet);
	} catch {
		return { type: "unknown" };
	}
	const { type, mid, fin, pld, payload } = fieldsOf(message);
	const body = fieldsOf(pld);
	switch (type) {
		case "chat": {
			if (pld === undefined) return readAnswer(payload);
			const from = body.from === "user" ? "user" : "avatar";
			return { type: "chat", from, text: textOf(body.text), isFinal: fin !== false };
		}
		case "event":
			if (body.event === "audio_start") return { type: "speaking", isSpeaking: true };
			return body.event === "audio_end" ? { type: "speaking", isSpeaking: false } : { type: "unknown" };
		case "command": {
			const code = numberOf(body.code);
			return {
				type: "acknowledged",
				mid: textOf(mid),
				command: textOf(body.cmd),
				code,
				message: textOf(body.msg),
			};
		}
		default:
			return { type: "unknown" };
	}
}

/** The reply of v3, whose payload is JSON in a string, or an object all the same. */
function readAnswer(payload: unknown): RoomMessage {
	let fields = fieldsOf(payload);
	if (typeof payload === "string")
		try {
			fields = fieldsOf(JSON.parse(payload));
		} catch {
			return { type: "unknown" };
		}
	const text = textOf(fields.answer);
	return text === "" ? { type: "unknown" } : { type: "chat", from: "avatar", text, isFinal: true };
}

/** The server's id in a chat room of v3: the last part of its address, before any dot. */
export const serverIdOf = (url: string): string =>
	(url.split(/[?#]/)[0]?.split("/").at(-1) ?? "").split(".")[0] ?? "";

/** What v3 says in its chat room. */
export const chatRoomMessage = (
	to: string,
	payload: {
		readonly message_id: string;
		readonly voice_id: string;
		readonly language: string;
		readonly mode_type: number;
		readonly question: string;
		readonly prompt: { readonly from: "text" | "url"; readonly content: string };
	},
): string => JSON.stringify({ type: "chat", to, payload: JSON.stringify(payload) });
