import type { Muxer as Mp4Muxer } from "mp4-muxer";
import type { Muxer as WebmMuxer } from "webm-muxer";
import { AUDIO_RATE, type Choice, chooseAudio, chooseVideo } from "./codecs.ts";
import type { Container } from "./video-options.ts";

/** More frames than this in the encoder only cost memory. */
const LONGEST_QUEUE = 8;

/** Seconds from one frame that can be jumped to to the next. */
const KEY_INTERVAL = 2;

/** Samples of sound that are handed over at a time. */
const AUDIO_BLOCK = 4800;

/** The two muxers agree in what is used of them. */
type Muxer = Pick<Mp4Muxer<never> | WebmMuxer<never>, "addVideoChunk" | "addAudioChunk" | "finalize">;

interface Tracks {
	readonly video: Choice<VideoEncoderConfig>;
	readonly audio: Choice<AudioEncoderConfig>;
}

interface Target {
	readonly muxer: Muxer;
	/** The file, once the muxer has been finalised. */
	readonly buffer: () => ArrayBuffer;
}

/** Encodes frames and sound into one file: pictures with their times first, the sound whenever it is there. */
export class VideoWriter {
	readonly tracks: Tracks;
	frames = 0;
	readonly #target: Target;
	readonly #video: VideoEncoder;
	readonly #audio: AudioEncoder;
	readonly #frameRate: number;
	#lastKey = Number.NEGATIVE_INFINITY;
	#fault: unknown;

	private constructor(tracks: Tracks, target: Target, frameRate: number) {
		this.tracks = tracks;
		this.#target = target;
		this.#frameRate = frameRate;
		const error = (cause: unknown) => {
			this.#fault ??= cause;
		};
		this.#video = new VideoEncoder({
			output: (chunk, meta) => target.muxer.addVideoChunk(chunk, meta),
			error,
		});
		this.#audio = new AudioEncoder({
			output: (chunk, meta) => target.muxer.addAudioChunk(chunk, meta),
			error,
		});
		this.#video.configure(tracks.video.config);
		this.#audio.configure(tracks.audio.config);
	}

	/** @throws Error if this browser encodes nothing that the container can hold */
	static async open(
		container: Container,
		size: { readonly width: number; readonly height: number; readonly frameRate: number },
	): Promise<VideoWriter> {
		if (typeof VideoEncoder === "undefined" || typeof AudioEncoder === "undefined")
			throw new Error("This browser has no WebCodecs: no video can be made here.");
		const tracks = { video: await chooseVideo(container, size), audio: await chooseAudio(container) };
		return new VideoWriter(tracks, await TARGETS[container](tracks, size), size.frameRate);
	}

	/** Takes the canvas as it is now, as the picture from `at` seconds on. Waits while the encoder is behind. */
	async addFrame(canvas: OffscreenCanvas, at: number): Promise<void> {
		this.#check();
		const duration = Math.round(1e6 / this.#frameRate);
		const frame = new VideoFrame(canvas, { timestamp: Math.round(at * 1e6), duration, alpha: "discard" });
		const keyFrame = at - this.#lastKey >= KEY_INTERVAL - 1e-6;
		if (keyFrame) this.#lastKey = at;
		this.#video.encode(frame, { keyFrame });
		frame.close();
		this.frames++;
		while (this.#video.encodeQueueSize > LONGEST_QUEUE && this.#fault === undefined)
			await new Promise((resolve) => setTimeout(resolve, 1));
	}

	/** Takes the sound of the whole, mono at {@link AUDIO_RATE}, from second 0 on. */
	async addSound(samples: Float32Array<ArrayBuffer>): Promise<void> {
		for (let start = 0; start < samples.length; start += AUDIO_BLOCK) {
			this.#check();
			const data = samples.slice(start, start + AUDIO_BLOCK);
			const block = new AudioData({
				format: "f32-planar",
				sampleRate: AUDIO_RATE,
				numberOfFrames: data.length,
				numberOfChannels: 1,
				timestamp: Math.round((start * 1e6) / AUDIO_RATE),
				data,
			});
			this.#audio.encode(block);
			block.close();
			while (this.#audio.encodeQueueSize > LONGEST_QUEUE && this.#fault === undefined)
				await new Promise((resolve) => setTimeout(resolve, 1));
		}
	}

	/** Ends the file. @throws whatever an encoder has failed with */
	async finish(): Promise<ArrayBuffer> {
		await Promise.all([this.#video.flush(), this.#audio.flush()]);
		this.#check();
		this.#target.muxer.finalize();
		this.dispose();
		return this.#target.buffer();
	}

	dispose(): void {
		if (this.#video.state !== "closed") this.#video.close();
		if (this.#audio.state !== "closed") this.#audio.close();
	}

	#check(): void {
		if (this.#fault !== undefined) throw this.#fault;
	}
}

type Size = { readonly width: number; readonly height: number; readonly frameRate: number };

/** Each muxer is loaded when it is wanted. */
const TARGETS: Readonly<Record<Container, (tracks: Tracks, size: Size) => Promise<Target>>> = {
	async mp4({ video, audio }, { width, height, frameRate }) {
		const { Muxer, ArrayBufferTarget } = await import("mp4-muxer");
		const target = new ArrayBufferTarget();
		const muxer = new Muxer({
			target,
			video: { codec: video.name as "avc", width, height, frameRate },
			audio: { codec: audio.name as "aac", numberOfChannels: 1, sampleRate: AUDIO_RATE },
			fastStart: "in-memory",
		});
		return { muxer, buffer: () => target.buffer };
	},
	async webm({ video, audio }, { width, height, frameRate }) {
		const { Muxer, ArrayBufferTarget } = await import("webm-muxer");
		const target = new ArrayBufferTarget();
		const muxer = new Muxer({
			target,
			video: { codec: video.name, width, height, frameRate },
			audio: { codec: audio.name, numberOfChannels: 1, sampleRate: AUDIO_RATE },
		});
		return { muxer, buffer: () => target.buffer };
	},
};
