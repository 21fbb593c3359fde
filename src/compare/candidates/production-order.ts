import type { ProductionGrant, ProductionRequest, ProductionState } from "../../protocol/production.ts";

/** Milliseconds between two questions how an order stands. */
const LOOK_MS = 500;
/** Milliseconds after which a question that the gateway has not answered is asked anew. */
const RETRY_MS = 2000;
/** Times in a row that the gateway may not be reached. */
const MOST_FAILURES = 5;

export type ReadyProduction = Extract<ProductionState, { readonly phase: "ready" }>;

/** What the gateway said no with, as a sentence. */
async function refusalOf(response: Response): Promise<Error> {
	const body = (await response.json().catch(() => ({}))) as { message?: string };
	return new Error(body.message ?? `The gateway answered ${response.status}.`);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * A video that the gateway has ordered for this page. It tells the gateway that somebody waits, or watches, until it is
 * let go of: what has been ordered is made, and paid, all the same. Main thread.
 */
export class ProductionOrder {
	readonly #gateway: string;
	readonly #grant: ProductionGrant;
	#isOver = false;

	private constructor(gateway: string, grant: ProductionGrant) {
		this.#gateway = gateway;
		this.#grant = grant;
	}

	/** @param gateway absolute address, ending in a slash. Rejects with what the gateway, or the service, says */
	static async place(
		gateway: string,
		request: ProductionRequest,
		signal: AbortSignal,
	): Promise<ProductionOrder> {
		const response = await fetch(new URL("v1/productions", gateway), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(request),
			signal,
		});
		if (response.status !== 201) throw await refusalOf(response);
		return new ProductionOrder(gateway, (await response.json()) as ProductionGrant);
	}

	/** Waits until it is made; `tell` hears how it stands. Rejects with the reason if it is not. */
	async ready(tell: (state: ProductionState) => void, signal: AbortSignal): Promise<ReadyProduction> {
		for (;;) {
			const state = await this.#state(signal);
			tell(state);
			if (state.phase === "failed") throw new Error(state.reason);
			if (state.phase === "ready") {
				void this.#keep();
				return state;
			}
			await pause(LOOK_MS);
			signal.throwIfAborted();
		}
	}

	/** Absolute address of a finished video. */
	address({ video }: ReadyProduction): string {
		return new URL(video, this.#gateway).href;
	}

	/** Lets go of it; also when the page goes away. Idempotent. */
	release(): void {
		if (this.#isOver) return;
		this.#isOver = true;
		void this.#ask({ method: "DELETE", keepalive: true }).catch(() => {});
	}

	/** Shows the gateway that the video is still wanted. */
	async #keep(): Promise<void> {
		while (!this.#isOver) {
			await pause(1000 * this.#grant.renewEvery);
			if (!this.#isOver) await this.#ask().catch(() => {});
		}
	}

	/** How it stands, if need be asked anew. */
	async #state(signal: AbortSignal): Promise<ProductionState> {
		for (let failures = 0; ; failures++)
			try {
				const response = await this.#ask({ signal });
				if (!response.ok) throw await refusalOf(response);
				return (await response.json()) as ProductionState;
			} catch (error) {
				// `fetch` says so when nobody answers; a refusal is an answer.
				if (signal.aborted || !(error instanceof TypeError) || failures >= MOST_FAILURES) throw error;
				await pause(RETRY_MS);
			}
	}

	#ask(init: RequestInit = {}): Promise<Response> {
		const headers = { authorization: `Bearer ${this.#grant.token}` };
		return fetch(new URL("v1/productions/order", this.#gateway), { ...init, headers });
	}
}
