// Runs in the audio render thread: `render` neither allocates, waits, logs nor throws, and posts only when the map from
// context time to media time changes, and ten times a second. `receive` runs between renders and may allocate.

import type { PlayoutReport, ToPlayout } from "../protocol/playout-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { unreachable } from "../util/unreachable.ts";
import { ArrivalBaseline } from "./arrival-baseline.ts";
import { fadeOut } from "./concealment.ts";
import { FadeTail } from "./fade-tail.ts";
import { PlayoutSource } from "./playout-source.ts";
import { isSampleRate } from "./resampler.ts";
import { SmoothGain } from "./smooth-gain.ts";
import { shouldStart } from "./start-policy.ts";
import { stretchRate } from "./stretch-policy.ts";
import { TimeStretch } from "./time-stretch.ts";

/** Seconds in which sound that is cut off fades out, and comes back after an underrun: no click, hardly a loss. */
const FADE = 0.005;

/** Seconds between reports while nothing changes. */
const REPORT_INTERVAL = 0.1;

/** Seconds held for an utterance that nobody announced. */
const DEFAULT_TARGET = 0.045;

export interface PlayoutOptions {
	/** Hertz, whole. */
	readonly contextRate: number;
	/** Frame of the context at which the first `render` will be, or earlier. */
	readonly contextFrame?: number;
	/**
	 * Seconds of sound that the device takes at once: so much is rendered in one go, and what comes meanwhile is late by
	 * it. Held on top of the target delay.
	 */
	readonly renderInterval?: number;
	/** Takes each report. The object is reused: read or post it before returning. May be called while rendering. */
	readonly report: (report: PlayoutReport) => void;
	/** When to start and go on; for comparisons. */
	readonly shouldStart?: typeof shouldStart;
	/** How fast to play; for comparisons. */
	readonly stretchRate?: typeof stretchRate;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The sound of one utterance after another, at the context's rate: starts, stretches, conceals, resumes, cuts off, and
 * knows at every frame which moment of media time is played (headless core of the playout worklet).
 */
export class Playout {
	readonly #rate: number;
	readonly #renderInterval: number;
	readonly #sendReport: (report: PlayoutReport) => void;
	readonly #shouldStart: typeof shouldStart;
	readonly #stretchRate: typeof stretchRate;
	readonly #source: PlayoutSource;
	readonly #stretch: TimeStretch;
	readonly #baseline = new ArrivalBaseline();
	readonly #gain: SmoothGain;
	readonly #tail: FadeTail;
	/** Samples still to be faded in after a resume. */
	#fadeInLeft = 0;
	/** Samples of silence since the sound ran out, and where it ended then. */
	#gapSamples = 0;
	#endAtStop = 0;
	#nextFrame: number;
	#nextReport = 0;
	#live = false;
	/** Seconds to hold beyond the target delay. */
	#reserve = 0;
	/** What the policies are asked about; reused. */
	readonly #situation = {
		currentDelay: 0,
		targetDelay: DEFAULT_TARGET,
		reserve: 0,
		bufferLevel: 0,
		closed: false,
		resuming: false,
		live: false,
		inPause: false,
		rate: 1,
	};
	readonly #report: Mutable<PlayoutReport> = {
		type: "report",
		utterance: -1,
		state: "idle",
		contextTime: seconds(0),
		mediaTime: seconds(0),
		rate: 0,
		bufferLevel: seconds(0),
		targetDelay: seconds(DEFAULT_TARGET),
		underruns: 0,
		concealedSamples: 0,
		stretchedSamples: 0,
		discardedSamples: 0,
		staleMessages: 0,
		rejectedMessages: 0,
	};

	constructor(options: PlayoutOptions) {
		this.#rate = options.contextRate;
		this.#nextFrame = options.contextFrame ?? 0;
		this.#renderInterval = options.renderInterval ?? 0;
		this.#sendReport = options.report;
		this.#shouldStart = options.shouldStart ?? shouldStart;
		this.#stretchRate = options.stretchRate ?? stretchRate;
		this.#source = new PlayoutSource(options.contextRate);
		this.#stretch = new TimeStretch(this.#source);
		this.#gain = new SmoothGain(options.contextRate);
		this.#tail = new FadeTail(Math.round(options.contextRate * FADE), (distance) => this.#recent(distance));
	}

	/** Deals with a message; between renders. */
	receive(message: ToPlayout): void {
		switch (message.type) {
			case "begin":
				if (message.utterance <= this.#report.utterance) this.#report.staleMessages++;
				else this.#begin(message);
				return;
			case "samples":
				if (this.#accepts(message.utterance)) this.#push(message.samples, message.sampleRate);
				return;
			case "target":
				if (this.#accepts(message.utterance)) this.#hold(message.targetDelay, message.reserve);
				return;
			case "drain":
				if (this.#accepts(message.utterance)) this.#source.close();
				return;
			case "flush":
				if (message.utterance < this.#report.utterance) this.#report.staleMessages++;
				else this.#flush(message.utterance);
				return;
			case "volume":
				this.#gain.set(message.volume);
				return;
			case "report":
				this.sendReport();
				return;
			default:
				unreachable(message);
		}
	}

	/** Fills `output`, mono, with the sound of the frames from `contextFrame` on. */
	render(output: Float32Array, contextFrame: number): void {
		const isJump = contextFrame !== this.#nextFrame;
		this.#nextFrame = contextFrame;
		// A context leaves frames out, when its device starts late for one: what follows is heard later than was told.
		if (isJump && this.#report.state === "playing") this.#mark(contextFrame);
		output.fill(0);
		if (this.#report.state === "waiting") this.#wait(contextFrame, output.length);
		if (this.#report.state === "playing") this.#play(output, contextFrame);
		this.#tail.addTo(output);
		this.#gain.apply(output);
		this.#nextFrame = contextFrame + output.length;
		const running = this.#report.state === "playing" || this.#report.state === "waiting";
		if (running && this.#nextFrame >= this.#nextReport) this.sendReport();
	}

	/** Reports how things stand at the next frame. */
	sendReport(): void {
		this.#mark(this.#nextFrame);
	}

	/** Whether a message is of the current utterance; begins a newer one, counts an older one as stale. */
	#accepts(utterance: number): boolean {
		const { targetDelay } = this.#report;
		if (utterance > this.#report.utterance) this.#begin({ type: "begin", utterance, targetDelay });
		if (utterance === this.#report.utterance && this.#report.state !== "flushed") return true;
		this.#report.staleMessages++;
		return false;
	}

	#hold(targetDelay: Seconds, reserve: number = 0): void {
		this.#report.targetDelay = targetDelay;
		this.#reserve = reserve;
	}

	#begin({ utterance, targetDelay, reserve, live = false }: Extract<ToPlayout, { type: "begin" }>): void {
		this.#cut();
		this.#stretch.reset();
		this.#report.utterance = utterance;
		this.#hold(targetDelay, reserve);
		this.#live = live;
		this.#fadeInLeft = 0;
		this.#report.state = "waiting";
		this.#mark(this.#nextFrame);
	}

	#push(chunk: Int16Array, sampleRate: number): void {
		if (!isSampleRate(sampleRate)) {
			this.#report.rejectedMessages++;
			return;
		}
		const now = this.#nextFrame / this.#rate;
		this.#baseline.add(now, now - this.#source.end / this.#rate);
		this.#source.push(chunk, sampleRate);
		if (this.#report.state !== "ended" || chunk.length === 0) return;
		this.#report.state = "waiting";
		this.#mark(this.#nextFrame);
	}

	#flush(utterance: number): void {
		const playing = this.#report.state === "playing";
		this.#cut();
		if (utterance > this.#report.utterance) this.#report.utterance = utterance;
		this.#report.state = "flushed";
		this.#mark(this.#nextFrame + (playing ? this.#tail.length : 0));
	}

	/** Fades out what plays and throws the rest away; the position stays where it was cut. */
	#cut(): void {
		if (this.#report.state === "playing") this.#tail.cut(this.#stretch);
		this.#report.discardedSamples += Math.max(0, Math.round(this.#source.end - this.#stretch.position));
		this.#source.clear();
		this.#baseline.reset();
	}

	#wait(frame: number, length: number): void {
		this.#look(frame);
		if (this.#shouldStart(this.#situation)) this.#start(frame);
		else if (this.#stretch.position > 0) this.#gapSamples += length;
	}

	#start(frame: number): void {
		// The first sound of an utterance is left as it is; after a gap it would begin with a step.
		this.#fadeInLeft = this.#stretch.position > 0 ? this.#tail.length : 0;
		// Silence before the message that nothing more will come is no gap.
		if (this.#stretch.position > 0 && this.#source.end > this.#endAtStop) {
			this.#report.underruns++;
			this.#report.concealedSamples += this.#gapSamples;
		}
		this.#report.state = "playing";
		this.#report.rate = 1;
		this.#mark(frame);
	}

	#play(output: Float32Array, frame: number): void {
		let written = 0;
		while (written < output.length) {
			if (this.#stretch.atBoundary) this.#chooseRate(frame + written);
			const count = this.#stretch.read(output, written, output.length);
			if (count === 0) break;
			this.#fadeIn(output, written, count);
			if (this.#report.rate !== 1) this.#report.stretchedSamples += count;
			written += count;
		}
		if (written < output.length) this.#stop(frame, written, output.length);
	}

	#chooseRate(frame: number): void {
		this.#look(frame);
		const rate = this.#stretch.prepare(this.#stretchRate(this.#situation));
		if (rate === this.#report.rate) return;
		this.#report.rate = rate;
		this.#mark(frame);
	}

	/** Nothing is left at index `written` of this output: the end, or an underrun. */
	#stop(frame: number, written: number, length: number): void {
		this.#tail.runOut(written);
		this.#report.state = this.#source.isClosed ? "ended" : "waiting";
		this.#gapSamples = length - written;
		this.#endAtStop = this.#source.end;
		// When sound comes again, its delay is a new one.
		this.#baseline.reset();
		this.#mark(frame + written);
	}

	/** Looks at the situation at `frame` for the policies. */
	#look(frame: number): void {
		const situation = this.#situation;
		const { position } = this.#stretch;
		situation.currentDelay = (frame - position) / this.#rate - this.#baseline.value;
		situation.targetDelay = this.#report.targetDelay + this.#renderInterval;
		situation.reserve = this.#reserve;
		situation.bufferLevel = (this.#source.end - position) / this.#rate;
		situation.closed = this.#source.isClosed;
		situation.resuming = position > 0;
		situation.live = this.#live;
		situation.inPause = this.#stretch.inPause;
		situation.rate = this.#report.rate;
	}

	/** The sample `distance` before what was played last. */
	#recent(distance: number): number {
		const { continuation } = this.#stretch;
		return this.#source.window[continuation - distance - this.#source.windowStart] ?? 0;
	}

	#fadeIn(output: Float32Array, start: number, count: number): void {
		const { length } = this.#tail;
		for (let i = start; i < start + count && this.#fadeInLeft > 0; i++, this.#fadeInLeft--)
			output[i] = (output[i] ?? 0) * fadeOut(this.#fadeInLeft / length);
	}

	/** From `frame` on the media time runs from the position, at the rate that the report holds. */
	#mark(frame: number): void {
		const report = this.#report;
		const { position } = this.#stretch;
		if (report.state !== "playing") report.rate = 0;
		report.contextTime = seconds(frame / this.#rate);
		report.mediaTime = seconds(position / this.#rate);
		report.bufferLevel = seconds(Math.max(0, this.#source.end - position) / this.#rate);
		this.#nextReport = frame + REPORT_INTERVAL * this.#rate;
		this.#sendReport(report);
	}
}
