import { at } from "../math/at.ts";

/** Joins two closed loops of equal length by quads; `outwards` says whether the second lies clockwise outside. */
export function stitchLoops(
	triangles: number[],
	inner: readonly number[],
	outer: readonly number[],
	flip = false,
): void {
	const n = inner.length;
	for (let i = 0; i < n; i++) {
		const a = at(inner, i);
		const b = at(inner, (i + 1) % n);
		const c = at(outer, (i + 1) % n);
		const d = at(outer, i);
		if (flip) triangles.push(a, b, c, a, c, d);
		else triangles.push(a, c, b, a, d, c);
	}
}

/** Joins two open rows of equal length by quads. */
export function stitchRows(
	triangles: number[],
	first: readonly number[],
	second: readonly number[],
	flip = false,
): void {
	for (let i = 0; i + 1 < first.length; i++) {
		const [a, b, c, d] = [at(first, i), at(first, i + 1), at(second, i + 1), at(second, i)];
		if (flip) triangles.push(a, b, c, a, c, d);
		else triangles.push(a, c, b, a, d, c);
	}
}
