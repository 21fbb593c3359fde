/** Mouth openings at their times, seconds; in any unit. */
export interface MouthSeries {
	readonly times: readonly number[];
	readonly openings: readonly number[];
}

/** Half of the window over which loudness is taken, seconds: longer than a period of the tone. */
const HALF_WINDOW = 0.004;

/** Farthest lag that is looked at, and the steps, seconds. */
const FARTHEST = 0.4;
const STEP = 0.001;

/**
 * How much later the mouth moves than the sound, seconds: where the openings fit the loudness best, in steps of 1 ms.
 * `sound` starts at time 0.
 */
export function measureSkew(
	mouth: MouthSeries,
	sound: { readonly length: number; readonly [index: number]: number },
	rate: number,
): number {
	const sums = new Float64Array(sound.length + 1);
	for (let i = 0; i < sound.length; i++) sums[i + 1] = (sums[i] ?? 0) + Math.abs(sound[i] ?? 0);
	const loudness = (time: number): number => {
		const from = Math.max(0, Math.min(sound.length, Math.round((time - HALF_WINDOW) * rate)));
		const to = Math.max(0, Math.min(sound.length, Math.round((time + HALF_WINDOW) * rate)));
		return to > from ? ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from) : 0;
	};
	let best = { lag: 0, fit: -1 };
	for (let lag = -FARTHEST; lag <= FARTHEST; lag += STEP) {
		const fit = correlation(
			mouth.openings,
			mouth.times.map((time) => loudness(time - lag)),
		);
		if (fit > best.fit) best = { lag, fit };
	}
	if (best.fit < 0.8) throw new Error(`mouth and sound do not belong together: correlation ${best.fit}`);
	return best.lag;
}

function correlation(a: readonly number[], b: readonly number[]): number {
	const mean = (values: readonly number[]): number =>
		values.reduce((sum, value) => sum + value, 0) / values.length;
	const [meanA, meanB] = [mean(a), mean(b)];
	let [ab, aa, bb] = [0, 0, 0];
	for (let i = 0; i < a.length; i++) {
		const [x, y] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
		ab += x * y;
		aa += x * x;
		bb += y * y;
	}
	return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : -1;
}
