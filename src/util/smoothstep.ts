/** Eases 0 … 1 with level ends; clamps outside. */
export function smoothstep(x: number): number {
	if (x <= 0) return 0;
	return x >= 1 ? 1 : x * x * (3 - 2 * x);
}
