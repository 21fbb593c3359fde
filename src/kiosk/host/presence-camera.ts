import { millisecondsToSeconds } from "../../util/time.ts";
import { MotionPresence } from "../model/motion-presence.ts";

/** Milliseconds between two looks. */
const LOOK_MS = 300;
/** Pixels that are looked at: nobody can be known by them. */
const WIDTH = 32;
const HEIGHT = 24;

/**
 * Looks through the camera whether somebody is there, on the kiosk itself. No picture is kept but the last, of 32 × 24
 * grey pixels, and none leaves this object. Main thread.
 */
export class PresenceCamera {
	readonly #presence = new MotionPresence();
	readonly #video = document.createElement("video");
	readonly #canvas = new OffscreenCanvas(WIDTH, HEIGHT);
	readonly #brightness = new Uint8Array(WIDTH * HEIGHT);
	readonly #present: () => void;
	#stream: MediaStream | undefined;
	#timer: ReturnType<typeof setInterval> | undefined;

	/** @param present is called again and again while somebody is there */
	constructor(present: () => void) {
		this.#present = present;
	}

	get isOn(): boolean {
		return this.#stream !== undefined;
	}

	/** @throws DOMException if there is no camera, or it may not be used */
	async start(): Promise<void> {
		if (this.isOn) return;
		const size = { width: { ideal: 160 }, height: { ideal: 120 }, frameRate: { ideal: 5 } };
		this.#stream = await navigator.mediaDevices.getUserMedia({ video: size });
		this.#video.muted = true;
		this.#video.srcObject = this.#stream;
		await this.#video.play();
		this.#timer = setInterval(() => this.#look(), LOOK_MS);
	}

	/** Lets the camera go: its light goes out. */
	stop(): void {
		clearInterval(this.#timer);
		for (const track of this.#stream?.getTracks() ?? []) track.stop();
		this.#stream = undefined;
		this.#video.srcObject = null;
		this.#presence.clear();
	}

	#look(): void {
		const context = this.#canvas.getContext("2d", { willReadFrequently: true });
		if (context === null) return;
		context.drawImage(this.#video, 0, 0, WIDTH, HEIGHT);
		const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
		for (let i = 0; i < this.#brightness.length; i++)
			this.#brightness[i] = ((data[4 * i] ?? 0) + 2 * (data[4 * i + 1] ?? 0) + (data[4 * i + 2] ?? 0)) / 4;
		context.clearRect(0, 0, WIDTH, HEIGHT);
		if (this.#presence.look(this.#brightness, millisecondsToSeconds(performance.now()))) this.#present();
	}
}
