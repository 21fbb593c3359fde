import type { AvatarPlayer, SessionSwitches } from "../runtime/avatar-player.ts";
import type { SessionSource } from "../runtime/session-host-messages.ts";
import { isPerfect, PERFECT_LINE } from "../session/simulated-line.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import { Trace } from "./model/trace.ts";
import type { TraceEvent } from "./model/trace-event.ts";

/** Readings whose median says how the context's clock lies to the page's. */
const READINGS = 9;

const now = () => (performance.timeOrigin + performance.now()) / 1000;

/** A conversation that is looked into while it runs. Main thread. */
export class LiveTrace {
	readonly trace: Trace;
	readonly #player: AvatarPlayer;
	readonly #start = now();
	readonly #ended = new AbortController();
	readonly #offsets: number[] = [];
	#switches: SessionSwitches | undefined;
	#offset: number | undefined;

	constructor(player: AvatarPlayer, source: SessionSource, options: ReplayOptions) {
		this.#player = player;
		this.trace = new Trace(options.order === undefined ? {} : { order: options.order });
		player.connect(source);
		this.#switches = player.tap((message) =>
			this.#add({ ...message, at: this.#since(message.at) } as TraceEvent),
		);
		const { signal } = this.#ended;
		const stopClock = player.audio.onClock(({ contextTime, performanceTime, running }) => {
			if (!running || contextTime <= 0) return;
			this.#offsets.push(performanceTime - contextTime);
			if (this.#offsets.length > READINGS) this.#offsets.shift();
			this.#offset = this.#offsets.toSorted((a, b) => a - b)[this.#offsets.length >> 1];
		});
		const stopReports = player.audio.onReport((report) => {
			if (this.#offset === undefined) return;
			const at = this.#since(report.contextTime + this.#offset + player.trim.value.value);
			this.#add({ type: "playout", at, report });
		});
		player.trace(({ presentationTime, ...frame }) =>
			this.#add({ type: "frame", at: this.#since(presentationTime), frame }),
		);
		signal.addEventListener("abort", () => {
			stopClock();
			stopReports();
			player.trace(undefined);
		});
		this.tune(options);
	}

	/** The present, on the trace's clock. */
	get now(): number {
		return now() - this.#start;
	}

	/** When the trace began, seconds since 1970. */
	get startedAt(): number {
		return this.#start;
	}

	tune({
		order,
		highestRung,
		clauseRungs,
		targetDelay,
		smoothing,
		expressionStrength,
		trim,
		network,
	}: ReplayOptions): void {
		this.#switches?.tune({
			...(order === undefined ? {} : { order }),
			...(highestRung === undefined ? {} : { highestRung }),
			...(clauseRungs === undefined ? {} : { clauseRungs }),
			...(targetDelay === undefined ? {} : { targetDelay: seconds(targetDelay) }),
		});
		this.#player.tuneFace(smoothing ?? 0, expressionStrength ?? 1);
		if (trim !== undefined) this.#player.trim.set(seconds(trim));
		this.#switches?.simulate(network === undefined || isPerfect(network) ? PERFECT_LINE : network);
	}

	/** Breaks the connection. */
	cut(): void {
		this.#switches?.cut();
	}

	dispose(): void {
		this.#ended.abort();
		void this.#player.disconnect();
	}

	#add(event: TraceEvent): void {
		if (!this.#ended.signal.aborted) this.trace.add(event);
	}

	#since(absolute: number): Seconds {
		return seconds(Math.max(0, absolute - this.#start));
	}
}
