import { parseAst } from "vite";

/** A node of a syntax tree (ESTree), with the fields that are read here, of whatever nodes have them. */
export interface SyntaxNode {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly name?: string;
	readonly computed?: boolean;
	readonly shorthand?: boolean;
	readonly key?: SyntaxNode;
	readonly value?: unknown;
	readonly object?: SyntaxNode;
	readonly property?: SyntaxNode;
	readonly left?: SyntaxNode;
	readonly right?: SyntaxNode;
	readonly callee?: SyntaxNode;
	readonly expression?: SyntaxNode;
	readonly expressions?: readonly SyntaxNode[];
	readonly exported?: SyntaxNode;
	readonly imported?: SyntaxNode;
	readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}

export const parse = (text: string): SyntaxNode => parseAst(text) as unknown as SyntaxNode;

export function* childrenOf(node: object): Generator<SyntaxNode> {
	for (const child of Object.values(node).flat())
		if (typeof child === "object" && child !== null && "type" in child) yield child as SyntaxNode;
}

/** Every node of a module, from the outside to the inside. */
export function* nodesOf(text: string): Generator<SyntaxNode> {
	const waiting = [parse(text)];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		yield node;
		waiting.push(...childrenOf(node));
	}
}

/** The words of a text: what might be names. */
export const wordsOf = (text: string): readonly string[] => text.match(/[\w$]+/g) ?? [];

/** Another text in place of some of a text's parts, which do not overlap. */
export function replaced(
	text: string,
	parts: readonly { readonly start: number; readonly end: number; readonly by: string }[],
): string {
	let rest = text;
	for (const { start, end, by } of [...parts].sort((a, b) => b.start - a.start))
		rest = rest.slice(0, start) + by + rest.slice(end);
	return rest;
}
