import { ServicesRefusal } from "./services-refusal.ts";
import { type Task, taskPhase, taskShare } from "./task-clock.ts";
import { TaskList } from "./task-list.ts";

type Payload = Readonly<Record<string, unknown>>;

/** An order of sound or video. */
export interface ProductionOrder {
	readonly kind: "sound" | "video";
	readonly payload: Payload;
}

/** What was made. */
export interface Produced {
	readonly bytes: Buffer;
	readonly mediaType: string;
	/** Seconds. */
	readonly duration: number;
	/** SubRip; only of a video that says a text. */
	readonly subtitles?: string;
	readonly sentences: readonly {
		readonly text: string;
		readonly words: readonly { readonly text: string; readonly start: number; readonly end: number }[];
	}[];
}

export interface ProductionOptions {
	readonly now: () => number;
	readonly newId: () => string;
	/** Makes what was ordered. */
	readonly produce: (order: ProductionOrder) => Promise<Produced>;
	/** Address under which the stand-in serves what was made. */
	readonly origin: () => string;
	/** Sound tasks that may run at once; the vendor allows one by default. */
	readonly soundsAtOnce: number;
}

const TICKS = 1e7;

/** Audio and video production with its progress and callbacks. */
export class ProductionDesk {
	readonly tasks: TaskList<ProductionOrder>;
	readonly #options: ProductionOptions;
	readonly #made = new Map<string, Promise<Produced>>();
	readonly #told = new Set<string>();
	/** What was told to callback addresses, for tests. */
	readonly callbacks: { readonly url: string; readonly body: object }[] = [];

	constructor(options: ProductionOptions) {
		this.#options = options;
		this.tasks = new TaskList(options.newId, options.now);
	}

	readonly calls: Readonly<Record<string, (payload: Payload) => object | Promise<object>>> = {
		"broadcastservice/tts": (payload) => this.#sound(payload),
		"broadcastservice/videomake": (payload) => this.#video(payload),
		// As its sample prints it: another capital letter.
		"broadcastservice/videomakeadvanced": (payload) => ({ TaskID: this.#video(payload).TaskId }),
		"broadcastservice/getprogress": ({ TaskId }) => this.#progress(this.tasks.find(TaskId)),
	};

	/** Sound, video or subtitles at `/media/TASK` or `/media/TASK.srt`. */
	async media(name: string): Promise<{ bytes: Buffer; mediaType: string } | undefined> {
		const produced = await this.#made.get(name.replace(/\.srt$/, ""));
		if (produced === undefined) return undefined;
		if (!name.endsWith(".srt")) return produced;
		return { bytes: Buffer.from(produced.subtitles ?? ""), mediaType: "application/x-subrip" };
	}

	#sound(payload: Payload): { TaskId: string } {
		if (!payload.TimbreKey && !payload.VirtualmanKey)
			throw new ServicesRefusal(100001, "TimbreKey or VirtualmanKey is needed");
		const running = [...this.tasks.all].filter(
			(task) => task.order.kind === "sound" && this.#isUnfinished(task),
		);
		if (running.length >= this.#options.soundsAtOnce)
			throw new ServicesRefusal(
				100008,
				`the number of audio production submissions exceeds the limit: ${this.#options.soundsAtOnce}`,
			);
		return this.#submit({ kind: "sound", payload });
	}

	#video(payload: Payload): { TaskId: string } {
		const speech = payload.SpeechParam as Payload;
		if (typeof speech.Speed !== "number" || speech.Speed < 0.5 || speech.Speed > 1.5)
			throw new ServicesRefusal(100002, "Speed out of range");
		const isText = (payload.DriverType ?? "Text") === "Text";
		if (isText && !payload.InputSsml) throw new ServicesRefusal(100001, "InputSsml is needed");
		if (!isText && !payload.InputAudioUrl) throw new ServicesRefusal(100001, "InputAudioUrl is needed");
		return this.#submit({ kind: "video", payload });
	}

	#submit(order: ProductionOrder): { TaskId: string } {
		const task = this.tasks.submit(order);
		const made = this.#options.produce(order);
		made.catch(() => {});
		this.#made.set(task.id, made);
		return { TaskId: task.id };
	}

	#isUnfinished(task: Task<ProductionOrder>): boolean {
		const phase = taskPhase(task, this.#options.now());
		return phase === "queued" || phase === "running";
	}

	async #progress(task: Task<ProductionOrder>): Promise<object> {
		const { now, origin } = this.#options;
		const phase = taskPhase(task, now());
		const none = { MediaUrl: "", SubtitlesUrl: "", ArrayCount: 0, FailMessage: "", Duration: 0, FailCode: 0 };
		switch (phase) {
			case "queued":
				return { ...none, Progress: 0, Status: "COMMIT", ArrayCount: 2 };
			case "running":
				return {
					...none,
					Progress: Math.min(99, Math.floor(taskShare(task, now()) * 100)),
					Status: "MAKING",
				};
			case "failed": {
				const { code = 0, message = "" } = task.plan.fails ?? {};
				return { ...none, Progress: -1, Status: "FAIL", FailCode: code, FailMessage: message };
			}
			case "done": {
				const { duration, subtitles, sentences } = await (this.#made.get(task.id) as Promise<Produced>);
				return {
					...none,
					Progress: 100,
					Status: "SUCCESS",
					MediaUrl: `${origin()}/media/${task.id}`,
					SubtitlesUrl: subtitles === undefined ? "" : `${origin()}/media/${task.id}.srt`,
					Duration: Math.round(duration * 1000),
					...(task.order.kind === "sound" ? { TextTimestampResult: sentences.map(timestamps) } : {}),
				};
			}
		}
	}

	/** Tells every finished video to its callback address, once, whether it is heard or not. */
	async tellCallbacks(): Promise<void> {
		for (const task of this.tasks.all) {
			const url = task.order.payload.CallbackUrl;
			if (typeof url !== "string" || this.#told.has(task.id) || this.#isUnfinished(task)) continue;
			this.#told.add(task.id);
			const { Progress, MediaUrl, SubtitlesUrl, Status, FailMessage } = (await this.#progress(
				task,
			)) as Payload;
			const body = { Payload: { Progress, MediaUrl, SubtitlesUrl, Status, FailMessage, TaskId: task.id } };
			this.callbacks.push({ url, body });
			await fetch(url, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify(body),
			}).catch(() => {});
		}
	}
}

const timestamps = ({ text, words }: Produced["sentences"][number]) => ({
	Sentence: text,
	Words: words.map((word) => ({
		Word: word.text,
		StartTimestamp: Math.round(word.start * TICKS),
		EndTimestamp: Math.round(word.end * TICKS),
	})),
});
