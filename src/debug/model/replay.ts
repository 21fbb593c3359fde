import { Playout } from "../../audio/playout.ts";
import { BLENDSHAPE_COUNT } from "../../lipsync/blendshapes.ts";
import type { PinyinReader } from "../../lipsync/phonemes-from-words.ts";
import { spellWords } from "../../lipsync/spell-words.ts";
import { FaceDirector } from "../../motion/face-director.ts";
import type { PlayoutReport } from "../../protocol/playout-messages.ts";
import type { RecordingEntry } from "../../protocol/recording.ts";
import { FaceTiming } from "../../runtime/face-timing.ts";
import { SimulatedLine } from "../../session/simulated-line.ts";
import { SpeechSession } from "../../session/speech-session.ts";
import { SeededRandom } from "../../util/seeded-random.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import type { ReplayDisplay } from "./replay-display.ts";
import type { ReplayOptions } from "./replay-options.ts";
import type { TraceEvent } from "./trace-event.ts";

/** Hertz and samples of a render quantum of the imagined device: the rate of the driver, so that nothing is resampled. */
const CONTEXT_RATE = 24_000;
const QUANTUM = 128;

/** A usual display, that nobody looks at. */
const USUAL_DISPLAY: ReplayDisplay = {
	rate: 60,
	skipsSilence: true,
	drawn: () => {},
	action: () => {},
	interrupted: () => {},
};

/** From the worklet to the ear, seconds: a usual laptop. */
const OUTPUT_LATENCY = 0.03;

/** Between two readings of the output clock, seconds. */
const CLOCK_INTERVAL = 0.1;

/** After the last message and the last sound the replay goes on so long: the mouth closes. Seconds. */
const AFTERMATH = 0.6;

/** Between two snapshots of the session's counters, seconds. */
const STATS_INTERVAL = 1;

/** A stretch of silence with nothing to come is passed over, but for its first and last bit. Seconds. */
const LONGEST_IDLE = 1;

/**
 * Goes through a recording with the real session, jitter buffer, playout and face director on an imagined clock, device
 * and display. Nothing depends on the machine: the same entries and options give the same events, bit for bit.
 */
export class Replay {
	readonly #session: SpeechSession;
	readonly #playout: Playout;
	readonly #timing: FaceTiming;
	readonly #director: FaceDirector;
	readonly #arrivals: readonly { readonly at: number; readonly entry: RecordingEntry }[];
	readonly #weights = new Float32Array(BLENDSHAPE_COUNT);
	readonly #quantum = new Float32Array(QUANTUM);
	readonly #watched: ReplayDisplay;
	readonly #out: TraceEvent[] = [];
	#report: PlayoutReport | undefined;
	#now = 0;
	#frame = 0;
	#next = 0;
	#alarm: number | undefined;
	#displayFrame = 0;
	#lastFrameTime = 0;
	#clockDue = 0;
	#statsDue = 0;
	#quietSince = 0;
	#ids = 0;

