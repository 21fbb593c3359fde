import type { CellSignals } from "./cell-signals.ts";
import type { CellGrid } from "./picture-track.ts";

/** A rectangle of the picture, in shares of its width and height. */
export interface Region {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Where cells agree with a reference, whatever their sign, and how well: 0 … 1. */
export interface Place {
	readonly column: number;
	readonly row: number;
	readonly score: number;
}

/** Cells to both sides of a mouth's middle; a larger mouth holds several such places. */
export const REACH = { x: 1, y: 1 } as const;

/** How each cell agrees with a reference of length 1, −1 … 1; 0 where nothing but noise changes. Allocates nothing. */
export function agreements(
	{ signals, activity, times }: CellSignals,
	reference: Float32Array,
	target: Float32Array,
): void {
	const frames = times.length;
	for (let cell = 0; cell < activity.length; cell++) {
		let sum = 0;
		if ((activity[cell] ?? 0) > 0)
			for (let frame = 0, at = cell * frames; frame < frames; frame++, at++)
				sum += (signals[at] ?? 0) * (reference[frame] ?? 0);
		target[cell] = sum;
	}
}

/** The mean agreement of the cells of a mouth around (column, row). */
export function placeScore(agreed: Float32Array, { columns }: CellGrid, column: number, row: number): number {
	let sum = 0;
	for (let y = row - REACH.y; y <= row + REACH.y; y++)
		for (let x = column - REACH.x; x <= column + REACH.x; x++) sum += Math.abs(agreed[y * columns + x] ?? 0);
	return sum / ((2 * REACH.x + 1) * (2 * REACH.y + 1));
}

/** Which places are looked at; all of them if nobody says. */
export type Allowed = ((column: number, row: number) => boolean) | undefined;

/** The best place of a mouth among those that are allowed. */
export function bestPlace(agreed: Float32Array, grid: CellGrid, allowed?: Allowed): Place {
	let best: Place = { column: REACH.x, row: REACH.y, score: 0 };
	for (let row = REACH.y; row < grid.rows - REACH.y; row++)
		for (let column = REACH.x; column < grid.columns - REACH.x; column++) {
			if (allowed !== undefined && !allowed(column, row)) continue;
			const score = placeScore(agreed, grid, column, row);
			if (score > best.score) best = { column, row, score };
		}
	return best;
}

/** Cells around a place, as a rectangle of the picture. */
export const regionAt = ({ column, row }: Place, { columns, rows }: CellGrid): Region => ({
	x: (column - REACH.x) / columns,
	y: (row - REACH.y) / rows,
	width: (2 * REACH.x + 1) / columns,
	height: (2 * REACH.y + 1) / rows,
});

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** The places in a rectangle, but at least the one in its middle. */
export function placesIn({ x, y, width, height }: Region, { columns, rows }: CellGrid): Allowed {
	const middle = placeIn({ x, y, width, height }, { columns, rows });
	const isInside = (cell: number, count: number, from: number, size: number) =>
		cell + 0.5 >= from * count && cell + 0.5 <= (from + size) * count;
	return (column, row) =>
		(column === middle.column && row === middle.row) ||
		(isInside(column, columns, x, width) && isInside(row, rows, y, height));
}

/** The place in the middle of a rectangle. */
export const placeIn = ({ x, y, width, height }: Region, { columns, rows }: CellGrid) => ({
	column: within(Math.floor((x + width / 2) * columns), REACH.x, columns - 1 - REACH.x),
	row: within(Math.floor((y + height / 2) * rows), REACH.y, rows - 1 - REACH.y),
});
