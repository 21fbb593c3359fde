/** A quantity sampled at irregular times, seconds. */
export interface Curve {
	readonly times: readonly number[];
	readonly values: readonly number[];
}

/** Step of the grid on which curves are compared, seconds. */
const STEP = 0.005;

/** The curve's value at `time`, linear between samples, held at the ends. */
function valueAt({ times, values }: Curve, time: number, from: number): { value: number; index: number } {
	let index = from;
	while (index < times.length - 1 && (times[index + 1] ?? 0) <= time) index++;
	const [t0 = 0, t1 = t0] = [times[index], times[index + 1]];
	const [v0 = 0, v1 = v0] = [values[index], values[index + 1]];
	const part = t1 > t0 ? Math.min(1, Math.max(0, (time - t0) / (t1 - t0))) : 0;
	return { value: v0 + part * (v1 - v0), index };
}

function onGrid(curve: Curve, start: number, end: number): Float64Array {
	const grid = new Float64Array(Math.max(0, Math.floor((end - start) / STEP)));
	let index = 0;
	for (let i = 0; i < grid.length; i++) {
		const found = valueAt(curve, start + i * STEP, index);
		grid[i] = found.value;
		index = found.index;
	}
	return grid;
}

function correlation(a: Float64Array, b: Float64Array, shift: number): number {
	const first = Math.max(0, -shift);
	const last = Math.min(a.length, b.length - shift);
	let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
	for (let i = first; i < last; i++) {
		const [x, y] = [a[i] ?? 0, b[i + shift] ?? 0];
		n++;
		sa += x;
		sb += y;
		saa += x * x;
		sbb += y * y;
		sab += x * y;
	}
	const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
	return spread > 0 ? (sab - (sa * sb) / n) / spread : 0;
}

/**
 * By how much `second` comes after `first`, seconds, where the two agree best, and how well they agree there (−1 … 1).
 * Looks up to `reach` seconds to both sides.
 */
export function bestLag(first: Curve, second: Curve, reach = 0.3): { lag: number; agreement: number } {
	const start = Math.max(first.times[0] ?? 0, second.times[0] ?? 0);
	const end = Math.min(first.times.at(-1) ?? 0, second.times.at(-1) ?? 0);
	const [a, b] = [onGrid(first, start, end), onGrid(second, start, end)];
	const reachSteps = Math.round(reach / STEP);
	let best = { lag: 0, agreement: -1 };
	for (let shift = -reachSteps; shift <= reachSteps; shift++) {
		const agreement = correlation(a, b, shift);
		if (agreement > best.agreement) best = { lag: shift * STEP, agreement };
	}
	return best;
}

/** A moving mean over `width` seconds, centred: brings two curves of different rates to the same smoothness. */
export function smoothed(curve: Curve, width: number): Curve {
	const values = curve.times.map((time) => {
		const near = curve.values.filter((_, i) => Math.abs((curve.times[i] ?? 0) - time) <= width / 2);
		return near.reduce((sum, value) => sum + value, 0) / near.length;
	});
	return { times: curve.times, values };
}

export const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
