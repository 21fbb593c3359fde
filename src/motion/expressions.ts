import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../lipsync/blendshapes.ts";
import { EXPRESSION_ALIASES, EXPRESSIONS, type ExpressionShapes } from "./expression-table.ts";

/** Names of one's own: an expression's shapes, or the name of another expression. */
export type CustomExpressions = Readonly<Record<string, ExpressionShapes | string>>;

const INDEX: Readonly<Record<string, number>> = BLENDSHAPE_INDEX;

/** Looks expressions up by name; names that nobody knows are counted, not dropped in silence. */
export class Expressions {
	readonly #byName = new Map<string, Float32Array>();
	readonly #unknown = new Map<string, number>();

	/** @throws {TypeError} if a custom row names a shape or an expression that does not exist, or a weight outside 0 … 1. */
	constructor(custom: CustomExpressions = {}) {
		for (const [name, shapes] of Object.entries(EXPRESSIONS))
			this.#set(name, expressionWeights(name, shapes));
		for (const [alias, name] of Object.entries(EXPRESSION_ALIASES)) this.#alias(alias, name);
		for (const [name, row] of Object.entries(custom)) {
			if (typeof row === "string") this.#alias(name, row);
			else this.#set(name, expressionWeights(name, row));
		}
	}

	/** How often each unknown name was asked for. */
	get unknown(): ReadonlyMap<string, number> {
		return this.#unknown;
	}

	/** The 52 weights of an expression, not to be changed; `undefined` (and counted) if no table has it. */
	find(name: string): Float32Array | undefined {
		const weights = this.#byName.get(key(name));
		if (weights === undefined) this.#unknown.set(name, (this.#unknown.get(name) ?? 0) + 1);
		return weights;
	}

	#set(name: string, weights: Float32Array): void {
		this.#byName.set(key(name), weights);
	}

	#alias(alias: string, name: string): void {
		const weights = this.#byName.get(key(name));
		if (weights === undefined) throw new TypeError(`expressions.${alias}: there is no expression "${name}"`);
		this.#set(alias, weights);
	}
}

const key = (name: string) => name.trim().toLowerCase();

/** The 52 weights of an expression. @throws {TypeError} for an unknown shape or a weight outside 0 … 1. */
export function expressionWeights(name: string, shapes: ExpressionShapes): Float32Array {
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	for (const [shape, weight] of Object.entries(shapes)) {
		const targets = [shape, `${shape}Left`, `${shape}Right`].filter((candidate) =>
			Object.hasOwn(INDEX, candidate),
		);
		if (targets.length === 0) throw new TypeError(`expressions.${name}: there is no blendshape "${shape}"`);
		if (!(weight >= 0 && weight <= 1))
			throw new TypeError(`expressions.${name}.${shape}: expected 0 … 1, got ${weight}`);
		// `mouthLeft` is a shape of its own and the name of no pair; a pair has no shape of its own name.
		for (const target of Object.hasOwn(INDEX, shape) ? [shape] : targets)
			weights[INDEX[target] ?? 0] = weight;
	}
	return weights;
}
