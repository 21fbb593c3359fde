import type { CellGrid } from "./picture-track.ts";

/** Where the brightness of a picture's pixels stands in its bytes. */
export interface LumaPlane {
	readonly width: number;
	readonly height: number;
	/** Bytes from a row to the next, from a pixel to the next, and before the first. */
	readonly stride: number;
	readonly step: number;
	readonly offset: number;
}

/** The ruler's grid: a mouth is some cells wide wherever a bust is shown. */
export const RULER_GRID: CellGrid = { columns: 24, rows: 30 };

/** Mean brightness of each cell of a picture, into `cells`. Every pixel counts once. Allocates nothing. */
export function lumaCells(
	bytes: { readonly [index: number]: number },
	{ width, height, stride, step, offset }: LumaPlane,
	{ columns, rows }: CellGrid,
	cells: Float32Array,
): void {
	for (let row = 0; row < rows; row++) {
		const top = Math.floor((row * height) / rows);
		const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
		for (let column = 0; column < columns; column++) {
			const left = Math.floor((column * width) / columns);
			const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns));
			let sum = 0;
			for (let y = top; y < bottom; y++) {
				const from = offset + y * stride;
				for (let x = left; x < right; x++) sum += bytes[from + x * step] ?? 0;
			}
			cells[row * columns + column] = sum / ((bottom - top) * (right - left));
		}
	}
}
