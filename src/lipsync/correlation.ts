/**
 * Pearson's correlation of two series of equal length, −1 … 1; 0 if either does not vary. `lag` > 0 compares `a[i]`
 * with `b[i + lag]`.
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>, lag = 0): number {
	const from = Math.max(0, -lag);
	const to = Math.min(a.length, b.length - lag);
	const count = to - from;
	if (count < 2) return 0;
	let sumA = 0;
	let sumB = 0;
	for (let at = from; at < to; at++) {
		sumA += a[at] ?? 0;
		sumB += b[at + lag] ?? 0;
	}
	const meanA = sumA / count;
	const meanB = sumB / count;
	let cross = 0;
	let powerA = 0;
	let powerB = 0;
	for (let at = from; at < to; at++) {
		const x = (a[at] ?? 0) - meanA;
		const y = (b[at + lag] ?? 0) - meanB;
		cross += x * y;
		powerA += x * x;
		powerB += y * y;
	}
	return powerA > 0 && powerB > 0 ? cross / Math.sqrt(powerA * powerB) : 0;
}
