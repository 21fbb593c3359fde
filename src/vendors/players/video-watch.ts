import { seconds } from "../../util/time.ts";
import type { PlayerState, PlayerStats } from "../player.ts";
import { FrameCounter } from "./frame-counter.ts";

/** Milliseconds between two looks whether the picture stands still. */
const LOOK_MS = 250;

/** `captureStream` is not in every browser, and not in the DOM's types. */
type Capturing = HTMLVideoElement & { captureStream?: () => MediaStream };

/** What is counted of a picture. */
export type PictureStats = Pick<
	PlayerStats,
	"firstFrame" | "frameRate" | "framesShown" | "framesDropped" | "stalls" | "stalledTime" | "width" | "height"
>;

const now = () => seconds(performance.now() / 1000);

/** Counts what a `<video>` shows, whoever owns it. Main thread. */
export class VideoWatch {
	readonly #video: HTMLVideoElement;
	readonly #counter = new FrameCounter(now());
	readonly #tell: (state: PlayerState) => void;
	readonly #drawn: () => void;
	readonly #timer: number;
	#captured: MediaStream | null = null;
	#presented = 0;
	#disposed = false;

	/** `tell` is called often: with every frame and every look. `drawn` is called with every frame that is shown. */
	constructor(video: HTMLVideoElement, tell: (state: PlayerState) => void, drawn: () => void = () => {}) {
		this.#video = video;
		this.#tell = tell;
		this.#drawn = drawn;
		this.#watch();
		this.#timer = window.setInterval(() => this.#look(), LOOK_MS);
		document.addEventListener("visibilitychange", this.#visibility);
	}

	/** What the `<video>` plays, for measurements, where the browser can tell; `null` before there is something. */
	get captured(): MediaStream | null {
		const video: Capturing = this.#video;
		if (this.#captured === null && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
			this.#captured = video.captureStream?.() ?? null;
		return this.#captured;
	}

	stats(): PictureStats {
		const { isStalled: _, ...counts } = this.#counter.counts(now());
		const { videoWidth, videoHeight } = this.#video;
		return {
			...counts,
			framesDropped: this.#video.getVideoPlaybackQuality().droppedVideoFrames,
			width: videoWidth || null,
			height: videoHeight || null,
		};
	}

	/** The `<video>` goes on as it is. Idempotent. */
	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		window.clearInterval(this.#timer);
		document.removeEventListener("visibilitychange", this.#visibility);
		for (const track of this.#captured?.getTracks() ?? []) track.stop();
	}

	readonly #visibility = (): void => this.#counter.hidden(document.hidden, now());

	#watch(): void {
		if (!("requestVideoFrameCallback" in this.#video)) return;
		const frame: VideoFrameRequestCallback = (_time, { presentedFrames }) => {
			if (this.#disposed) return;
			this.#video.requestVideoFrameCallback(frame);
			// A frame that was shown between two callbacks counts as well.
			this.#shown(Math.max(1, presentedFrames - this.#presented));
			this.#presented = presentedFrames;
		};
		this.#video.requestVideoFrameCallback(frame);
	}

	#shown(count: number): void {
		this.#counter.shown(now(), count);
		this.#tell({ type: "playing" });
		this.#drawn();
	}

	#look(): void {
		if (!("requestVideoFrameCallback" in this.#video)) {
			const { totalVideoFrames } = (this.#video as HTMLVideoElement).getVideoPlaybackQuality();
			if (totalVideoFrames > this.#presented) this.#shown(totalVideoFrames - this.#presented);
			this.#presented = totalVideoFrames;
		}
		if (this.#counter.counts(now()).isStalled) this.#tell({ type: "stalled" });
	}
}
