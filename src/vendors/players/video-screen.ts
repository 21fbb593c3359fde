import { seconds } from "../../util/time.ts";
import type { PlayerState, PlayerStats } from "../player.ts";
import type { AlphaLayout } from "../stream-descriptor.ts";
import { AlphaCanvas } from "./alpha-canvas.ts";
import { FrameCounter } from "./frame-counter.ts";

/** Milliseconds between two looks whether the picture stands still. */
const LOOK_MS = 250;

/** `captureStream` is not in every browser, and not in the DOM's types. */
type Capturing = HTMLVideoElement & { captureStream?: () => MediaStream };

const now = () => seconds(performance.now() / 1000);

/** A `<video>` with its counters; a canvas above it if the stream carries alpha beside the colour. Main thread. */
export class VideoScreen {
	readonly video: HTMLVideoElement;
	readonly #own: boolean;
	readonly #alpha: AlphaCanvas | undefined;
	readonly #counter = new FrameCounter(now());
	readonly #tell: (state: PlayerState) => void;
	readonly #timer: number;
	#captured: MediaStream | null = null;
	#presented = 0;
	#disposed = false;

	/** @throws {TypeError} if the stream has alpha and `host` is a `<video>`, which cannot be see-through */
	constructor(host: HTMLElement, alpha: AlphaLayout | undefined, tell: (state: PlayerState) => void) {
		this.#own = !(host instanceof HTMLVideoElement);
		if (alpha && !this.#own) throw new TypeError("A stream with alpha needs a box, not a <video>");
		this.video = host instanceof HTMLVideoElement ? host : document.createElement("video");
		this.video.playsInline = true;
		this.video.autoplay = true;
		this.#tell = tell;
		if (this.#own) {
			this.video.style.cssText = "width:100%;height:100%;object-fit:contain;display:block";
			host.append(this.video);
		}
		if (alpha) {
			this.#alpha = new AlphaCanvas(alpha);
			this.video.style.visibility = "hidden";
			this.video.style.position = "absolute";
			host.append(this.#alpha.canvas);
		}
		this.#watch();
		this.#timer = window.setInterval(() => this.#look(), LOOK_MS);
		document.addEventListener("visibilitychange", this.#visibility);
	}

	/** What the `<video>` plays, for measurements, where the browser can tell; `null` before there is something. */
	get captured(): MediaStream | null {
		const video: Capturing = this.video;
		if (this.#captured === null && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
			this.#captured = video.captureStream?.() ?? null;
		return this.#captured;
	}

	/** Starts, or goes on. A browser that wants a click first is no error but a state. */
	async play(): Promise<void> {
		try {
			await this.video.play();
		} catch (error) {
			if (this.#disposed) return;
			if ((error as DOMException).name === "NotAllowedError") this.#tell({ type: "needs-gesture" });
			else if ((error as DOMException).name !== "AbortError") throw error;
		}
	}

	stats(): Pick<
		PlayerStats,
		| "firstFrame"
		| "frameRate"
		| "framesShown"
		| "framesDropped"
		| "stalls"
		| "stalledTime"
		| "width"
		| "height"
	> {
		const { isStalled: _, ...counts } = this.#counter.counts(now());
		const { videoWidth, videoHeight } = this.video;
		return {
			...counts,
			framesDropped: this.video.getVideoPlaybackQuality().droppedVideoFrames,
			width: videoWidth || null,
			height: videoHeight || null,
		};
	}

	/** Idempotent. */
	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		window.clearInterval(this.#timer);
		document.removeEventListener("visibilitychange", this.#visibility);
		for (const track of this.#captured?.getTracks() ?? []) track.stop();
		this.#alpha?.dispose();
		this.video.pause();
		this.video.srcObject = null;
		if (this.#own) this.video.remove();
	}

	readonly #visibility = (): void => this.#counter.hidden(document.hidden, now());

	#watch(): void {
		if (!("requestVideoFrameCallback" in this.video)) return;
		const frame: VideoFrameRequestCallback = (_time, { presentedFrames }) => {
			if (this.#disposed) return;
			this.video.requestVideoFrameCallback(frame);
			// A frame that was shown between two callbacks counts as well.
			this.#shown(Math.max(1, presentedFrames - this.#presented));
			this.#presented = presentedFrames;
			this.#alpha?.draw(this.video);
		};
		this.video.requestVideoFrameCallback(frame);
	}

	#shown(count: number): void {
		this.#counter.shown(now(), count);
		this.#tell({ type: "playing" });
	}

	#look(): void {
		if (!("requestVideoFrameCallback" in this.video)) {
			const { totalVideoFrames } = (this.video as HTMLVideoElement).getVideoPlaybackQuality();
			if (totalVideoFrames > this.#presented) this.#shown(totalVideoFrames - this.#presented);
			this.#presented = totalVideoFrames;
			this.#alpha?.draw(this.video);
		}
		if (this.#counter.counts(now()).isStalled) this.#tell({ type: "stalled" });
	}
}
