import { mix } from "../math/scalar.ts";

/** Repeatable hash of an integer to [0, 1). */
export function hash(n: number): number {
	let t = (n + 0x6d2b79f5) | 0;
	t = Math.imul(t ^ (t >>> 15), 1 | t);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Smooth noise in 0…1 on a line that repeats after `period`. */
export function lineNoise(x: number, period: number, seed: number): number {
	const k = Math.floor(x);
	const t = x - k;
	const wrap = (n: number): number => ((n % period) + period) % period;
	return mix(hash(wrap(k) + seed), hash(wrap(k + 1) + seed), t * t * (3 - 2 * t));
}
