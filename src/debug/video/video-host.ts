import { resample } from "../../audio/resampler.ts";
import type { RecordingEntry } from "../../protocol/recording.ts";
import { OfflineStage } from "../../runtime/offline-stage.ts";
import { seconds } from "../../util/time.ts";
import type { TypedPort } from "../../util/typed-port.ts";
import { readHeardSound } from "../model/heard-sound.ts";
import { Replay } from "../model/replay.ts";
import { Trace } from "../model/trace.ts";
import { readRecordingStream } from "../read-recording-stream.ts";
import { AUDIO_RATE } from "./codecs.ts";
import type { FromVideo, ToVideo, VideoOptions, VideoSummary } from "./video-options.ts";
import { VideoWriter } from "./video-writer.ts";

/** Hertz of the driver's sound in most recordings: what was heard is put together at this rate. */
const HEARD_RATE = 24_000;

/** Between two tellings of how far it is. Milliseconds. */
const PROGRESS_MS = 200;

/** Bytes of history that the sound is put together from. */
const MEMORY = 2 ** 30;

/** Worker: films a recording, frame by frame, on an imagined time. */
export class VideoHost {
	readonly #port: TypedPort<FromVideo, ToVideo>;

	constructor(port: TypedPort<FromVideo, ToVideo>) {
		this.#port = port;
		port.listen(({ recording, options }) => {
			this.#film(recording, options).then(
				([file, summary]) => port.post({ type: "done", file, summary }),
				(cause) =>
					port.post({ type: "failed", reason: cause instanceof Error ? cause.message : String(cause) }),
			);
		});
	}

	async #film(source: string | Blob, options: VideoOptions): Promise<readonly [Blob, VideoSummary]> {
		const { entries, faults, stopped } = await readRecordingStream(source);
		if (entries.length === 0)
			throw new Error(
				`This is no recording: ${stopped || `line ${faults[0]?.line ?? 1}: ${faults[0]?.reason ?? "it is empty"}`}`,
			);
		const writer = await VideoWriter.open(options.container, options);
		const stage = await OfflineStage.open({
			...options,
			avatar: typeof options.avatar === "string" ? options.avatar : await options.avatar.arrayBuffer(),
			background: { type: "color", color: options.background },
		});
		try {
			const duration = await this.#shoot(entries, options, stage, writer);
			const file = new Blob([await writer.finish()], { type: `video/${options.container}` });
			const { video, audio } = writer.tracks;
			const codecs = { videoCodec: video.config.codec, audioCodec: audio.config.codec };
			return [file, { ...codecs, frames: writer.frames, duration }];
		} finally {
			writer.dispose();
			stage.dispose();
		}
	}

	/** Draws and encodes every frame, then the sound. Returns how long it is, seconds. */
	async #shoot(
		entries: readonly RecordingEntry[],
		options: VideoOptions,
		stage: OfflineStage,
		writer: VideoWriter,
	): Promise<number> {
		const { readPinyin } = await import("../../lipsync/pinyin.ts");
		const { from, to, frameRate } = options;
		const trace = new Trace({ keep: Number.POSITIVE_INFINITY, memory: MEMORY });
		/** Picture times of the frames that have been drawn in this step, and are still on the canvas. */
		let shown: number | undefined;
		const replay = new Replay(entries, options.replay, readPinyin, {
			rate: frameRate,
			skipsSilence: false,
			drawn: (at, delta, director, weights) => {
				stage.move(seconds(delta), director, weights);
				if (at >= from && at <= to) {
					stage.draw();
					shown = at;
				} else stage.pass();
			},
			action: (name) => stage.play(name),
			interrupted: () => stage.interrupt(),
		});
		let lastTold = 0;
		let end = from;
		// Steps of half a frame: at most one frame is drawn in each.
		for (
			let events = replay.advance(0.5 / frameRate);
			events !== undefined;
			events = replay.advance(0.5 / frameRate)
		) {
			for (const event of events) if (event.type !== "frame") trace.add(event);
			if (shown !== undefined) {
				// A file begins with a picture.
				await writer.addFrame(stage.canvas, writer.frames === 0 ? 0 : shown - from);
				end = shown + 1 / frameRate;
				shown = undefined;
			}
			if (performance.now() - lastTold > PROGRESS_MS) {
				lastTold = performance.now();
				this.#port.post({ type: "progress", share: 0.98 * replay.progress, frames: writer.frames });
			}
			if (end > to) break;
		}
		const heard = new Float32Array(Math.round((end - from) * HEARD_RATE));
		readHeardSound(trace, from, HEARD_RATE, heard);
		await writer.addSound(resample(heard, HEARD_RATE, AUDIO_RATE) as Float32Array<ArrayBuffer>);
		return end - from;
	}
}
