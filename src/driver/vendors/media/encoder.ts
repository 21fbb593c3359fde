import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { samples } from "../../../util/time.ts";
import type { FaceDrawing } from "./draw-face.ts";
import { findFfmpeg } from "./ffmpeg.ts";
import { PICTURE_RATE, SAMPLES_PER_PICTURE, type TalkingTrack, TRACK_RATE } from "./talking-track.ts";
import { MediaUnavailable } from "./wrtc.ts";

/** Milliseconds between two looks at the clock. */
const TICK_MS = 20;

/** Bytes that wait for an encoder that does not keep up; more, and it is ended. */
const MOST_WAITING = 32 << 20;

/** Seconds between two pictures that a player can start at, and of one HLS segment. */
export const KEY_PICTURE_EVERY = 1;

/** Where the encoded stream goes. */
export type EncoderOutput =
	| { readonly type: "flv" }
	/** Path of the playlist; segments are written beside it. */
	| { readonly type: "hls"; readonly playlist: string };

/** No B-pictures and no look-ahead: a picture leaves the encoder before the next one comes. */
const CODECS = [
	...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline"],
	...["-g", String(PICTURE_RATE * KEY_PICTURE_EVERY), "-pix_fmt", "yuv420p", "-b:v", "600k"],
	...["-c:a", "aac", "-b:a", "96k", "-ar", String(TRACK_RATE)],
];

function encoderArguments(face: FaceDrawing, output: EncoderOutput): string[] {
	const { width, height } = face.picture;
	const raw = ["-probesize", "32", "-analyzeduration", "0", "-thread_queue_size", "64"];
	const inputs = [
		...["-hide_banner", "-loglevel", "error", ...raw, "-f", "rawvideo", "-pix_fmt", "yuv420p"],
		...["-video_size", `${width}x${height}`, "-framerate", String(PICTURE_RATE), "-i", "pipe:0"],
		...[...raw, "-f", "s16le", "-ar", String(TRACK_RATE), "-ac", "1", "-i", "pipe:3"],
		...["-map", "0:v", "-map", "1:a", ...CODECS],
	];
	if (output.type === "flv") return [...inputs, "-flush_packets", "1", "-f", "flv", "pipe:1"];
	const hls = ["-hls_time", String(KEY_PICTURE_EVERY), "-hls_list_size", "6"];
	const flags = ["-hls_flags", "delete_segments+omit_endlist+temp_file+independent_segments"];
	return [...inputs, "-f", "hls", ...hls, ...flags, output.playlist];
}

/**
 * A track through ffmpeg, in real time from the moment it is made. Sound and pictures are counted, never stamped by a
 * clock: picture `n` and sample `n · 1920` have one time, however late either is written.
 */
export class Encoder {
	readonly #track: TalkingTrack;
	readonly #face: FaceDrawing;
	readonly #process: ChildProcess;
	readonly #timer: NodeJS.Timeout;
	readonly #pictures: Writable;
	readonly #sound: Writable;
	#next: number;

	/** @throws {MediaUnavailable} if there is no ffmpeg. */
	constructor(track: TalkingTrack, face: FaceDrawing, output: EncoderOutput) {
		const ffmpeg = findFfmpeg();
		if (ffmpeg === undefined)
			throw new MediaUnavailable(
				"HLS and HTTP-FLV of the stand-ins need ffmpeg, which is not installed (Debian package ffmpeg, or FFMPEG_PATH)",
			);
		this.#track = track;
		this.#face = face;
		this.#next = Math.ceil(track.position / SAMPLES_PER_PICTURE) * SAMPLES_PER_PICTURE;
		this.#process = spawn(ffmpeg, encoderArguments(face, output), {
			stdio: ["pipe", "pipe", "inherit", "pipe"],
		});
		this.#pictures = this.#process.stdio[0] as Writable;
		this.#sound = this.#process.stdio[3] as Writable;
		for (const pipe of [this.#pictures, this.#sound, this.#process]) pipe.on("error", () => this.dispose());
		this.#timer = setInterval(() => this.#tick(), TICK_MS);
	}

	/** The stream, if it does not go into files. */
	get output(): Readable {
		return this.#process.stdout as Readable;
	}

	/** Resolves when the encoder has ended, for whatever reason. */
	get ended(): Promise<void> {
		if (this.#process.exitCode !== null || this.#process.signalCode !== null) return Promise.resolve();
		return new Promise((resolve) => this.#process.once("close", () => resolve()));
	}

	/** Idempotent. */
	dispose(): void {
		clearInterval(this.#timer);
		this.#process.kill("SIGKILL");
	}

	#tick(): void {
		const due = this.#track.position;
		while (this.#next + SAMPLES_PER_PICTURE <= due) {
			const at = samples(this.#next);
			const sound = new Int16Array(SAMPLES_PER_PICTURE);
			this.#track.readSound(at, sound);
			const picture = this.#face.draw(this.#track.faceAt(at));
			this.#sound.write(new Uint8Array(sound.buffer));
			this.#pictures.write(Uint8Array.from(picture.data));
			this.#next += SAMPLES_PER_PICTURE;
		}
		if (this.#pictures.writableLength > MOST_WAITING) this.dispose();
	}
}