	/**
	 * @param pinyin readings of Chinese characters, for words without phonemes
	 * @param display who looks on, and at what rate
	 */
	constructor(
		entries: readonly RecordingEntry[],
		options: ReplayOptions = {},
		pinyin?: PinyinReader,
		display: ReplayDisplay = USUAL_DISPLAY,
	) {
		this.#watched = display;
		this.#timing = new FaceTiming(1 / display.rate);
		const random = new SeededRandom(options.seed ?? 1);
		this.#arrivals = arrivals(entries, options, () => random.next());
		this.#director = new FaceDirector({
			random: () => random.next(),
			onAction: display.action,
			onInterrupt: display.interrupted,
		});
		this.#director.smoothing = options.smoothing ?? 0;
		this.#director.expressionStrength = options.expressionStrength ?? 1;
		this.#timing.trim = seconds(options.trim ?? 0);
		this.#playout = new Playout({
			contextRate: CONTEXT_RATE,
			report: (report) => this.#reported({ ...report }),
		});
		this.#session = new SpeechSession(this.#sinks(pinyin), {
			random: () => random.next(),
			newId: () => `replay${++this.#ids}`,
			follow: true,
			...(options.order === undefined ? {} : { order: options.order }),
			...(options.frameRate === undefined ? {} : { frameRate: options.frameRate }),
		});
		if (pinyin !== undefined) this.#session.pinyin = pinyin;
		const { order, highestRung, clauseRungs, targetDelay } = options;
		this.#session.tune({
			...(order === undefined ? {} : { order }),
			...(highestRung === undefined ? {} : { highestRung }),
			...(clauseRungs === undefined ? {} : { clauseRungs }),
			...(targetDelay === undefined ? {} : { targetDelay: seconds(targetDelay) }),
		});
		this.#session.tap.listener = (event) => this.#emit({ ...event, at: this.#time });
		this.#session.connect(this.#time);
		this.#session.opened(this.#time);
	}

	/** Share of the entries that have been gone through, 0 … 1. */
	get progress(): number {
		return this.#arrivals.length === 0 ? 1 : this.#next / this.#arrivals.length;
	}

	/** Goes on for `duration` seconds of the trace, or to the end. `undefined` once there is nothing more. */
	advance(duration: number): readonly TraceEvent[] | undefined {
		if (this.#isOver) return undefined;
		const until = this.#now + duration;
		while (this.#now < until && !this.#isOver) this.#step();
		if (this.#isOver) this.#tellStats();
		return this.#out.splice(0);
	}

	/** All of it at once. */
	static all(
		entries: readonly RecordingEntry[],
		options?: ReplayOptions,
		pinyin?: PinyinReader,
	): TraceEvent[] {
		const replay = new Replay(entries, options, pinyin);
		const events: TraceEvent[] = [];
		for (let more = replay.advance(60); more !== undefined; more = replay.advance(60)) events.push(...more);
		return events;
	}

	get #time(): Seconds {
		return seconds(this.#now);
	}

	get #isSounding(): boolean {
		return this.#report?.state === "playing" || this.#report?.state === "waiting";
	}

	get #isOver(): boolean {
		const nothingComes = this.#next >= this.#arrivals.length;
		return nothingComes && !this.#isSounding && this.#now - this.#quietSince > AFTERMATH;
	}

	#step(): void {
		this.#takeArrivals();
		if (this.#alarm !== undefined && this.#alarm <= this.#now) {
			this.#alarm = undefined;
			this.#session.tick(this.#time);
		}
		this.#playout.render(this.#quantum, this.#frame);
		if (this.#isSounding) this.#quietSince = this.#now;
		this.#display();
		this.#frame += QUANTUM;
		this.#now = this.#frame / CONTEXT_RATE;
		if (this.#now >= this.#statsDue) this.#tellStats();
		this.#skipIdle();
	}

	#takeArrivals(): void {
		for (let arrival = this.#arrivals[this.#next]; arrival !== undefined && arrival.at <= this.#now; ) {
			const { direction, message } = arrival.entry;
			if (direction === "down") this.#session.frame(JSON.stringify(message), this.#time);
			else this.#session.tap.sent(message as Parameters<SpeechSession["tap"]["sent"]>[0]);
			this.#quietSince = this.#now;
			arrival = this.#arrivals[++this.#next];
		}
	}

	/** Silence in which nothing happens costs no frames; blinks in it are of no interest. */
	#skipIdle(): void {
		if (!this.#watched.skipsSilence) return;
		if (this.#isSounding || this.#now - this.#quietSince < LONGEST_IDLE) return;
		const next = this.#arrivals[this.#next]?.at;
		const wake =
			Math.min(next ?? Number.POSITIVE_INFINITY, this.#alarm ?? Number.POSITIVE_INFINITY) - LONGEST_IDLE / 4;
		if (!(wake > this.#now) || !Number.isFinite(wake)) return;
		this.#frame = Math.floor((wake * CONTEXT_RATE) / QUANTUM) * QUANTUM;
		this.#now = this.#frame / CONTEXT_RATE;
		this.#displayFrame = Math.ceil(this.#now * this.#watched.rate);
		this.#lastFrameTime = this.#displayFrame / this.#watched.rate;
	}

	#display(): void {
		if (this.#now >= this.#clockDue) {
			this.#clockDue = this.#now + CLOCK_INTERVAL;
			const contextTime = seconds(Math.max(0, this.#now - OUTPUT_LATENCY));
			this.#timing.clock({ type: "clock", contextTime, performanceTime: this.#time, running: true });
		}
		const frameTime = this.#displayFrame / this.#watched.rate;
		if (frameTime > this.#now) return;
		this.#displayFrame++;
		this.#timing.frameTime = seconds(frameTime);
		this.#timing.begin();
		const { mediaTime, utterance, interval, offset, presentationTime } = this.#timing;
		const delta = frameTime - this.#lastFrameTime;
		this.#director.update(delta, mediaTime, utterance, this.#weights);
		this.#lastFrameTime = frameTime;
		// Its time is the middle of the interval in which it is seen.
		this.#watched.drawn(presentationTime - 0.5 / this.#watched.rate, delta, this.#director, this.#weights);
		const weights = this.#weights.slice();
		const frame = { utterance, mediaTime, interval, offset, cost: 0, weights };
		this.#emit({ type: "frame", at: presentationTime, frame });
	}

	#reported(report: PlayoutReport): void {
		this.#report = report;
		this.#timing.reported(report);
		this.#session.playout(report, this.#time);
		this.#emit({ type: "playout", at: seconds(report.contextTime + OUTPUT_LATENCY), report });
	}

	#sinks(pinyin: PinyinReader | undefined): ConstructorParameters<typeof SpeechSession>[0] {
		return {
			connect: () => {},
			disconnect: () => {},
			send: () => {},
			playout: (message) => this.#playout.receive(message),
			stage: (message) => this.#director.handle(message),
			emit: (event) => this.#emit({ type: "session", at: this.#time, event }),
			wantPinyin: () => {
				if (pinyin !== undefined) this.#session.pinyin = pinyin;
			},
			wantSpelling: () => {
				this.#session.spell = spellWords;
			},
			wakeAt: (time) => {
				this.#alarm = time;
			},
		};
	}

	#tellStats(): void {
		this.#statsDue = this.#now + STATS_INTERVAL;
		this.#emit({ type: "stats", at: this.#time, stats: this.#session.stats });
	}

	#emit(event: TraceEvent): void {
		this.#out.push(event);
	}
}

/** The entries with the times at which they arrive; a request is sent when it was sent. */
function arrivals(entries: readonly RecordingEntry[], { network }: ReplayOptions, random: () => number) {
	if (network === undefined) return entries.map((entry) => ({ at: entry.at, entry }));
	const line = new SimulatedLine(network, random);
	return entries
		.map((entry) => ({ at: entry.direction === "down" ? line.arrival(entry.at) : entry.at, entry }))
		.toSorted((a, b) => a.at - b.at);
}
