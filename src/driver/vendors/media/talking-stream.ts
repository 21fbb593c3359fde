import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Seconds, seconds } from "../../../util/time.ts";
import type { Clock } from "../../pacer.ts";
import type { Speaker } from "../../speaker.ts";
import { type AlphaLayout, FaceDrawing } from "./draw-face.ts";
import { Encoder } from "./encoder.ts";
import { LiveSource } from "./live-source.ts";
import { answerOffer, type Peer, type PeerData } from "./peer.ts";
import { sayText } from "./say-text.ts";
import { type Placement, TalkingTrack } from "./talking-track.ts";
import { loadWrtc } from "./wrtc.ts";

/** How a stand-in's picture is made; see {@link TALKING_STREAM_DEFAULTS}. */
export interface TalkingStreamOptions {
	/** Pixels of the face itself, even. */
	readonly width?: number;
	readonly height?: number;
	/** How the transparent background travels. */
	readonly alpha?: AlphaLayout;
	/** How much later the picture is shown than it belongs to the sound; negative is early. ±0.3 s. */
	readonly skew?: Seconds;
}

export const TALKING_STREAM_DEFAULTS: Required<TalkingStreamOptions> = {
	width: 320,
	height: 400,
	alpha: "none",
	skew: seconds(0),
};

/** What a stream is made with. */
export interface StreamServices {
	readonly now: Clock;
	/** Who speaks; a stream that is only placed into needs nobody. */
	readonly speaker?: Speaker;
}

/** Whether speech came to its end. */
export type SpeechEnd = "finished" | "interrupted";

/** What a stream tells of a text while it says it. Times are those of the sound. */
export interface SpeechListener {
	readonly started?: () => void;
}

/** A stand-in's picture and sound, and all who watch it. */
export class TalkingStream {
	readonly track: TalkingTrack;
	readonly face: FaceDrawing;
	readonly #services: StreamServices;
	readonly #peers = new Set<Peer>();
	readonly #encoders = new Set<Encoder>();
	#live: LiveSource | undefined;
	#hls: Promise<string> | undefined;
	#speaking = new AbortController();
	#disposed = false;

	constructor(services: StreamServices, options: TalkingStreamOptions = {}) {
		const { width, height, alpha, skew } = { ...TALKING_STREAM_DEFAULTS, ...options };
		this.#services = services;
		this.track = new TalkingTrack({ now: services.now, skew });
		this.face = new FaceDrawing(width, height, alpha);
	}

	/**
	 * Says a text behind everything that is being said. Resolves when its last sample has been sent, or when
	 * {@link interrupt} cut it off. Rejects with what the speaker failed of.
	 */
	async say(text: string, listener: SpeechListener = {}): Promise<SpeechEnd> {
		const { speaker } = this.#services;
		if (speaker === undefined) throw new TypeError("This stream has no speaker");
		const { signal } = this.#speaking;
		const timers = new Set<NodeJS.Timeout>();
		const start = ({ start: at }: Placement): void => {
			timers.add(setTimeout(() => listener.started?.(), this.track.timeOf(at) - this.#services.now()));
		};
		try {
			const placement = await sayText(text, this.track, speaker, signal, start);
			if (placement) await this.#reached(placement, signal);
			return "finished";
		} catch (error) {
			if (!signal.aborted) throw error;
			for (const timer of timers) clearTimeout(timer);
			return "interrupted";
		}
	}

	/** Stops everything that is being said or waits to be. */
	interrupt(): void {
		this.#speaking.abort();
		this.#speaking = new AbortController();
		this.track.interrupt();
	}

	/** Answers a watcher's offer. Rejects with {@link MediaUnavailable}, or if the offer cannot be answered. */
	async watch(offer: string, data?: PeerData): Promise<Peer> {
		const wrtc = await loadWrtc();
		this.#live ??= new LiveSource(wrtc, this.track, this.face);
		let joined: Peer | undefined;
		const leave = (): void => {
			if (joined) this.#peers.delete(joined);
		};
		joined = await answerOffer(wrtc, offer, this.#live.stream, leave, data);
		this.#peers.add(joined);
		if (this.#disposed) joined.close();
		return joined;
	}

	/** An FLV of its own for one watcher, from now on. @throws {MediaUnavailable} */
	flv(): Encoder {
		return this.#encode({ type: "flv" });
	}

	/** Folder of the HLS playlist, which the first who asks starts. Rejects with {@link MediaUnavailable}. */
	hls(): Promise<string> {
		this.#hls ??= mkdtemp(join(tmpdir(), "facewire-hls-")).then((folder) => {
			this.#encode({ type: "hls", playlist: join(folder, "stream.m3u8") });
			return folder;
		});
		return this.#hls;
	}

	/** Ends it for everybody who watches. Idempotent. */
	async dispose(): Promise<void> {
		this.#disposed = true;
		this.#speaking.abort();
		for (const peer of this.#peers) peer.close();
		this.#live?.dispose();
		for (const encoder of this.#encoders) encoder.dispose();
		await Promise.all([...this.#encoders].map(({ ended }) => ended));
		const folder = await this.#hls?.catch(() => undefined);
		if (folder !== undefined) await rm(folder, { recursive: true, force: true });
	}

	#encode(output: ConstructorParameters<typeof Encoder>[2]): Encoder {
		const encoder = new Encoder(this.track, this.face, output);
		this.#encoders.add(encoder);
		void encoder.ended.then(() => this.#encoders.delete(encoder));
		return encoder;
	}

	#reached(placement: Placement, signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(resolve, this.track.timeOf(placement.end) - this.#services.now());
			signal.addEventListener("abort", () => {
				clearTimeout(timer);
				reject(signal.reason);
			});
		});
	}
}
