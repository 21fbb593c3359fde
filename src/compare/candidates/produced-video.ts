import { VideoWatch } from "../../vendors/players/video-watch.ts";

/** A finished video in a box of the page: loaded first, and played when everybody is ready for it. Main thread. */
export class ProducedVideo {
	/** When its first frame was shown, seconds of the page's clock. */
	firstPicture: number | null = null;
	readonly #video = document.createElement("video");
	readonly #watch: VideoWatch;
	readonly #end = new AbortController();
	readonly #failed: Promise<never>;

	/** `address` may be of another origin, if that lets this page read it. */
	constructor(host: HTMLElement, address: string) {
		const video = this.#video;
		video.crossOrigin = "anonymous";
		video.preload = "auto";
		video.playsInline = true;
		this.#failed = new Promise((_resolve, reject) => {
			video.addEventListener("error", () =>
				reject(
					new Error(
						`The video cannot be played here${video.error?.message ? `: ${video.error.message}` : "."}`,
					),
				),
			);
			this.#end.signal.addEventListener("abort", () => reject(this.#end.signal.reason));
		});
		// It may fail while nobody waits.
		this.#failed.catch(() => {});
		video.requestVideoFrameCallback((_now, { expectedDisplayTime }) => {
			this.firstPicture = expectedDisplayTime / 1000;
		});
		video.src = address;
		host.append(video);
		this.#watch = new VideoWatch(video, () => {});
	}

	/** What it plays, for measurements; `null` before it is loaded. */
	get audio(): MediaStream | null {
		return this.#watch.captured;
	}

	stats() {
		return this.#watch.stats();
	}

	/** Resolves when it can be played. Rejects if it is none, or taken away. */
	loaded(): Promise<void> {
		return this.#until("canplay", () => this.#video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA);
	}

	/** Plays it to its end. Rejects if that fails, or it is taken away. */
	async play(): Promise<void> {
		await Promise.race([this.#video.play(), this.#failed]);
		await this.#until("ended", () => this.#video.ended);
	}

	/** Stops where it is. */
	pause(): void {
		this.#video.pause();
	}

	/** Takes it away. Idempotent. */
	dispose(): void {
		if (this.#end.signal.aborted) return;
		this.#end.abort(new DOMException("The video was taken away.", "AbortError"));
		this.#watch.dispose();
		this.#video.removeAttribute("src");
		this.#video.load();
		this.#video.remove();
	}

	#until(event: string, isSo: () => boolean): Promise<void> {
		const told = new Promise<void>((resolve) => {
			if (isSo()) resolve();
			else this.#video.addEventListener(event, () => resolve(), { once: true });
		});
		return Promise.race([told, this.#failed]);
	}
}
