import { randomBytes } from "node:crypto";
import { resample } from "../../../audio/resampler.ts";
import { decodeBase64 } from "../../../protocol/base64.ts";
import { type Fields, fieldsOf } from "../../../protocol/loose-fields.ts";
import { decodePcm16 } from "../../../protocol/pcm16.ts";
import type { Seconds } from "../../../util/time.ts";
import { SAMPLES_PER_FACE_FRAME, SPEECH_RATE } from "../../spoken-phrase.ts";
import type { MediaHook, StandInStream } from "../media/media-hook.ts";
import { Mouth } from "../mouth.ts";
import { type StandInVoice, soundOnly } from "../stand-in-voice.ts";
import { checkStart } from "./check-start.ts";
import { DriveFault, ProtocolFault } from "./iflytek-fault.ts";

export interface AvatarSessionOptions {
	readonly voice: StandInVoice;
	readonly media: MediaHook;
	readonly timeScale: number;
	readonly skew: Seconds;
	/** Exactly what the tables say; else with the spellings that the samples print. */
	readonly strict: boolean;
	readonly send: (message: object) => void;
}

interface Drive {
	readonly id: string;
	readonly control: AbortController;
}

/** One connection's session: its stream, and what it says one after the other. */
export class AvatarSession {
	readonly sid = `vms${randomBytes(5).toString("hex")}@dx${randomBytes(8).toString("hex")}`;
	readonly #options: AvatarSessionOptions;
	#mouth: Mouth | null = null;
	#stream: StandInStream | null = null;
	#queue: Drive[] = [];
	#work: Promise<void> = Promise.resolve();
	/** Of sound that is coming in: the drive, and the number that has to come next. */
	#sound: { readonly drive: Drive; next: number } | null = null;
	#frames = 0;

	constructor(options: AvatarSessionOptions) {
		this.#options = options;
	}

	get isStarted(): boolean {
		return this.#mouth !== null;
	}

	get spoken(): number {
		return this.#mouth?.spoken ?? 0;
	}

