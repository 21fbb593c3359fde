import { resample } from "../../../audio/resampler.ts";
import { decodeBase64 } from "../../../protocol/base64.ts";
import { decodePcm16 } from "../../../protocol/pcm16.ts";
import { SAMPLES_PER_FACE_FRAME, SPEECH_RATE } from "../../spoken-phrase.ts";
import type { FaultPlan } from "../fault-plan.ts";
import { Mouth, type MouthOptions } from "../mouth.ts";
import { soundOnly } from "../stand-in-voice.ts";
import { Refused } from "./refused.ts";

/** States of a session, as printed. */
export const STATUS = { live: 1, closed: 2, preparing: 3, failed: 4 } as const;

/** A message that says how a drive goes. */
export interface StatusMessage {
	readonly [field: string]: unknown;
	readonly Type: number;
	readonly ReqId: string;
}

/** A request on the command channel. */
export interface DriveRequest {
	readonly id: string;
	readonly command: string;
	readonly data: Readonly<Record<string, unknown>>;
}

interface Drive {
	readonly id: string;
	readonly medium: "Text" | "Audio";
	readonly control: AbortController;
	started: boolean;
	/** Of streams: pieces that wait, and whether more will come. */
	readonly pieces: string[];
	open: boolean;
	wake: () => void;
	clauses: boolean;
	sequence: number;
}

export interface CloudSessionOptions extends MouthOptions {
	readonly id: string;
	readonly userId: string;
	readonly driverType: number;
	readonly address: string;
	readonly faults: FaultPlan;
	/** Seconds between two texts. */
	readonly textInterval: number;
	/** Sends to the channel, if it is there. */
	readonly send: (message: StatusMessage) => void;
	/** Statuses may be left out, to try a client that waits for one. */
	readonly now: () => number;
}

/** Statuses of the last drives that a channel is told when it comes back. */
const REPLAYED_DRIVES = 3;

/** One session of the stand-in: what it says, and what it tells about it. */
export class CloudSession {
	readonly id: string;
	readonly userId: string;
	readonly driverType: number;
	readonly address: string;
	readonly createdAt: number;
	status: number = STATUS.live;
	isStarted = false;
	errorCode = 0;
	errorMessage = "";
	speakStatus = "Initial";
	/** How often it was looked at before it was ready. */
	looks = 0;
	closedAt = 0;
	readonly #options: CloudSessionOptions;
	readonly #mouth: Mouth;
	readonly #told: StatusMessage[] = [];
	#current: Drive | null = null;
	#lastText = Number.NEGATIVE_INFINITY;

	constructor(options: CloudSessionOptions) {
		this.#options = options;
		this.id = options.id;
		this.userId = options.userId;
		this.driverType = options.driverType;
		this.address = options.address;
		this.createdAt = options.now();
		this.#mouth = new Mouth(options);
	}

	/** Seconds of speech that were played. */
	get spoken(): number {
		return this.#mouth.spoken;
	}

