/** Rows of numbers with named columns, ascending by the column `at`. Grows at its end, is cut at its beginning. */
export class NumberTable<Name extends string> {
	readonly #columns: Record<Name | "at", Float64Array>;
	#count = 0;

	constructor(names: readonly Name[]) {
		this.#columns = Object.fromEntries(
			["at", ...names].map((name) => [name, new Float64Array(256)]),
		) as Record<Name | "at", Float64Array>;
	}

	get count(): number {
		return this.#count;
	}

	get bytes(): number {
		return Object.keys(this.#columns).length * this.#columns.at.byteLength;
	}

	get(index: number, name: Name | "at"): number {
		return this.#columns[name][index] ?? Number.NaN;
	}

	/** Adds a row; one that is earlier than the last counts as of the last's time. */
	add(row: Readonly<Record<Name | "at", number>>): void {
		if (this.#count === this.#columns.at.length) this.#grow();
		for (const name of Object.keys(this.#columns) as (Name | "at")[])
			this.#columns[name][this.#count] = row[name];
		if (this.#count > 0) this.#columns.at[this.#count] = Math.max(row.at, this.get(this.#count - 1, "at"));
		this.#count++;
	}

	/** Index of the first row at or after `at`; `count` if there is none. */
	firstFrom(at: number): number {
		let low = 0;
		let high = this.#count;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.get(middle, "at") < at) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Forgets the rows before `at`. */
	forget(at: number): void {
		const first = this.firstFrom(at);
		if (first === 0) return;
		for (const column of Object.values<Float64Array>(this.#columns)) column.copyWithin(0, first, this.#count);
		this.#count -= first;
	}

	#grow(): void {
		for (const name of Object.keys(this.#columns) as (Name | "at")[]) {
			const larger = new Float64Array(2 * this.#count);
			larger.set(this.#columns[name]);
			this.#columns[name] = larger;
		}
	}
}
