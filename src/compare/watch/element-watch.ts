import type { Player } from "../../vendors/player.ts";
import type { Watch } from "../model/candidate.ts";
import { FrameEye } from "./frame-eye.ts";
import { type OpenWatch, openWatch } from "./open-watch.ts";
import { tapSound } from "./sound-tap.ts";
import { stillOf } from "./still.ts";

/** Milliseconds between two looks for a stream's sound: it may come after the picture. */
const LOOK_MS = 200;

/** Share of a new frame's delay in the running mean. */
const DELAY_SHARE = 0.05;

/** Looks after which a stream that plays is said to have no sound. */
const PATIENT_LOOKS = 25;

/** Hears and sees what a player plays in a box of the page. Main thread. */
export class ElementWatch {
	readonly #watch: OpenWatch = openWatch();
	readonly #host: HTMLElement;
	readonly #context: AudioContext;
	readonly #eye = new FrameEye(this.#watch.pictures);
	#stop = new AbortController();
	#isMuted = false;
	#isMeasured = false;
	#isByTrack: boolean | undefined;
	#firstFrame: number | null = null;

	constructor(host: HTMLElement, context: AudioContext) {
		this.#host = host;
		this.#context = context;
	}

	get watch(): Watch {
		return this.#watch;
	}

	get isMeasured(): boolean {
		return this.#isMeasured;
	}

	set isMeasured(isMeasured: boolean) {
		this.#isMeasured = isMeasured;
		this.#eye.isMeasuring = isMeasured;
	}

	/** When the first frame was shown, seconds of the page's clock. */
	get firstFrame(): number | null {
		return this.#firstFrame;
	}

	get muted(): boolean {
		return this.#isMuted;
	}

	set muted(muted: boolean) {
		this.#isMuted = muted;
		const video = this.#video;
		if (video) video.muted = muted;
	}

	/**
	 * Watches this player from now on, in the place of the one before. Resolves when its sound is heard, or has not come; a
	 * live one need not be waited for.
	 */
	follow(player: Pick<Player, "audio">, signal: AbortSignal): Promise<void> {
		this.#stop.abort();
		this.#stop = new AbortController();
		this.#isByTrack = undefined;
		const stop = AbortSignal.any([signal, this.#stop.signal]);
		this.muted = this.#isMuted;
		this.#watchFrames(stop);
		return this.#hear(player, stop);
	}

	still(): string | undefined {
		const source = this.#shown;
		return source === undefined ? undefined : stillOf(source);
	}

	dispose(): void {
		this.#stop.abort();
		this.#eye.dispose();
	}

	get #video(): HTMLVideoElement | null {
		return this.#host.querySelector("video");
	}

	/** The canvas on which a picture with alpha is unpacked, else the video. */
	get #shown(): HTMLVideoElement | HTMLCanvasElement | undefined {
		return this.#host.querySelector("canvas") ?? this.#video ?? undefined;
	}

	#watchFrames(stop: AbortSignal): void {
		const video = this.#video;
		if (video === null) {
			this.#lack("picture");
			return;
		}
		const frame: VideoFrameRequestCallback = (_now, metadata) => {
			if (stop.aborted) return;
			video.requestVideoFrameCallback(frame);
			this.#frameShown(video, metadata, stop);
		};
		video.requestVideoFrameCallback(frame);
	}

	#frameShown(
		video: HTMLVideoElement,
		{ expectedDisplayTime, presentationTime }: VideoFrameCallbackMetadata,
		stop: AbortSignal,
	): void {
		this.#firstFrame ??= expectedDisplayTime / 1000;
		const delay = (expectedDisplayTime - presentationTime) / 1000;
		this.#eye.displayDelay += DELAY_SHARE * (delay - this.#eye.displayDelay);
		// Frames of a track are read in memory, as they come; those of a file have to be fetched one by one.
		this.#isByTrack ??= this.#watchTrack(video, stop);
		if (this.#isByTrack || !this.#isMeasured) return;
		try {
			this.#eye.look(video, expectedDisplayTime / 1000);
		} catch {
			// A picture of another origin that may not be read is as good as none.
			this.#lack("picture");
		}
	}

	#watchTrack({ srcObject }: HTMLVideoElement, stop: AbortSignal): boolean {
		const track = srcObject instanceof MediaStream ? srcObject.getVideoTracks()[0]?.clone() : undefined;
		if (track === undefined) return false;
		stop.addEventListener("abort", () => track.stop());
		return this.#eye.watchTrack(track);
	}

	async #hear(player: Pick<Player, "audio">, stop: AbortSignal): Promise<void> {
		for (let looks = 0; !stop.aborted; looks++) {
			const { audio } = player;
			if (audio !== null && audio.getAudioTracks().length > 0) return this.#tap(audio, stop);
			if (looks === PATIENT_LOOKS) this.#lack("sound");
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
	}

	async #tap(audio: MediaStream, stop: AbortSignal): Promise<void> {
		const source = this.#context.createMediaStreamSource(audio);
		this.#watch.missing = this.#watch.missing.filter((what) => what !== "sound");
		await tapSound(source, this.#watch.levels, stop).catch(() => this.#lack("sound"));
	}

	#lack(what: "sound" | "picture"): void {
		if (!this.#watch.missing.includes(what)) this.#watch.missing.push(what);
	}
}
