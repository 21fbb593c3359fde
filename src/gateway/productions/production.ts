import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { ConnectionError } from "../../protocol/errors.ts";
import type { ProductionState } from "../../protocol/production.ts";
import type { Seconds } from "../../util/time.ts";
import type { TencentClient } from "../../vendors/tencent/api/tencent-client.ts";
import { TencentError } from "../../vendors/tencent/api/tencent-error.ts";
import { getProductionProgress } from "../../vendors/tencent/api/video/progress.ts";
import { TaskTimeout, waitForTask } from "../../vendors/tencent/api/wait-for-task.ts";
import { findVideo, NoVideo, type VideoFile } from "./video-file.ts";

/** How tokens of orders, and names of their videos, begin, so that a log can know one when it sees it. */
const PREFIX = "fwp_";
/** Bytes of chance in them. */
const TOKEN_BYTES = 32;
/** Times in a row that the service may fail to say how an order stands. */
const MOST_FAILURES = 5;

/** Something that only who was given it can name. */
export const newSecret = (): string => PREFIX + randomBytes(TOKEN_BYTES).toString("base64url");

/** How an order ended, as metrics count it. */
export type ProductionEnd =
	| "made"
	| "failed"
	/** It did not end in time. */
	| "given-up"
	/** The gateway was stopped before. */
	| "restart";

export interface ProductionServices {
	readonly client: TencentClient;
	/** Scheme and host where the vendor is reached. */
	readonly service: string;
	readonly logger: Logger;
	/** Between two looks at an order. */
	readonly every: Seconds;
	/** After which an order is looked after no more. */
	readonly giveUpAfter: Seconds;
	/** Without a sign of life for so long its page is gone. */
	readonly window: Seconds;
	/** How long a video is shown once it is made. */
	readonly lifetime: Seconds;
}

type Progress = Awaited<ReturnType<typeof askFor>>;

const askFor = (client: TencentClient, taskId: string, signal: AbortSignal) =>
	client.call(getProductionProgress, { taskId }, { signal });

/** Whether the service may well answer the next time. */
const mayPass = (error: unknown): boolean =>
	error instanceof TencentError
		? error.action === "retry" || error.action === "slow-down"
		: error instanceof ConnectionError && error.reason !== "auth";

/**
 * A video that the service was asked to make. It is looked after from its order to its end, whether its page is there or
 * not: the service takes no order back, so all that can be done for one that nobody wants is to say what became of it.
 */
export class Production {
	readonly taskId: string;
	/** The bearer of the page's requests. */
	readonly token: string = newSecret();
	/** Names the video to players, which send no bearer. */
	readonly videoKey: string = newSecret();
	/** The only origin that may ask. */
	readonly origin: string;
	/** Resolves when the service is done with it. */
	readonly over: Promise<ProductionEnd>;
	readonly #services: ProductionServices;
	readonly #ended = new AbortController();
	readonly #left = new AbortController();
	#state: ProductionState = { phase: "queued", ahead: 0 };
	#file: VideoFile | undefined;
	#failures = 0;
	#silence: NodeJS.Timeout;
	#expiry: NodeJS.Timeout | undefined;

	constructor(taskId: string, origin: string, services: ProductionServices) {
		this.taskId = taskId;
		this.origin = origin;
		this.#services = services;
		this.#silence = this.#listen();
		this.over = this.#follow();
	}

	get state(): ProductionState {
		return this.#state;
	}

	/** What was made, while a page may see it. */
	get file(): VideoFile | undefined {
		return this.left.aborted ? undefined : this.#file;
	}

	/** Aborted when its page is gone. */
	get left(): AbortSignal {
		return this.#left.signal;
	}

	/** The page gave a sign of life. */
	touch(): void {
		clearTimeout(this.#silence);
		if (!this.left.aborted) this.#silence = this.#listen();
	}

	/** The page is gone; the order is looked after all the same. Idempotent. */
	leave(): void {
		clearTimeout(this.#silence);
		clearTimeout(this.#expiry);
		this.#left.abort();
	}

	/** Looks after it no more. Idempotent. */
	dispose(): void {
		this.leave();
		this.#ended.abort();
	}

	#listen(): NodeJS.Timeout {
		return setTimeout(() => this.leave(), this.#services.window * 1000);
	}

	async #follow(): Promise<ProductionEnd> {
		const { logger, lifetime } = this.#services;
		try {
			await this.#made();
			this.#expiry = setTimeout(() => this.leave(), lifetime * 1000);
			if (this.left.aborted) this.leave();
			logger.info({ task: this.taskId, wanted: !this.left.aborted }, "produced video made");
			return "made";
		} catch (error) {
			if (this.#ended.signal.aborted) {
				logger.warn(
					{ task: this.taskId },
					"a video is still being made: `npm run tencent -- task ID` fetches it",
				);
				return "restart";
			}
			const reason = reasonOf(error);
			this.#state = { phase: "failed", reason };
			logger.warn({ task: this.taskId, reason, wanted: !this.left.aborted }, "produced video not made");
			return error instanceof TaskTimeout ? "given-up" : "failed";
		}
	}

	/** Waits until it is made, and can be had. */
	async #made(): Promise<void> {
		const { service, every, giveUpAfter } = this.#services;
		const { signal } = this.#ended;
		const answer = await waitForTask<Progress | undefined>({
			ask: () => this.#ask(),
			isOver: (told) => told?.status === "SUCCESS" || told?.status === "FAIL",
			every,
			giveUpAfter,
			onAnswer: (told) => this.#show(told),
			signal,
		});
		if (answer === undefined || answer.status === "FAIL")
			throw TencentError.ofTask(this.taskId, answer?.failCode ?? 0, answer?.failMessage ?? "");
		this.#file = await findVideo(answer.mediaUrl, service, signal);
		const { bytes } = this.#file;
		this.#state = {
			phase: "ready",
			video: `v1/productions/videos/${this.videoKey}`,
			duration: answer.duration,
			bytes,
		};
	}

	/** How it stands; `undefined` if the service fails to say so for once. */
	async #ask(): Promise<Progress | undefined> {
		try {
			const answer = await askFor(this.#services.client, this.taskId, this.#ended.signal);
			this.#failures = 0;
			return answer;
		} catch (error) {
			if (this.#ended.signal.aborted || !mayPass(error) || ++this.#failures > MOST_FAILURES) throw error;
			return undefined;
		}
	}

	#show(told: Progress | undefined): void {
		if (told?.status === "COMMIT") this.#state = { phase: "queued", ahead: told.arrayCount };
		if (told?.status === "MAKING")
			this.#state = { phase: "making", progress: Math.min(1, Math.max(0, told.progress / 100)) };
	}
}

/** A sentence without addresses. */
function reasonOf(error: unknown): string {
	const isOurs =
		error instanceof TencentError ||
		error instanceof TaskTimeout ||
		error instanceof ConnectionError ||
		error instanceof NoVideo;
	return isOurs ? error.message : "The service answered what cannot be read.";
}
