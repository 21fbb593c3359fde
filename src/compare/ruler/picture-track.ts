import { TimeRing } from "./time-ring.ts";

/** Columns and rows of the cells in which pictures are looked at. */
export interface CellGrid {
	readonly columns: number;
	readonly rows: number;
}

/** What the picture did: the mean luma of every cell at each frame's time. Bounded. Headless. */
export class PictureTrack {
	readonly grid: CellGrid;
	readonly #ring: TimeRing;
	readonly #cells: Float32Array;

	/** @param capacity frames that are kept */
	constructor(grid: CellGrid, capacity: number) {
		this.grid = grid;
		this.#ring = new TimeRing(capacity);
		this.#cells = new Float32Array(capacity * grid.columns * grid.rows);
	}

	get length(): number {
		return this.#ring.length;
	}

	time(frame: number): number {
		return this.#ring.time(frame);
	}

	/** Mean luma of a cell, 0 … 255. */
	cell(frame: number, cell: number): number {
		return this.#cells[this.#ring.place(frame) * this.grid.columns * this.grid.rows + cell] ?? 0;
	}

	/** Notes a frame by its cells' luma. One whose time is not after the last one is dropped. Allocates nothing. */
	add(time: number, cells: Float32Array): void {
		const place = this.#ring.add(time);
		if (place !== undefined) this.#cells.set(cells, place * this.grid.columns * this.grid.rows);
	}

	/** First frame at or after `time`; the length if there is none. */
	frameAt(time: number): number {
		return this.#ring.indexAt(time);
	}
}
