import type { Seconds } from "../util/time.ts";
import { type TypedPort, typedPort } from "../util/typed-port.ts";
import type { PictureSeen, StagePicture } from "./stage-host-messages.ts";

/** Pictures that nobody has dealt with yet; more would only pile up. */
const MOST_UNSEEN = 3;

/** Longer side of what is handed over, pixels. */
const LARGEST = 240;

/**
 * Hands the stage's pictures, made small, to somebody who looks at them, leaving out those that come too fast. The
 * stage's thread.
 */
export class PictureFeed {
	readonly #port: MessagePort;
	readonly #typed: TypedPort<StagePicture, PictureSeen>;
	/** In the processor's memory: a picture that stays with the graphics card is read when the frames after it are drawn. */
	readonly #small = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
	#unseen = 0;

	constructor(port: MessagePort) {
		this.#port = port;
		this.#typed = typedPort(port);
		this.#typed.listen(() => this.#unseen--);
	}

	/** Call in the task that has drawn `canvas`, later its picture may be gone. Waits until it has really been drawn. */
	offer(canvas: HTMLCanvasElement | OffscreenCanvas, presentationTime: Seconds): void {
		const small = this.#small;
		if (this.#unseen >= MOST_UNSEEN || small === null) return;
		this.#unseen++;
		const scale = Math.min(1, LARGEST / Math.max(canvas.width, canvas.height));
		small.canvas.width = Math.max(1, Math.round(canvas.width * scale));
		small.canvas.height = Math.max(1, Math.round(canvas.height * scale));
		small.drawImage(canvas, 0, 0, small.canvas.width, small.canvas.height);
		const picture = new VideoFrame(small.canvas, { timestamp: Math.round(1e6 * presentationTime) });
		this.#typed.post({ picture, presentationTime }, [picture]);
	}

	/** Idempotent. */
	dispose(): void {
		this.#port.close();
	}
}
