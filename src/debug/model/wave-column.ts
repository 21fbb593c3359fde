/** Samples of the finest bin, and bins of one level in one of the next. */
const BIN = 64;
const FACTOR = 4;
const LEVELS = 8;

const FULL_SCALE = 32_768;

/** Extremes −1 … 1 and mean power of a stretch of sound. Reused by whoever asks. */
export interface WaveExtent {
	low: number;
	high: number;
	power: number;
}

interface Level {
	low: Int16Array;
	high: Int16Array;
	power: Float32Array;
	count: number;
}

const emptyLevel = (): Level => ({
	low: new Int16Array(64),
	high: new Int16Array(64),
	power: new Float32Array(64),
	count: 0,
});

/**
 * The sound of one utterance: samples as 16-bit numbers and, over them, a pyramid of extremes and power, so that any
 * stretch is summed up in a few dozen steps. Grows at its end.
 */
export class WaveColumn {
	readonly sampleRate: number;
	#samples = new Int16Array(24_000);
	/** Samples that have come, and how many of the first of them were forgotten: whole bins of the coarsest level. */
	#length = 0;
	#base = 0;
	readonly #levels = Array.from({ length: LEVELS }, emptyLevel);

	constructor(sampleRate: number) {
		this.sampleRate = sampleRate;
	}

	get length(): number {
		return this.#length;
	}

	/** Seconds. */
	get duration(): number {
		return this.#length / this.sampleRate;
	}

	get bytes(): number {
		return this.#samples.byteLength + this.#levels.reduce((sum, { low }) => sum + low.length * 8, 0);
	}

	/** Sample at `index`, −1 … 1; 0 outside. */
	at(index: number): number {
		return index >= this.#base && index < this.#length
			? (this.#samples[index - this.#base] ?? 0) / FULL_SCALE
			: 0;
	}

	/** Copies 16-bit samples to the end. */
	append(samples: Int16Array): void {
		const length = this.#length + samples.length;
		const held = this.#length - this.#base;
		if (held + samples.length > this.#samples.length) {
			const larger = new Int16Array(Math.max(held + samples.length, 2 * this.#samples.length));
			larger.set(this.#samples.subarray(0, held));
			this.#samples = larger;
		}
		this.#samples.set(samples, held);
		this.#length = length;
		this.#fillBins();
	}

	/** Forgets samples before `index`, as far as that lets whole bins of every level go; what is forgotten is silence. */
	forget(index: number): void {
		const coarsest = BIN * FACTOR ** (LEVELS - 1);
		const gone = Math.floor((Math.min(index, this.#length) - this.#base) / coarsest) * coarsest;
		if (gone <= 0) return;
		this.#samples = this.#samples.slice(gone, this.#length - this.#base);
		this.#base += gone;
		for (const [level, bins] of this.#levels.entries()) {
			const count = gone / (BIN * FACTOR ** level);
			bins.low = bins.low.slice(count);
			bins.high = bins.high.slice(count);
			bins.power = bins.power.slice(count);
			bins.count = Math.max(0, bins.count - count);
		}
	}

	/** Copies what lies from sample `from` on into `out`; what is not there is silence. */
	read(from: number, out: Float32Array): void {
		for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
	}

	/** Sums up samples `from … to`, from whole bins where they fit. False if there are none. */
	extent(from: number, to: number, out: WaveExtent): boolean {
		const start = Math.max(0, Math.floor(from) - this.#base);
		const end = Math.min(this.#length, Math.ceil(to)) - this.#base;
		if (start >= end) return false;
		out.low = 1;
		out.high = -1;
		out.power = 0;
		let level = -1;
		let size = 1;
		// The coarsest level with at least two bins in the stretch: its ragged ends are at most half a pixel.
		while (level < LEVELS - 1 && (size === 1 ? BIN : size * FACTOR) * 2 <= end - start) {
			size = size === 1 ? BIN : size * FACTOR;
			level++;
		}
		if (level < 0) this.#sumSamples(start, end, out);
		else this.#sumBins(level, Math.floor(start / size), Math.ceil(end / size), out);
		return true;
	}

	#sumSamples(start: number, end: number, out: WaveExtent): void {
		for (let i = start; i < end; i++) {
			const sample = (this.#samples[i] ?? 0) / FULL_SCALE;
			if (sample < out.low) out.low = sample;
			if (sample > out.high) out.high = sample;
			out.power += sample * sample;
		}
		out.power /= end - start;
	}

	#sumBins(level: number, first: number, last: number, out: WaveExtent): void {
		const bins = this.#levels[level];
		if (bins === undefined) return;
		const end = Math.min(last, bins.count);
		for (let bin = first; bin < end; bin++) {
			out.low = Math.min(out.low, (bins.low[bin] ?? 0) / FULL_SCALE);
			out.high = Math.max(out.high, (bins.high[bin] ?? 0) / FULL_SCALE);
			out.power += bins.power[bin] ?? 0;
		}
		out.power /= Math.max(1, end - first);
	}

	#fillBins(): void {
		const finest = this.#levels[0];
		if (finest === undefined) return;
		const whole = Math.ceil((this.#length - this.#base) / BIN);
		// The last bin may have been half full.
		for (let bin = Math.max(0, finest.count - 1); bin < whole; bin++) this.#fillBin(finest, bin);
		for (let level = 1; level < LEVELS; level++) this.#raise(level);
	}

	#fillBin(bins: Level, bin: number): void {
		let low = FULL_SCALE;
		let high = -FULL_SCALE;
		let power = 0;
		const end = Math.min(this.#length - this.#base, (bin + 1) * BIN);
		for (let i = bin * BIN; i < end; i++) {
			const sample = this.#samples[i] ?? 0;
			if (sample < low) low = sample;
			if (sample > high) high = sample;
			power += sample * sample;
		}
		put(bins, bin, low, high, power / (end - bin * BIN) / FULL_SCALE ** 2);
	}

	#raise(level: number): void {
		const [below, bins] = [this.#levels[level - 1], this.#levels[level]];
		if (below === undefined || bins === undefined) return;
		const whole = Math.ceil(below.count / FACTOR);
		for (let bin = Math.max(0, bins.count - 1); bin < whole; bin++) {
			let low = FULL_SCALE;
			let high = -FULL_SCALE;
			let power = 0;
			const end = Math.min(below.count, (bin + 1) * FACTOR);
			for (let i = bin * FACTOR; i < end; i++) {
				low = Math.min(low, below.low[i] ?? 0);
				high = Math.max(high, below.high[i] ?? 0);
				power += below.power[i] ?? 0;
			}
			put(bins, bin, low, high, power / (end - bin * FACTOR));
		}
	}
}

function put(bins: Level, at: number, low: number, high: number, power: number): void {
	if (at >= bins.low.length) {
		bins.low = grown(bins.low, new Int16Array(2 * at));
		bins.high = grown(bins.high, new Int16Array(2 * at));
		bins.power = grown(bins.power, new Float32Array(2 * at));
	}
	bins.low[at] = low;
	bins.high[at] = high;
	bins.power[at] = power;
	bins.count = Math.max(bins.count, at + 1);
}

function grown<T extends Int16Array | Float32Array>(from: T, to: T): T {
	to.set(from);
	return to;
}
