import { samples } from "../../../util/time.ts";
import type { FaceDrawing } from "./draw-face.ts";
import { SAMPLES_PER_PICTURE, type TalkingTrack, TRACK_RATE } from "./talking-track.ts";
import type { WrtcModule } from "./wrtc.ts";

/** WebRTC takes sound in blocks of 10 ms. */
export const BLOCK: number = TRACK_RATE / 100;

/** Milliseconds between two looks at the clock. */
const TICK_MS = 5;

/** A sender that is farther behind leaves out what it missed instead of flooding the listener, samples. */
const GIVE_UP: number = TRACK_RATE / 2;

/** Where blocks and pictures go: WebRTC's sources, or a test's. */
export interface LiveSinks {
	sound(block: Int16Array): void;
	picture(face: FaceDrawing): void;
}

/**
 * Reads a track in real time. The picture always shows the sample that is sent next, not the one that the timer meant:
 * a late timer makes both late, and the planted skew stays what it is.
 */
export class LivePump {
	readonly #track: TalkingTrack;
	readonly #face: FaceDrawing;
	readonly #sinks: LiveSinks;
	readonly #block = new Int16Array(BLOCK);
	#sent: number;
	#nextPicture: number;

	constructor(track: TalkingTrack, face: FaceDrawing, sinks: LiveSinks) {
		this.#track = track;
		this.#face = face;
		this.#sinks = sinks;
		this.#sent = Math.floor(track.position / BLOCK) * BLOCK;
		this.#nextPicture = this.#sent;
	}

	/** Sends what is due. */
	tick(): void {
		const due = this.#track.position;
		if (due - this.#sent > GIVE_UP) this.#sent = Math.floor(due / BLOCK) * BLOCK;
		while (this.#sent + BLOCK <= due) {
			this.#track.readSound(samples(this.#sent), this.#block);
			this.#sinks.sound(this.#block);
			this.#sent += BLOCK;
		}
		if (this.#sent < this.#nextPicture) return;
		this.#face.draw(this.#track.faceAt(samples(this.#sent)));
		this.#sinks.picture(this.#face);
		this.#nextPicture = (Math.floor(this.#sent / SAMPLES_PER_PICTURE) + 1) * SAMPLES_PER_PICTURE;
	}
}

/** A track as a WebRTC stream, shared by all who watch it. Runs from the first watcher to {@link dispose}. */
export class LiveSource {
	readonly stream: MediaStream;
	readonly #timer: NodeJS.Timeout;

	constructor(wrtc: WrtcModule, track: TalkingTrack, face: FaceDrawing) {
		const sound = new wrtc.nonstandard.RTCAudioSource();
		const picture = new wrtc.nonstandard.RTCVideoSource();
		this.stream = new wrtc.MediaStream([picture.createTrack(), sound.createTrack()]);
		const pump = new LivePump(track, face, {
			// WebRTC keeps no reference to the block; it must own its buffer from the first sample on.
			sound: (block) => sound.onData({ samples: block, sampleRate: TRACK_RATE }),
			picture: ({ picture: { width, height, data } }) =>
				picture.onFrame({ width, height, data } as unknown as Parameters<typeof picture.onFrame>[0]),
		});
		this.#timer = setInterval(() => pump.tick(), TICK_MS);
	}

	/** Idempotent. */
	dispose(): void {
		clearInterval(this.#timer);
		for (const track of this.stream.getTracks()) track.stop();
	}
}
