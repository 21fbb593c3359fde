import type { PlayerState } from "../player.ts";
import type { AlphaLayout } from "../stream-descriptor.ts";
import { AlphaCanvas } from "./alpha-canvas.ts";
import { type PictureStats, VideoWatch } from "./video-watch.ts";

/** A `<video>` with its counters; a canvas above it if the stream carries alpha beside the colour. Main thread. */
export class VideoScreen {
	readonly video: HTMLVideoElement;
	readonly #own: boolean;
	readonly #alpha: AlphaCanvas | undefined;
	readonly #watch: VideoWatch;
	readonly #tell: (state: PlayerState) => void;
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
		this.#watch = new VideoWatch(this.video, tell, () => this.#alpha?.draw(this.video));
	}

	/** What the `<video>` plays, for measurements, where the browser can tell; `null` before there is something. */
	get captured(): MediaStream | null {
		return this.#watch.captured;
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

	stats(): PictureStats {
		return this.#watch.stats();
	}

	/** Idempotent. */
	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#watch.dispose();
		this.#alpha?.dispose();
		this.video.pause();
		this.video.srcObject = null;
		if (this.#own) this.video.remove();
	}
}