	/** What the last three drives came to, for a channel that comes back. */
	replay(): readonly StatusMessage[] {
		const ids = [...new Set(this.#told.map(({ ReqId }) => ReqId))].slice(-REPLAYED_DRIVES);
		return this.#told.filter(({ ReqId }) => ids.includes(ReqId));
	}

	/** Obeys a request, or says what is wrong with it. */
	drive(request: DriveRequest): void {
		try {
			this.#obey(request);
		} catch (error) {
			const code = error instanceof Refused ? error.code : 100001;
			this.refuse(request.id, code, (error as Error).message);
		}
	}

	#obey(request: DriveRequest): void {
		switch (request.command) {
			case "SEND_TEXT":
				this.#text(request);
				break;
			case "SEND_STREAMTEXT":
				this.#stream(request);
				break;
			case "SEND_AUDIO":
				this.#audio(request);
				break;
			case "SEND_HEARTBEAT":
				break;
			default:
				throw new Refused(100001, `Command: ${request.command} is not known`);
		}
	}

	/** Answers a request with an error. */
	refuse(requestId: string, code: number, message: string): void {
		this.#options.send({
			Type: 9,
			SessionId: this.id,
			ReqId: requestId,
			Seq: 0,
			ErrorCode: code,
			ErrorMessage: message,
		});
	}

	close(): void {
		this.status = STATUS.closed;
		this.closedAt = this.#options.now();
		this.#current?.control.abort();
		this.#current = null;
		void this.#options.stream.dispose();
	}

	#text({ id, data }: DriveRequest): void {
		const text = String(data.Text ?? "");
		if (text === "") {
			if (data.Interrupt === true) this.#interrupt();
			else throw new Refused(100001, "Text is empty");
			return;
		}
		if (Buffer.byteLength(text) > 4000) throw new Refused(100001, "Text is longer than 4000 bytes");
		this.#pace();
		const drive = this.#begin(id, "Text");
		this.#run(drive, async () => {
			this.#tell(drive, "WaitingTextStart");
			await this.#mouth.say(text, drive.control.signal, () => this.#start(drive));
			this.#tell(drive, "WaitingTextOver");
		});
	}

	/** Texts closer than a second are refused. */
	#pace(): void {
		const now = this.#options.now();
		if (now - this.#lastText < this.#options.textInterval)
			throw new Refused(100012, "requests are too frequent");
		this.#lastText = now;
	}

	#interrupt(): void {
		const current = this.#current;
		if (current?.started !== true) throw new Refused(110015, "nothing is being said yet");
		if (current.medium === "Audio") throw new Refused(110015, "sound is ended by IsFinal");
		this.#silence(current);
	}

	#stream(request: DriveRequest): void {
		const { id, data } = request;
		const text = String(data.Text ?? "");
		if (data.Interrupt === true && text === "") {
			this.#interrupt();
			return;
		}
		if (Buffer.byteLength(text) > 1000) throw new Refused(100001, "Text is longer than 1000 bytes");
		let drive = this.#current;
		if (drive === null || drive.id !== id) {
			if (data.Seq !== 1) throw new Refused(100001, "Seq must start from 1");
			this.#pace();
			drive = this.#begin(id, "Text");
			drive.clauses = data.IsSentence === true;
			this.#say(drive);
		} else if (data.Seq !== drive.sequence + 1) {
			throw new Refused(100001, `Seq: expected ${drive.sequence + 1}`);
		}
		drive.sequence = Number(data.Seq);
		if (text !== "" && data.IsInsertSentence === true) drive.pieces.unshift(text);
		else if (text !== "") drive.pieces.push(text);
		if (data.IsFinal === true) drive.open = false;
		drive.wake();
	}

	/** Says pieces as they come; in clause mode it asks for the next one when one begins. */
	#say(drive: Drive): void {
		const { signal } = drive.control;
		let sentence = 0;
		this.#run(drive, async () => {
			this.#tell(drive, "WaitingTextStart");
			for (;;) {
				const piece = drive.pieces.shift();
				if (piece === undefined && !drive.open) break;
				if (piece === undefined) {
					await new Promise<void>((resolve) => {
						drive.wake = resolve;
						signal.addEventListener("abort", () => resolve(), { once: true });
					});
					signal.throwIfAborted();
					continue;
				}
				sentence += 1;
				const started = () => {
					this.#start(drive);
					if (!drive.clauses) return;
					this.#tell(drive, "SentenceStart", { Seq: sentence });
					this.#tell(drive, "SentenceNext", { Seq: sentence });
				};
				await this.#mouth.say(piece, signal, started);
				if (drive.clauses) this.#tell(drive, "SentenceOver", { Seq: sentence });
			}
			this.#tell(drive, "WaitingTextOver");
		});
	}

	#audio({ id, data }: DriveRequest): void {
		if (this.driverType !== 3) throw new Refused(100001, "DriverType 1 takes no sound");
		let drive = this.#current;
		if (drive === null || drive.id !== id) {
			if (data.Seq !== 1) throw new Refused(100001, "Seq must start from 1");
			drive = this.#begin(id, "Audio");
			this.#tell(drive, "WaitingAudioStart");
		} else if (data.Seq !== drive.sequence + 1) {
			throw new Refused(100001, `Seq: expected ${drive.sequence + 1}`);
		}
		drive.sequence = Number(data.Seq);
		if (data.IsFinal === true) {
			this.#endAudio(drive, 1);
			return;
		}
		const bytes = decodeBase64(String(data.Audio ?? ""), "$.Payload.Data.Audio");
		if (bytes.length === 0 || bytes.length > 5120)
			throw new Refused(100001, `Audio: expected 1 to 5120 bytes, got ${bytes.length}`);
		const heard = resample(decodePcm16(bytes), 16_000, SPEECH_RATE);
		const whole = new Float32Array(Math.ceil(heard.length / SAMPLES_PER_FACE_FRAME) * SAMPLES_PER_FACE_FRAME);
		whole.set(heard);
		this.#mouth.play(soundOnly(whole));
		this.#start(drive);
	}

	#endAudio(drive: Drive, finalType: number): void {
		const { signal } = drive.control;
		this.#tell(drive, "WaitingAudioOver");
		const over = () => {
			if (this.#current === drive) this.#current = null;
			this.#tell(drive, "AudioOver", { FinalType: finalType });
		};
		this.#mouth.heard(signal).then(over, over);
	}

	/** A new drive; a text ends the text before it, anything else in the way is refused. */
	#begin(id: string, medium: Drive["medium"]): Drive {
		const before = this.#current;
		if (before !== null && (before.medium === "Audio" || medium === "Audio"))
			throw new Refused(110015, `${before.medium} is being spoken`);
		if (before !== null) {
			this.#silence(before);
		}
		const drive: Drive = {
			id,
			medium,
			control: new AbortController(),
			started: false,
			pieces: [],
			open: true,
			wake: () => {},
			clauses: false,
			sequence: 0,
		};
		this.#current = drive;
		return drive;
	}

	/** Ends what a drive says, now: what comes after it is not to wait for it. */
	#silence(drive: Drive): void {
		drive.control.abort();
		this.#mouth.interrupt();
	}

	#start(drive: Drive): void {
		if (drive.started) return;
		drive.started = true;
		this.#tell(drive, `${drive.medium}Start`);
	}

	/** Runs a drive of text to its end, which is told however it came. */
	#run(drive: Drive, say: () => Promise<void>): void {
		const over = (status: string) => {
			if (this.#current === drive) this.#current = null;
			this.#tell(drive, status);
		};
		say().then(
			() => over("TextOver"),
			() => over(drive.control.signal.aborted ? "TextOver" : "Error"),
		);
	}

	#tell(drive: Drive, status: string, fields: Record<string, unknown> = {}): void {
		if (this.status === STATUS.closed) return;
		if (this.#options.faults.take(status)?.type === "silence") return;
		this.speakStatus = status;
		const message = {
			Type: 3,
			SessionId: this.id,
			ReqId: drive.id,
			Seq: 0,
			SpeakStatus: status,
			ErrorCode: 0,
			ErrorMessage: "",
			...fields,
		};
		this.#told.push(message);
		this.#options.send(message);
	}
}
