import { resample } from "../../../audio/resampler.ts";
import { decodePcm16 } from "../../../protocol/pcm16.ts";
import { SAMPLES_PER_FACE_FRAME, SPEECH_RATE } from "../../spoken-phrase.ts";
import type { FaultPlan } from "../fault-plan.ts";
import { Mouth, type MouthOptions } from "../mouth.ts";
import { soundOnly } from "../stand-in-voice.ts";
import { nextSequence, pieceOfText, soundOf, wholeText } from "./check-command.ts";
import { type CloudDrive, newDrive, nextPiece } from "./cloud-drive.ts";
import { Refused } from "./refused.ts";
import { type StatusMessage, ToldStatuses } from "./told-statuses.ts";

/** States of a session, as printed. */
export const STATUS = { live: 1, closed: 2, preparing: 3, failed: 4 } as const;

/** A request on the command channel. */
export interface DriveRequest {
	readonly id: string;
	readonly command: string;
	readonly data: Readonly<Record<string, unknown>>;
}

export interface CloudSessionOptions extends MouthOptions {
	readonly id: string;
	readonly userId: string;
	readonly driverType: number;
	readonly address: string;
	/** Statuses may be left out, to try a client that waits for one. */
	readonly faults: FaultPlan;
	/** Seconds between two texts. */
	readonly textInterval: number;
	/** Sends to the channel, if it is there. */
	readonly send: (message: StatusMessage) => void;
	readonly now: () => number;
}

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
	/** How often it was looked at before it was ready. */
	looks = 0;
	closedAt = 0;
	readonly #options: CloudSessionOptions;
	readonly #mouth: Mouth;
	readonly #statuses: ToldStatuses;
	#current: CloudDrive | null = null;
	#lastText = Number.NEGATIVE_INFINITY;

	constructor(options: CloudSessionOptions) {
		this.#options = options;
		this.id = options.id;
		this.userId = options.userId;
		this.driverType = options.driverType;
		this.address = options.address;
		this.createdAt = options.now();
		this.#mouth = new Mouth(options);
		this.#statuses = new ToldStatuses(options.id, options.faults, options.send);
	}

	/** The newest status of a drive. */
	get speakStatus(): string {
		return this.#statuses.current;
	}

	/** Seconds of speech that were played. */
	get spoken(): number {
		return this.#mouth.spoken;
	}

	/** What the last three drives came to, for a channel that comes back. */
	replay(): readonly StatusMessage[] {
		return this.#statuses.replay();
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
		this.#statuses.refuse(requestId, code, message);
	}

	close(): void {
		this.status = STATUS.closed;
		this.closedAt = this.#options.now();
		this.#current?.control.abort();
		this.#current = null;
		void this.#options.stream.dispose();
	}

	#text({ id, data }: DriveRequest): void {
		const text = wholeText(data);
		if (text === "") {
			if (data.Interrupt === true) this.#interrupt();
			else throw new Refused(100001, "Text is empty");
			return;
		}
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
		const text = pieceOfText(data);
		if (data.Interrupt === true && text === "") {
			this.#interrupt();
			return;
		}
		const known = this.#current?.id === id ? this.#current : null;
		const sequence = nextSequence(data, known?.sequence ?? 0);
		const drive = known ?? this.#beginPieces(id, data.IsSentence === true);
		drive.sequence = sequence;
		if (text !== "" && data.IsInsertSentence === true) drive.pieces.unshift(text);
		else if (text !== "") drive.pieces.push(text);
		if (data.IsFinal === true) drive.open = false;
		drive.wake();
	}

	#beginPieces(id: string, clauses: boolean): CloudDrive {
		this.#pace();
		const drive = this.#begin(id, "Text");
		drive.clauses = clauses;
		this.#say(drive);
		return drive;
	}

	/** Says pieces as they come; in clause mode it asks for the next one when one begins. */
	#say(drive: CloudDrive): void {
		const { signal } = drive.control;
		let sentence = 0;
		this.#run(drive, async () => {
			this.#tell(drive, "WaitingTextStart");
			for (let piece = await nextPiece(drive); piece !== null; piece = await nextPiece(drive)) {
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
		const known = this.#current?.id === id ? this.#current : null;
		const sequence = nextSequence(data, known?.sequence ?? 0);
		const drive = known ?? this.#begin(id, "Audio");
		if (known === null) this.#tell(drive, "WaitingAudioStart");
		drive.sequence = sequence;
		if (data.IsFinal === true) {
			this.#endAudio(drive, 1);
			return;
		}
		const heard = resample(decodePcm16(soundOf(data)), 16_000, SPEECH_RATE);
		const whole = new Float32Array(Math.ceil(heard.length / SAMPLES_PER_FACE_FRAME) * SAMPLES_PER_FACE_FRAME);
		whole.set(heard);
		this.#mouth.play(soundOnly(whole));
		this.#start(drive);
	}

	#endAudio(drive: CloudDrive, finalType: number): void {
		const { signal } = drive.control;
		this.#tell(drive, "WaitingAudioOver");
		const over = () => {
			if (this.#current === drive) this.#current = null;
			this.#tell(drive, "AudioOver", { FinalType: finalType });
		};
		this.#mouth.heard(signal).then(over, over);
	}

	/** A new drive; a text ends the text before it, anything else in the way is refused. */
	#begin(id: string, medium: CloudDrive["medium"]): CloudDrive {
		const before = this.#current;
		if (before !== null && (before.medium === "Audio" || medium === "Audio"))
			throw new Refused(110015, `${before.medium} is being spoken`);
		if (before !== null) this.#silence(before);
		const drive = newDrive(id, medium);
		this.#current = drive;
		return drive;
	}

	/** Ends what a drive says, now: what comes after it is not to wait for it. */
	#silence(drive: CloudDrive): void {
		drive.control.abort();
		this.#mouth.interrupt();
	}

	#start(drive: CloudDrive): void {
		if (drive.started) return;
		drive.started = true;
		this.#tell(drive, `${drive.medium}Start`);
	}

	/** Runs a drive of text to its end, which is told however it came. */
	#run(drive: CloudDrive, say: () => Promise<void>): void {
		const over = (status: string) => {
			if (this.#current === drive) this.#current = null;
			this.#tell(drive, status);
		};
		say().then(
			() => over("TextOver"),
			() => over(drive.control.signal.aborted ? "TextOver" : "Error"),
		);
	}

	#tell(drive: CloudDrive, status: string, fields: Record<string, unknown> = {}): void {
		if (this.status === STATUS.closed) return;
		this.#statuses.tell(drive.id, status, fields);
	}
}
