import eyeUrl from "../../../workers/frame-eye.worker.ts?worker&url";
import { absoluteTime } from "../../runtime/absolute-time.ts";
import type { PictureTrack } from "../ruler/picture-track.ts";
import type { FromFrameEye, ToFrameEye } from "./frame-eye-messages.ts";

/** Not in every browser, and not in the DOM's types. */
declare const MediaStreamTrackProcessor:
	| (new (options: {
			readonly track: MediaStreamTrack;
	  }) => { readonly readable: ReadableStream<VideoFrame> })
	| undefined;

/** Where the page's clock begins, on the clock that all threads share. Seconds. */
const ORIGIN = absoluteTime(0);

/** Looks at pictures without holding up the main thread: a worker reads them, cells come back. Main thread. */
export class FrameEye {
	/** Seconds from a track's frame to its being shown, as the browser tells. */
	displayDelay = 0;
	readonly #worker: Worker;

	constructor(pictures: PictureTrack) {
		this.#worker = new Worker(new URL(eyeUrl, import.meta.url), { type: "module", name: "frame-eye" });
		this.#worker.addEventListener("message", ({ data }: MessageEvent<FromFrameEye>) => {
			const { time, ofTrack, cells } = data;
			pictures.add(time - ORIGIN + (ofTrack ? this.displayDelay : 0), cells);
		});
	}

	set isMeasuring(on: boolean) {
		this.#post({ type: "measure", on });
	}

	/** Looks at a track's frames from now on. Answers whether the browser can. The track is stopped with the eye. */
	watchTrack(track: MediaStreamTrack): boolean {
		if (typeof MediaStreamTrackProcessor === "undefined") return false;
		const { readable } = new MediaStreamTrackProcessor({ track });
		this.#post({ type: "track", frames: readable }, [readable as unknown as Transferable]);
		return true;
	}

	/** Looks at the pictures that come out of `port` from now on; it changes hands. */
	watchPort(port: MessagePort): void {
		this.#post({ type: "pictures", port }, [port]);
	}

	/** Looks at what `source` shows now, as shown at `time` of the page's clock. @throws {DOMException} if it may not be read */
	look(source: HTMLVideoElement, time: number): void {
		const frame = new VideoFrame(source, { timestamp: 1e6 * time });
		this.#post({ type: "frame", frame, time: time + ORIGIN }, [frame]);
	}

	dispose(): void {
		this.#worker.terminate();
	}

	#post(message: ToFrameEye, transfer: Transferable[] = []): void {
		this.#worker.postMessage(message, transfer);
	}
}
