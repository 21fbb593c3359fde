/** Pictures are looked at in cells of this many pixels of the small picture. */
export const CELL = 4;

/** Columns and rows of cells. */
export interface CellGrid {
	readonly columns: number;
	readonly rows: number;
}

/** What the picture did: the mean luma of every cell at each frame's time. Bounded; main thread or headless. */
export class PictureTrack {
	readonly grid: CellGrid;
	readonly #times: Float64Array;
	readonly #cells: Float32Array;
	#first = 0;
	#count = 0;

	/** @param capacity frames that are kept */
	constructor(grid: CellGrid, capacity: number) {
		this.grid = grid;
		this.#times = new Float64Array(capacity);
		this.#cells = new Float32Array(capacity * grid.columns * grid.rows);
	}

	get length(): number {
		return this.#count;
	}

	time(frame: number): number {
		return this.#times[this.#place(frame)] ?? Number.NaN;
	}

	/** Mean luma of a cell, 0 … 255. */
	cell(frame: number, cell: number): number {
		return this.#cells[this.#place(frame) * this.grid.columns * this.grid.rows + cell] ?? 0;
	}

	/**
	 * Notes a frame: RGBA pixels of a picture of `columns × CELL` by `rows × CELL`. One whose time is not after the last
	 * one is dropped. Allocates nothing.
	 */
	add(time: number, pixels: { readonly [index: number]: number }): void {
		if (this.#count > 0 && !(time > this.time(this.#count - 1))) return;
		if (this.#count === this.#times.length) {
			this.#first = (this.#first + 1) % this.#times.length;
			this.#count--;
		}
		const place = this.#place(this.#count++);
		this.#times[place] = time;
		const { columns, rows } = this.grid;
		const width = columns * CELL;
		const from = place * columns * rows;
		this.#cells.fill(0, from, from + columns * rows);
		for (let y = 0; y < rows * CELL; y++) {
			const row = from + Math.floor(y / CELL) * columns;
			for (let x = 0; x < width; x++) {
				const at = 4 * (y * width + x);
				const luma =
					0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
				const cell = row + Math.floor(x / CELL);
				this.#cells[cell] = (this.#cells[cell] ?? 0) + luma / (CELL * CELL);
			}
		}
	}

	/** First frame at or after `time`; the length if there is none. */
	frameAt(time: number): number {
		let low = 0;
		let high = this.#count;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.time(middle) < time) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	#place(index: number): number {
		return (this.#first + index) % this.#times.length;
	}
}
