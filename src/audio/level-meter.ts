/** Samples of a render quantum. */
const QUANTUM = 128;

/** Quanta of one level: 5.3 ms at 48 kHz. */
const QUANTA_PER_LEVEL = 2;

/** Levels of one report: sixteen reports a second. */
const LEVELS_PER_REPORT = 12;

/** Levels as they leave the render thread. */
export interface LevelReport {
	/** Context time of the middle of the first level, and from one to the next. Seconds. */
	readonly time: number;
	readonly step: number;
	/** RMS over all channels, 0 … 1. */
	readonly levels: Float32Array;
}

/**
 * How loud a sound is, over time. Lives on the render thread: adding allocates nothing, reporting copies the levels once
 * every {@link LEVELS_PER_REPORT}.
 */
export class LevelMeter {
	readonly #report: (report: LevelReport) => void;
	readonly #levels = new Float32Array(LEVELS_PER_REPORT);
	#start = 0;
	#power = 0;
	#quanta = 0;
	#count = 0;

	constructor(report: (report: LevelReport) => void) {
		this.#report = report;
	}

	/** A quantum that begins at sample `frame` of the context. Without channels it is silent. */
	add(channels: readonly Float32Array[], frame: number, sampleRate: number): void {
		if (this.#count === 0 && this.#quanta === 0) this.#start = frame / sampleRate;
		let power = 0;
		for (let channel = 0; channel < channels.length; channel++) {
			const samples = channels[channel];
			if (samples === undefined) continue;
			for (let at = 0; at < samples.length; at++) power += (samples[at] ?? 0) * (samples[at] ?? 0);
		}
		this.#power += channels.length > 0 ? power / (channels.length * QUANTUM) : 0;
		if (++this.#quanta < QUANTA_PER_LEVEL) return;
		this.#levels[this.#count++] = Math.sqrt(this.#power / QUANTA_PER_LEVEL);
		this.#power = 0;
		this.#quanta = 0;
		if (this.#count === LEVELS_PER_REPORT) this.#send(sampleRate);
	}

	#send(sampleRate: number): void {
		const step = (QUANTA_PER_LEVEL * QUANTUM) / sampleRate;
		this.#report({ time: this.#start + step / 2, step, levels: this.#levels.slice() });
		this.#count = 0;
	}
}