	/** `stream_info`, and `stream_start` with the first frame. */
	async start(requestId: string, parameter: Fields): Promise<void> {
		if (this.isStarted) throw new ProtocolFault(10_165, "the session has been started");
		const avatar = fieldsOf(parameter.avatar);
		const stream = fieldsOf(avatar.stream);
		checkStart(avatar, stream);
		const { media, voice, timeScale, skew } = this.#options;
		const id = `ase${randomBytes(8).toString("hex")}`;
		const opened = await media.openStream({
			id,
			width: Number(avatar.width ?? 720),
			height: Number(avatar.height ?? 1280),
			alpha: false,
			skew,
		});
		this.#stream = opened;
		this.#mouth = new Mouth({ voice, stream: opened, timeScale });
		const webrtc = stream.protocol === "webrtc";
		this.#tell(requestId, "stream_info", "global", {
			stream_url: webrtc
				? (opened.addresses.leb?.url ?? `webrtc://stand-in/live/${id}`)
				: `xrtcs://stand-in/${id}`,
			stream_extend: { appid: "1000000001", user_sign: "Bearer stand-in" },
			cid: `cid-${id}`,
		});
		this.#tell(requestId, "stream_start", "global");
	}

	/** Says a text behind what is being said, or in its place. */
	text(requestId: string, parameter: Fields, payload: Fields): void {
		const mouth = this.#started();
		const plain = fieldsOf(payload.text).content;
		const json = fieldsOf(payload.json_text);
		if (plain !== undefined && payload.json_text !== undefined)
			throw new DriveFault(10_163, "text and json_text exclude each other");
		const text = String(plain ?? json.text ?? "");
		const length = [...text].length;
		if (length === 0 || length > 2000)
			throw new DriveFault(10_163, `content: 1 to 2000 characters, got ${length}`);
		const dispatch = fieldsOf(parameter.avatar_dispatch);
		if (dispatch.interactive_mode !== 0) this.#silence();
		const drive = this.#enqueue(requestId);
		this.#work = this.#work.then(() => this.#say(drive, mouth, text)).catch(() => {});
	}

	/** A piece of sound: 0 begins, 1 goes on, 2 ends. */
	audio(requestId: string, payload: Fields): void {
		const mouth = this.#started();
		const audio = fieldsOf(payload.audio);
		const { status, seq, sample_rate: rate } = audio;
		if (rate !== 16_000 && rate !== 24_000) throw new DriveFault(10_163, "sample_rate: 16000 or 24000");
		if (typeof audio.audio !== "string" || audio.audio === "")
			throw new DriveFault(10_163, "audio: at least 1 byte");
		if (status === 0) {
			this.#silence();
			this.#sound = { drive: this.#enqueue(requestId), next: Number(seq) };
			this.#status(this.#sound.drive, 0);
		}
		const sound = this.#sound;
		if (sound === null || sound.drive.id !== requestId) throw new DriveFault(10_163, "status: 0 comes first");
		if (seq !== sound.next) throw new DriveFault(10_163, `seq: expected ${sound.next}`);
		sound.next += 1;
		const heard = resample(
			decodePcm16(decodeBase64(audio.audio, "$.payload.audio.audio")),
			rate,
			SPEECH_RATE,
		);
		const whole = Math.max(1, Math.ceil(heard.length / SAMPLES_PER_FACE_FRAME)) * SAMPLES_PER_FACE_FRAME;
		const samples = new Float32Array(whole);
		samples.set(heard);
		mouth.play(soundOnly(samples));
		if (status === 1) this.#status(sound.drive, 1);
		if (status !== 2) return;
		this.#sound = null;
		const { drive } = sound;
		mouth.heard(drive.control.signal).then(
			() => this.#over(drive),
			() => {},
		);
	}

	/** An action, whose progress is told under the spelling of the samples. */
	command(requestId: string, payload: Fields): void {
		this.#started();
		const list = fieldsOf(payload.cmd_text).avatar;
		if (!Array.isArray(list)) throw new DriveFault(10_163, "payload.cmd_text.avatar: expected an array");
		for (const { type, value, tb } of list.map(fieldsOf)) {
			if (type !== "action" || typeof value !== "string" || typeof tb !== "number")
				throw new DriveFault(10_163, "avatar: type action, value and tb are required");
			const name = this.#options.strict ? "action_status" : "atcion_status";
			this.#tell(requestId, name, this.#period(), {
				vmr_action_status: { action: { type: value, state: 2 } },
			});
		}
	}

	reset(requestId: string): void {
		this.#started();
		this.#silence();
		this.#tell(requestId, "reset", "driver");
	}

	/** Anything without content: `pong`, `stop`. */
	answer(requestId: string, event: string, period: string): void {
		this.#tell(requestId, event, period === "global" ? this.#period() : period);
	}

	/** A fault, in the place where it belongs. */
	fault(requestId: string, error: unknown): void {
		if (error instanceof DriveFault)
			this.#tell(requestId, "driver_status", "driver", {
				error_code: error.code,
				error_message: error.message,
			});
		else {
			const code = error instanceof ProtocolFault ? error.code : 10_110;
			this.#options.send({ header: { code, message: (error as Error).message, sid: this.sid } });
		}
	}

	dispose(): void {
		this.#silence();
		void this.#stream?.dispose();
	}

	#started(): Mouth {
		if (this.#mouth === null) throw new ProtocolFault(10_165, "the session has not been started");
		return this.#mouth;
	}

	#enqueue(id: string): Drive {
		const drive = { id, control: new AbortController() };
		this.#queue.push(drive);
		return drive;
	}

	async #say(drive: Drive, mouth: Mouth, text: string): Promise<void> {
		if (drive.control.signal.aborted) return;
		const before = mouth.spoken;
		await mouth.say(text, drive.control.signal, () => {
			this.#status(drive, 0);
			this.#status(drive, 1);
		});
		this.#options.send({
			header: this.#header(),
			payload: {
				avatar: { request_id: drive.id, period: "driver", event_type: "tts_duration", error_code: 0 },
				tts: { duration: mouth.spoken - before },
			},
		});
		this.#over(drive);
	}

	#over(drive: Drive): void {
		this.#queue = this.#queue.filter((other) => other !== drive);
		this.#status(drive, 2);
	}

	/** Everything that was being said, or was to be, is over. */
	#silence(): void {
		for (const { control } of this.#queue) control.abort();
		this.#queue = [];
		this.#sound = null;
		this.#mouth?.interrupt();
	}

	#status(drive: Drive, status: 0 | 1 | 2): void {
		this.#frames += 25;
		const { strict } = this.#options;
		this.#tell(drive.id, "driver_status", "driver", {
			vmr_status: strict ? status : String(status),
			[strict ? "frame_num" : "frame_number"]: this.#frames,
		});
	}

	#period(): string {
		return this.#options.strict ? "global" : "gloable";
	}

	#header() {
		return { code: 0, message: "success", sid: this.sid, session: `session of ${this.sid}` };
	}

	#tell(requestId: string, event: string, period: string, fields: Fields = {}): void {
		const avatar = {
			request_id: requestId,
			period,
			event_type: event,
			error_code: 0,
			error_message: "",
			...fields,
		};
		this.#options.send({ header: this.#header(), payload: { avatar } });
	}
}
