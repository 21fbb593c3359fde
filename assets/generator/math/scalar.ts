/** One degree in radians. */
export const DEGREE = Math.PI / 180;

/** `x` held within `low`…`high`. */
export function clamp(x: number, low = 0, high = 1): number {
	return Math.min(high, Math.max(low, x));
}

/** Straight line from `a` (at t = 0) to `b` (at t = 1), not clamped. */
export function mix(a: number, b: number, t: number): number {
	return a + (b - a) * t;
}

/** 0 at `from`, 1 at `to`, with flat ends. `from` may be the greater one. */
export function smoothstep(from: number, to: number, x: number): number {
	const t = clamp((x - from) / (to - from));
	return t * t * (3 - 2 * t);
}

/** Bell of height 1 over `distance`, down to 1/e at `width`. */
export function bell(distance: number, width: number): number {
	const x = distance / width;
	return Math.exp(-x * x);
}
