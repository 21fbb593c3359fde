import type { Logger } from "pino";
import type { ProductionRequest } from "../../protocol/production.ts";
import { makeVideo } from "../../vendors/tencent/api/video/video-make.ts";
import { Production, type ProductionEnd, type ProductionServices } from "./production.ts";

export interface ProductionBookOptions extends ProductionServices {
	/** Orders that may be unfinished at once. */
	readonly most: number;
	readonly onEnd: (end: ProductionEnd) => void;
}

/** Every video that is being made for pages, and those that are shown to them. */
export class ProductionBook {
	readonly #options: ProductionBookOptions;
	readonly #logger: Logger;
	readonly #unfinished = new Set<Production>();
	readonly #byToken = new Map<string, Production>();
	readonly #byVideo = new Map<string, Production>();
	#asking = 0;

	constructor(options: ProductionBookOptions) {
		this.#options = options;
		this.#logger = options.logger;
	}

	/** Orders that cost money now. */
	get unfinished(): number {
		return this.#asking + this.#unfinished.size;
	}

	/**
	 * Orders a video for a page of `origin`; `null` if too many are being made.
	 * @throws {WireError} if the order is outside the document's limits, and {TencentError} or {ConnectionError} as the
	 * service answers it
	 */
	async order(request: ProductionRequest, origin: string): Promise<Production | null> {
		if (this.unfinished >= this.#options.most) return null;
		this.#asking += 1;
		try {
			const { taskId } = await this.#options.client.call(makeVideo, orderOf(request));
			this.#logger.info({ task: taskId }, "produced video ordered");
			return this.#take(new Production(taskId, origin, this.#options));
		} finally {
			this.#asking -= 1;
		}
	}

	find(token: string): Production | undefined {
		return this.#byToken.get(token);
	}

	findVideo(key: string): Production | undefined {
		return this.#byVideo.get(key);
	}

	/** Looks after nothing any more; what is unfinished is named in the log. Idempotent. */
	async dispose(): Promise<void> {
		const all = new Set([...this.#unfinished, ...this.#byToken.values()]);
		for (const production of all) production.dispose();
		await Promise.all([...all].map(({ over }) => over));
	}

	#take(production: Production): Production {
		this.#unfinished.add(production);
		this.#byToken.set(production.token, production);
		this.#byVideo.set(production.videoKey, production);
		production.left.addEventListener("abort", () => {
			this.#byToken.delete(production.token);
			this.#byVideo.delete(production.videoKey);
		});
		void production.over.then((end) => {
			this.#unfinished.delete(production);
			this.#options.onEnd(end);
		});
		return production;
	}
}

/** The vendor's order; what the page leaves out is the vendor's default. */
const orderOf = ({ text, avatar, voice, speed = 1, format }: ProductionRequest) => ({
	virtualmanKey: avatar,
	inputSsml: text,
	speechParam: { speed, ...(voice === undefined ? {} : { timbreKey: voice }) },
	...(format === undefined ? {} : { videoParam: { format } }),
});
