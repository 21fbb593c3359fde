/** Edges of the bands in hertz: voice murmur, first formant low and high, second formant low and high, hiss. */
export const BANDS: readonly (readonly [number, number])[] = [
	[90, 320],
	[320, 650],
	[650, 1150],
	[1150, 2000],
	[2000, 3600],
	[4000, 9000],
];

/** Two second-order sections a band: steep enough to part the formants, short enough to follow a burst. */
const SECTIONS = 2;

/** Bands above this share of the sample rate cannot be heard in it. */
const NYQUIST_SHARE = 0.45;

/**
 * Band-pass filters for the parts of the spectrum that tell mouth shapes apart. Streaming, any sample rate; allocates
 * only when made. Coefficients after the audio-EQ cookbook (R. Bristow-Johnson).
 */
export class FilterBank {
	/** Mean square of each band over the last {@link process}. */
	readonly energies = new Float64Array(BANDS.length);
	readonly #coefficients: Float64Array;
	readonly #state: Float64Array;

	constructor(sampleRate: number) {
		this.#coefficients = new Float64Array(BANDS.length * 3);
		this.#state = new Float64Array(BANDS.length * SECTIONS * 4);
		for (const [band, [low, high]] of BANDS.entries()) {
			const top = Math.min(high, NYQUIST_SHARE * sampleRate);
			const centre = Math.sqrt(low * Math.max(top, low * 1.05));
			const octaves = Math.log2(Math.max(top, low * 1.05) / low);
			const omega = (2 * Math.PI * centre) / sampleRate;
			const alpha = Math.sin(omega) * Math.sinh((Math.LN2 / 2) * octaves * (omega / Math.sin(omega)));
			this.#coefficients[band * 3] = alpha / (1 + alpha);
			this.#coefficients[band * 3 + 1] = (-2 * Math.cos(omega)) / (1 + alpha);
			this.#coefficients[band * 3 + 2] = (1 - alpha) / (1 + alpha);
		}
	}

	/** Filters `samples[from … to)` and leaves their band energies in {@link energies}. */
	process(samples: Float32Array, from: number, to: number): void {
		for (let band = 0; band < BANDS.length; band++) {
			let sum = 0;
			for (let at = from; at < to; at++) {
				const value = this.#filter(band, samples[at] ?? 0);
				sum += value * value;
			}
			this.energies[band] = to > from ? sum / (to - from) : 0;
		}
	}

	#filter(band: number, input: number): number {
		const state = this.#state;
		const b0 = this.#coefficients[band * 3] ?? 0;
		const a1 = this.#coefficients[band * 3 + 1] ?? 0;
		const a2 = this.#coefficients[band * 3 + 2] ?? 0;
		let value = input;
		for (let section = 0; section < SECTIONS; section++) {
			const at = (band * SECTIONS + section) * 4;
			const x2 = state[at + 1] ?? 0;
			const y1 = state[at + 2] ?? 0;
			const output = b0 * (value - x2) - a1 * y1 - a2 * (state[at + 3] ?? 0);
			state[at + 1] = state[at] ?? 0;
			state[at] = value;
			state[at + 3] = y1;
			state[at + 2] = output;
			value = output;
		}
		return value;
	}
}
