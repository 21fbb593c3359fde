import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Seconds, seconds } from "../../../util/time.ts";
import type { Clock } from "../../pacer.ts";
import { type AlphaLayout, FaceDrawing } from "./draw-face.ts";
import { Encoder } from "./encoder.ts";
import { LiveSource } from "./live-source.ts";
import { answerOffer, type Peer } from "./peer.ts";
import { TalkingTrack } from "./talking-track.ts";
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
	/** Takes what watchers send over their data channels. */
	readonly received?: (message: string) => void;
}

export const TALKING_STREAM_DEFAULTS: Required<TalkingStreamOptions> = {
	width: 320,
	height: 400,
	alpha: "none",
	skew: seconds(0),
	received: () => {},
};

/** A stand-in's picture and sound, and all who watch it. */
export class TalkingStream {
	readonly track: TalkingTrack;
	readonly face: FaceDrawing;
	readonly #received: (message: string) => void;
	readonly #peers = new Set<Peer>();
	readonly #encoders = new Set<Encoder>();
	#live: LiveSource | undefined;
	#hls: Promise<string> | undefined;
	#disposed = false;

	constructor(now: Clock, options: TalkingStreamOptions = {}) {
		const { width, height, alpha, skew, received } = { ...TALKING_STREAM_DEFAULTS, ...options };
		this.track = new TalkingTrack({ now, skew });
		this.face = new FaceDrawing(width, height, alpha);
		this.#received = received;
	}

	/** Answers a watcher's offer. Rejects with {@link MediaUnavailable}, or if the offer cannot be answered. */
	async watch(offer: string): Promise<Peer> {
		const wrtc = await loadWrtc();
		this.#live ??= new LiveSource(wrtc, this.track, this.face);
		let joined: Peer | undefined;
		const leave = (): void => {
			if (joined) this.#peers.delete(joined);
		};
		joined = await answerOffer(wrtc, offer, this.#live.stream, leave, this.#received);
		this.#peers.add(joined);
		if (this.#disposed) joined.close();
		return joined;
	}

	/** Tells every watcher that has a data channel. */
	tell(message: string): void {
		for (const peer of this.#peers) peer.send(message);
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
}
