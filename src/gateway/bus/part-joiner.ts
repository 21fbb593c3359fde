/** Puts the parts of what was cut for the bus together again, per writer. */
export class PartJoiner {
	readonly #parts = new Map<string, Buffer[]>();

	/**
	 * Takes the next part of `writer`; `name` is `index/count`. Answers the whole with its last part, else null. A part
	 * whose beginning was not seen is dropped, and so is a beginning whose end never came.
	 */
	join(writer: string, name: string, part: Buffer): Buffer | null {
		const [index = 0, count = 1] = name.split("/").map(Number);
		if (count === 1) return part;
		const parts = index === 0 ? [] : this.#parts.get(writer);
		if (parts === undefined || parts.length !== index) {
			this.#parts.delete(writer);
			return null;
		}
		parts.push(part);
		if (parts.length < count) {
			this.#parts.set(writer, parts);
			return null;
		}
		this.#parts.delete(writer);
		return Buffer.concat(parts);
	}
}
