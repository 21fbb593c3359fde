/** A source of uniform numbers in [0, 1): `Math.random`, or a seeded one in tests. */
export type Random = () => number;

/** Smallest uniform number whose logarithm is used. */
const TINY = 1e-9;

/** A normally distributed number of mean 0 and deviation 1. */
export function normal(random: Random): number {
	return Math.sqrt(-2 * Math.log(Math.max(TINY, random()))) * Math.cos(2 * Math.PI * random());
}

/** A log-normally distributed number: what waiting times of living things look like. `spread` is the log's deviation. */
export function logNormal(random: Random, median: number, spread: number): number {
	return median * Math.exp(spread * normal(random));
}

/** Uniform between two numbers. */
export const between = (random: Random, from: number, to: number): number => from + (to - from) * random();
