import type { AkoolApi } from "../../protocol/akool-api.ts";
import { seconds } from "../../util/time.ts";
import type { Drive, TextDrive } from "../drive.ts";
import type { Drives } from "../drives.ts";
import { AKOOL_MODE, type AkoolMode, type AkoolOptions } from "./akool-options.ts";
import type { AkoolInput } from "./akool-state.ts";
import type { RoomLine } from "./room-line.ts";
import { type AkoolParams, chatPackets, chatRoomMessage, paramsPacket } from "./room-messages.ts";

/** Speaking time of a character, and what comes before it: v3 tells nothing of speaking. */
const PER_CHARACTER = 0.08;
const LATENCY = 2;

/** What speech needs of its session. */
export interface AkoolSpeechServices {
	readonly api: AkoolApi;
	readonly options: AkoolOptions;
	readonly drives: Drives;
	readonly line: RoomLine;
	readonly send: (input: AkoolInput) => void;
}

/** What Akool is made to say or to answer: packets in v4's room, questions in v3's chat room. */
export class AkoolSpeech {
	/** Whom v3's chat room knows the avatar as. */
	serverId = "";
	readonly #services: AkoolSpeechServices;
	/** What the room was set to last. */
	#mode: AkoolMode = AKOOL_MODE.repeat;

	constructor(services: AkoolSpeechServices) {
		this.#services = services;
	}

	say(text: string, mode: AkoolMode): Drive {
		const { api, drives, line, send } = this.#services;
		const id = crypto.randomUUID();
		const drive = drives.add(id);
		const isV4 = api === "v4";
		const estimate = isV4 ? null : seconds(LATENCY + PER_CHARACTER * [...text].length);
		this.#setMode(mode);
		send({ type: "drive", id, estimate });
		line.pushDrive(id, isV4 ? chatPackets(id, text) : [this.#question(id, text, mode)]);
		return drive;
	}

	/** A text that is being written: pieces of one message. v4 only. */
	stream(): TextDrive {
		const { drives, line, send } = this.#services;
		const id = crypto.randomUUID();
		let [written, ended] = [0, false];
		const put = (text: string, isLast: boolean) => {
			const packets = chatPackets(id, text, written, isLast);
			written += packets.length;
			line.pushDrive(id, packets);
		};
		const { emulated, started, done } = drives.add(id);
		this.#setMode(AKOOL_MODE.repeat);
		send({ type: "drive", id, estimate: null });
		return {
			id,
			emulated,
			started,
			done,
			write: (text) => {
				if (ended) throw new TypeError("This text has ended");
				if (text !== "") put(text, false);
			},
			end: () => {
				if (!ended) put("", true);
				ended = true;
			},
		};
	}

	/** Changes the room's settings; v4 only. */
	async setParams(params: AkoolParams): Promise<void> {
		if (params.mode !== undefined) this.#mode = params.mode;
		await this.#services.line.push([paramsPacket(crypto.randomUUID(), params)]);
	}

	#setMode(mode: AkoolMode): void {
		if (this.#services.api === "v4" && mode !== this.#mode) void this.setParams({ mode }).catch(() => {});
	}

	#question(id: string, question: string, mode: AkoolMode): string {
		const { voiceId = "", language = "en", prompt = { from: "text", content: "" } } = this.#services.options;
		return chatRoomMessage(this.serverId, {
			message_id: id,
			voice_id: voiceId,
			language,
			mode_type: mode,
			question,
			prompt,
		});
	}
}
