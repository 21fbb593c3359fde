import type { Node } from "jsonc-parser";
import { ScenarioError } from "./scenario-error.ts";

/** The fields of an object of the file. */
export interface FieldReader {
	may(key: string): NodeReader | undefined;
	must(key: string): NodeReader;
}

/** A value of a JSON file that knows its line. Every method throws a {@link ScenarioError} if it is something else. */
export class NodeReader {
	readonly #node: Node;
	readonly #source: string;

	constructor(node: Node, source: string) {
		this.#node = node;
		this.#source = source;
	}

	get isText(): boolean {
		return this.#node.type === "string";
	}

	problem(message: string, node: Node = this.#node): ScenarioError {
		return new ScenarioError(this.#source.slice(0, node.offset).split("\n").length, message);
	}

	wrong(expected: string): ScenarioError {
		const { offset, length } = this.#node;
		const given = this.#source.slice(offset, offset + length);
		return this.problem(`expected ${expected}, got ${given.length > 60 ? `${given.slice(0, 57)}…` : given}.`);
	}

	/** An object with these keys and no others. */
	object(known: readonly string[]): FieldReader {
		if (this.#node.type !== "object") throw this.wrong("an object");
		const fields = new Map<string, NodeReader>();
		for (const property of this.#node.children ?? []) {
			const [key, value] = property.children ?? [];
			if (key === undefined || value === undefined) continue;
			const name = String(key.value);
			if (!known.includes(name)) throw this.problem(unknownKey(name, known), key);
			if (fields.has(name)) throw this.problem(`“${name}” is there twice.`, key);
			fields.set(name, new NodeReader(value, this.#source));
		}
		return {
			may: (key) => fields.get(key),
			must: (key) => {
				const found = fields.get(key);
				if (found === undefined) throw this.problem(`“${key}” is missing.`);
				return found;
			},
		};
	}

	list(): readonly NodeReader[] {
		if (this.#node.type !== "array") throw this.wrong("a list");
		return (this.#node.children ?? []).map((child) => new NodeReader(child, this.#source));
	}

	text(mayBeEmpty = false): string {
		const { value } = this.#node;
		if (typeof value !== "string" || (value.trim() === "" && !mayBeEmpty)) throw this.wrong("a text");
		return value;
	}

	number(least: number, most: number): number {
		const { value } = this.#node;
		if (typeof value !== "number" || !(value >= least && value <= most))
			throw this.wrong(`a number from ${least} to ${most}`);
		return value;
	}

	whole(least: number, most: number): number {
		const value = this.number(least, most);
		if (!Number.isInteger(value)) throw this.wrong(`a whole number from ${least} to ${most}`);
		return value;
	}

	flag(): boolean {
		const { value } = this.#node;
		if (typeof value !== "boolean") throw this.wrong("true or false");
		return value;
	}

	oneOf<Choice extends string>(choices: readonly Choice[]): Choice {
		const found = choices.find((choice) => choice === this.#node.value);
		if (found === undefined) throw this.wrong(`one of ${choices.map((choice) => `"${choice}"`).join(", ")}`);
		return found;
	}
}

/** Names the key, the ones that there are, and the one that was probably meant. */
function unknownKey(name: string, known: readonly string[]): string {
	const near = known.find((key) => distance(key.toLowerCase(), name.toLowerCase()) <= 2);
	const meant = near === undefined ? "" : ` Is “${near}” meant?`;
	return `there is no key “${name}” here.${meant} Known: ${known.join(", ")}.`;
}

/** Letters to change, add or leave out to make one word of the other. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
