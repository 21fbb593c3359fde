import { Signal } from "../../util/signal.ts";
import type { Player, PlayerState, PlayerStats } from "../player.ts";
import type { AlphaLayout, StreamKind } from "../stream-descriptor.ts";
import type { Transport } from "./transport.ts";
import { VideoScreen } from "./video-screen.ts";

/** A player of any transport: the transport brings picture and sound, the screen shows and counts. Main thread. */
export class TransportPlayer implements Player {
	readonly state = new Signal<PlayerState>({ type: "loading" });
	readonly sendData?: (data: string) => Promise<void>;
	readonly onData?: (listener: (data: string) => void) => () => void;
	readonly onSei?: (listener: (bytes: Uint8Array) => void) => () => void;
	readonly renewWith?: (renew: () => Promise<string>) => void;
	readonly publish?: (track: MediaStreamTrack) => Promise<() => void>;
	readonly #transport: Transport;
	readonly #alpha: AlphaLayout | undefined;
	readonly #end = new AbortController();
	#screen: VideoScreen | undefined;

	constructor(transport: Transport, alpha?: AlphaLayout) {
		this.#transport = transport;
		this.#alpha = alpha;
		const { sendData, onData, onSei, renewWith, publish } = transport;
		if (sendData) this.sendData = sendData.bind(transport);
		if (onData) this.onData = onData.bind(transport);
		if (onSei) this.onSei = onSei.bind(transport);
		if (renewWith) this.renewWith = renewWith.bind(transport);
		if (publish) this.publish = publish.bind(transport);
	}

	/** Of a stream with several roads, the one that is played. */
	get kind(): StreamKind {
		return this.#transport.kind;
	}

	get audio(): MediaStream | null {
		return this.#transport.stream ?? this.#screen?.captured ?? null;
	}

	async attach(element: HTMLElement): Promise<void> {
		if (this.#screen) throw new TypeError("This player is attached already");
		const screen = new VideoScreen(element, this.#alpha, (state) => this.#become(state));
		this.#screen = screen;
		const news = {
			failed: (reason: string) => this.#become({ type: "failed", reason }),
			ended: () => this.#become({ type: "ended" }),
		};
		try {
			await this.#transport.open(screen.video, news, this.#end.signal);
			await screen.play();
		} catch (error) {
			this.#end.signal.throwIfAborted();
			news.failed(error instanceof Error ? error.message : String(error));
			throw error;
		}
	}

	async stats(): Promise<PlayerStats> {
		if (!this.#screen) throw new TypeError("This player is not attached");
		return { ...this.#screen.stats(), ...(await this.#transport.measure()) };
	}

	async resume(): Promise<void> {
		await this.#transport.resume?.();
		await this.#screen?.play();
	}

	dispose(): void {
		if (this.#end.signal.aborted) return;
		this.#end.abort(new DOMException("The player is disposed", "AbortError"));
		this.#transport.dispose();
		this.#screen?.dispose();
		this.#become({ type: "ended" });
	}

	#become(state: PlayerState): void {
		const { type } = this.state.value;
		if (type === "failed" || type === "ended" || type === state.type) return;
		this.state.value = state;
	}
}
