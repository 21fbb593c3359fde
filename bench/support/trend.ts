/** A straight line through points: how much it rises for each unit, and the standard error of that. */
export interface Trend {
	readonly slope: number;
	readonly error: number;
}

/** Least squares. Needs three points; with fewer the slope is not a number. */
export function trendOf(points: readonly { readonly x: number; readonly y: number }[]): Trend {
	const count = points.length;
	const meanX = points.reduce((sum, { x }) => sum + x, 0) / count;
	const meanY = points.reduce((sum, { y }) => sum + y, 0) / count;
	const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
	if (count < 3 || spread === 0) return { slope: Number.NaN, error: Number.NaN };
	const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
	const rest = points.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
	return { slope, error: Math.sqrt(rest / (count - 2) / spread) };
}
