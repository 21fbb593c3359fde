import type { Transport, TransportNews, TransportStats } from "./transport.ts";
import { NO_TRANSPORT_STATS } from "./transport.ts";

/** The same picture by several roads: the first that opens is played, and stays. */
export class FallbackTransport implements Transport {
	readonly #roads: readonly (() => Promise<Transport>)[];
	#current: Transport;
	#disposed = false;

	/** `first` is tried first; the others are loaded only if they are needed. */
	constructor(first: Transport, others: readonly (() => Promise<Transport>)[]) {
		this.#current = first;
		this.#roads = others;
	}

	get kind() {
		return this.#current.kind;
	}

	get stream() {
		return this.#current.stream;
	}

	async open(video: HTMLVideoElement, news: TransportNews, signal: AbortSignal): Promise<void> {
		const others = [...this.#roads];
		for (;;) {
			try {
				let isOpen = false;
				// Of a road that never opened, the viewer hears nothing.
				const later: TransportNews = {
					failed: (reason) => isOpen && news.failed(reason),
					ended: () => isOpen && news.ended(),
				};
				await this.#current.open(video, later, signal);
				isOpen = true;
				return;
			} catch (error) {
				this.#current.dispose();
				const next = others.shift();
				if (next === undefined || this.#disposed) throw error;
				this.#current = await next();
			}
		}
	}

	measure(): Promise<TransportStats> {
		return this.#disposed ? Promise.resolve(NO_TRANSPORT_STATS) : this.#current.measure();
	}

	dispose(): void {
		this.#disposed = true;
		this.#current.dispose();
	}
}
