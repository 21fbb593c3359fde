import type { Clock } from "../clock.ts";
import type { Drive, SayAudioOptions, SayOptions } from "../drive.ts";
import type { DriveFeed, Drives } from "../drives.ts";
import { failedDrive, newRequestId, type OpenDrive } from "../open-drive.ts";
import { AudioFeeder } from "./audio-feeder.ts";
import type { CommandChannel } from "./command-channel.ts";
import { refusesText, tencentRejection } from "./tencent-abilities.ts";
import { type TencentTextOptions, textData } from "./tencent-requests.ts";
import type { DriveKind, TencentInput } from "./tencent-state.ts";
import { TextFeeder } from "./text-feeder.ts";

/** A text that is being written; in clause mode a clause can be put before those that wait. */
export interface TencentTextDrive extends Drive {
	write(text: string): void;
	insert(text: string): void;
	end(): void;
}

/** What speech needs of its session. */
export interface TencentSpeechServices {
	readonly channel: CommandChannel;
	readonly drives: Drives;
	readonly clock: Clock;
	readonly send: (input: TencentInput) => void;
}

const NOTHING = () => {};

/** What Tencent's avatar is made to say by the command channel: each drive, and what feeds it. */
export class TencentSpeech {
	readonly #services: TencentSpeechServices;

	constructor(services: TencentSpeechServices) {
		this.#services = services;
	}

	text(text: string, options: SayOptions & TencentTextOptions): Drive {
		const id = newRequestId();
		const refused = refusesText(text, options, "SEND_TEXT");
		if (refused !== null) return failedDrive(id, refused);
		const data = textData(text, options);
		return this.#drive("text", id, {
			begin: () => this.#services.channel.command("SEND_TEXT", id, data),
		});
	}

	stream(options: SayOptions & TencentTextOptions): TencentTextDrive {
		const id = newRequestId();
		const refused = refusesText("", options, "SEND_STREAMTEXT");
		if (refused !== null)
			return Object.assign(failedDrive(id, refused), { write: NOTHING, insert: NOTHING, end: NOTHING });
		const feeder = new TextFeeder(
			{ clauses: options.clauses === true, smartActions: options.smartActions === true },
			(piece) => this.#services.channel.command("SEND_STREAMTEXT", id, piece),
		);
		const drive = this.#drive("stream", id, {
			begin: () => feeder.begin(),
			halt: () => feeder.halt(),
			next: () => feeder.next(),
		});
		return {
			id,
			emulated: false,
			started: drive.started,
			done: drive.done,
			write: (text) => feeder.write(text),
			insert: (text) => feeder.insert(text),
			end: () => feeder.end(),
		};
	}

	audio(
		samples: AsyncIterable<Int16Array>,
		{ sampleRate = 16_000, source = "file" }: SayAudioOptions,
	): Drive {
		const { channel, clock } = this.#services;
		const id = newRequestId();
		if (sampleRate !== 16_000)
			return failedDrive(id, tencentRejection("SEND_AUDIO", `expected 16000 Hz, got ${sampleRate}`));
		const feeder = new AudioFeeder(samples, {
			clock,
			isLive: source === "live",
			send: (packet) => channel.command("SEND_AUDIO", id, packet),
		});
		return this.#drive("audio", id, {
			// A source that fails ends its drive as a person who falls silent does.
			begin: () => void feeder.run().catch(() => feeder.finish()),
			halt: () => feeder.halt(),
			finish: () => feeder.finish(),
		});
	}

	/** An empty text stops a text; sound is stopped by its last packet. */
	stop(id: string, kind: DriveKind): void {
		const { channel, drives } = this.#services;
		const silence = { Text: "", Interrupt: true };
		if (kind === "audio") drives.feedOf(id).finish?.();
		else if (kind === "text") channel.command("SEND_TEXT", newRequestId(), silence);
		else channel.command("SEND_STREAMTEXT", id, { ...silence, Seq: 1, IsFinal: true });
	}

	#drive(kind: DriveKind, id: string, feed: DriveFeed): OpenDrive {
		const drive = this.#services.drives.add(id, feed);
		this.#services.send({ type: "drive", id, kind });
		return drive;
	}
}
