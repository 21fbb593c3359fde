/** Columns and rows of the cells in which pictures are looked at. */
export interface CellGrid {
	readonly columns: number;
	readonly rows: number;
}

/** What the picture did: the mean luma of every cell at each frame's time. Bounded. Headless. */
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

	/** Notes a frame by its cells' luma. One whose time is not after the last one is dropped. Allocates nothing. */
	add(time: number, cells: Float32Array): void {
		if (this.#count > 0 && !(time > this.time(this.#count - 1))) return;
		if (this.#count === this.#times.length) {
			this.#first = (this.#first + 1) % this.#times.length;
			this.#count--;
		}
		const place = this.#place(this.#count++);
		this.#times[place] = time;
		this.#cells.set(cells, place * this.grid.columns * this.grid.rows);
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
