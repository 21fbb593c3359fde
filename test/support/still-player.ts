import { Signal } from "../../src/util/signal.ts";
import type { Player, PlayerState } from "../../src/vendors/player.ts";

/** A player without a picture: a test says when the first frame was shown. */
export class StillPlayer implements Player {
	readonly kind = "mediastream";
	readonly state = new Signal<PlayerState>({ type: "loading" });
	readonly audio = null;

	play(): void {
		this.state.value = { type: "playing" };
	}

	async attach(): Promise<void> {}

	stats(): Promise<never> {
		return Promise.reject(new TypeError("a still player counts nothing"));
	}

	async resume(): Promise<void> {}

	dispose(): void {}
}
