import type { Seconds } from "../util/time.ts";
import { type TypedPort, typedPort } from "../util/typed-port.ts";
import type { PictureSeen, StagePicture } from "./stage-host-messages.ts";

/** Pictures that nobody has dealt with yet; more would only hold up the graphics card. */
const MOST_UNSEEN = 3;

/** Hands the stage's pictures to somebody who looks at them, leaving out those that come too fast. The stage's thread. */
export class PictureFeed {
	readonly #port: MessagePort;
	readonly #typed: TypedPort<StagePicture, PictureSeen>;
	#unseen = 0;

	constructor(port: MessagePort) {
		this.#port = port;
		this.#typed = typedPort(port);
		this.#typed.listen(() => this.#unseen--);
	}

	/** Call in the task that has drawn `canvas`: later its picture may be gone. */
	offer(canvas: HTMLCanvasElement | OffscreenCanvas, presentationTime: Seconds): void {
		if (this.#unseen >= MOST_UNSEEN) return;
		this.#unseen++;
		const picture = new VideoFrame(canvas, { timestamp: Math.round(1e6 * presentationTime) });
		this.#typed.post({ picture, presentationTime }, [picture]);
	}

	/** Idempotent. */
	dispose(): void {
		this.#port.close();
	}
}
