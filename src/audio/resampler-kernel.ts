/** Zero crossings of the sinc on each side of its centre: 1 ms of look-ahead at 24 kHz, 10 kHz of its band kept flat. */
const ZERO_CROSSINGS = 24;

/** Kaiser window shape: images and aliases about 75 dB down. */
const KAISER_BETA = 7.5;

/** Half-amplitude point as a share of the lower Nyquist frequency: the transition band ends there. */
const CUTOFF = 0.92;

/** Most rows that are tabulated exactly; beyond, rows between two of these are interpolated (error below −100 dB). */
const MAX_EXACT_PHASES = 640;
const INTERPOLATED_PHASES = 512;

/**
 * The filters of one pair of rates: `phases + 1` rows of `taps` coefficients, row `p` for a target sample that falls
 * `p / phases` of a source sample after its neighbour. Immutable, may be shared.
 */
export interface ResamplerKernel {
	readonly sourceRate: number;
	readonly targetRate: number;
	/** Target samples come every `sourceStep / targetStep` source samples: the rates without common factors. */
	readonly sourceStep: number;
	readonly targetStep: number;
	/** Even. The row's centre lies between taps `taps / 2 − 1` and `taps / 2`. */
	readonly taps: number;
	readonly phases: number;
	/** Whether every target sample falls on a tabulated row. */
	readonly exact: boolean;
	readonly rows: Float32Array;
}

const greatestCommonDivisor = (a: number, b: number): number =>
	b === 0 ? a : greatestCommonDivisor(b, a % b);

/** Modified Bessel function of the first kind and order zero, by its power series. */
function besselI0(x: number): number {
	let sum = 1;
	let term = 1;
	for (let k = 1; term > sum * 1e-12; k++) {
		term *= (x / (2 * k)) ** 2;
		sum += term;
	}
	return sum;
}

/** Band-limited impulse `time` source samples from its centre, under a Kaiser window of `halfWidth`. */
function impulse(time: number, bandwidth: number, halfWidth: number): number {
	const inside = 1 - (time / halfWidth) ** 2;
	if (inside <= 0) return 0;
	const x = Math.PI * bandwidth * time;
	const sinc = x === 0 ? 1 : Math.sin(x) / x;
	return (sinc * besselI0(KAISER_BETA * Math.sqrt(inside))) / besselI0(KAISER_BETA);
}

/** Each row sums to 1, so that a constant comes out as the same constant at every phase. */
function fillRow(row: Float32Array, fraction: number, bandwidth: number): void {
	const centre = row.length / 2 - 1;
	let sum = 0;
	for (let k = 0; k < row.length; k++) {
		const value = impulse(k - centre - fraction, bandwidth, row.length / 2);
		row[k] = value;
		sum += value;
	}
	for (let k = 0; k < row.length; k++) row[k] = (row[k] ?? 0) / sum;
}

/** Designs the filters from `sourceRate` to `targetRate`, both whole hertz. A few milliseconds: keep the result. */
export function resamplerKernel(sourceRate: number, targetRate: number): ResamplerKernel {
	const divisor = greatestCommonDivisor(sourceRate, targetRate);
	const sourceStep = sourceRate / divisor;
	const targetStep = targetRate / divisor;
	const rates = { sourceRate, targetRate, sourceStep, targetStep };
	if (sourceRate === targetRate)
		return { ...rates, taps: 2, phases: 1, exact: true, rows: new Float32Array([1, 0, 0, 1]) };
	const narrowing = Math.min(1, targetRate / sourceRate);
	const taps = 2 * Math.ceil(ZERO_CROSSINGS / narrowing);
	const exact = targetStep <= MAX_EXACT_PHASES;
	const phases = exact ? targetStep : INTERPOLATED_PHASES;
	const rows = new Float32Array((phases + 1) * taps);
	for (let phase = 0; phase <= phases; phase++)
		fillRow(rows.subarray(phase * taps, (phase + 1) * taps), phase / phases, CUTOFF * narrowing);
	return { ...rates, taps, phases, exact, rows };
}
