import { Signal } from "../../../src/util/signal.ts";
import { seconds } from "../../../src/util/time.ts";
import type { Player, PlayerState } from "../../../src/vendors/player.ts";
import { NO_TRANSPORT_STATS } from "../../../src/vendors/players/transport.ts";
import type { StreamKind } from "../../../src/vendors/stream-descriptor.ts";

/** A player without a browser: a test says when its first frame is shown, and what comes over the room. */
export class FakePlayer implements Player {
	readonly kind: StreamKind;
	readonly audio = null;
	readonly state = new Signal<PlayerState>({ type: "loading" });
	readonly sent: string[] = [];
	renew: (() => Promise<string>) | undefined;
	#listener: (data: string) => void = () => {};

	constructor(kind: StreamKind) {
		this.kind = kind;
	}

	async attach(): Promise<void> {}
	async resume(): Promise<void> {}
	dispose(): void {
		this.state.value = { type: "ended" };
	}

	async stats() {
		return {
			...NO_TRANSPORT_STATS,
			firstFrame: null,
			frameRate: null,
			framesShown: 0,
			framesDropped: null,
			stalls: 0,
			stalledTime: seconds(0),
			width: null,
			height: null,
		};
	}

	renewWith(renew: () => Promise<string>): void {
		this.renew = renew;
	}

	async sendData(data: string): Promise<void> {
		this.sent.push(data);
	}

	onData(listener: (data: string) => void): () => void {
		this.#listener = listener;
		return () => {
			this.#listener = () => {};
		};
	}

	/** The first frame is shown. */
	show(): void {
		this.state.value = { type: "playing" };
	}

	/** Something comes over the room. */
	hear(data: string): void {
		this.#listener(data);
	}
}
