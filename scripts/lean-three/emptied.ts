import { nodesOf, replaced, type SyntaxNode } from "./syntax-node.ts";

interface FunctionNode extends SyntaxNode {
	readonly id?: { readonly name: string } | null;
	readonly body?: SyntaxNode;
}

/**
 * A module with other bodies for some of its functions, methods, and functions that are given to a property.
 * @param bodies by name
 * @throws Error with the name of what is not there any more
 */
export function withBodies(source: string, file: string, bodies: Readonly<Record<string, string>>): string {
	const parts = [...nodesOf(source)].flatMap((node) => {
		const [name, body] = functionOf(node);
		if (name === undefined || body === undefined || !Object.hasOwn(bodies, name)) return [];
		return [{ name, start: body.start, end: body.end, by: bodies[name] ?? "" }];
	});
	for (const name of Object.keys(bodies))
		if (!parts.some((part) => part.name === name))
			throw new Error(`${file} has no ${name} any more: see scripts/lean-three.`);
	return replaced(source, parts);
}

function functionOf(node: FunctionNode): readonly [string | undefined, SyntaxNode | undefined] {
	const { type, id, body, key, value, left, right } = node;
	if (type === "FunctionDeclaration") return [id?.name, body];
	if (type === "MethodDefinition") return [key?.name, (value as FunctionNode).body];
	if (type === "AssignmentExpression" && right?.type === "FunctionExpression")
		return [left?.property?.name, (right as FunctionNode).body];
	return [undefined, undefined];
}

/** A module without its warnings to those who program with three: nobody does who has the package. Errors stay. */
export function withoutWarnings(source: string): string {
	if (!/\bwarn(Once)?\(/.test(source)) return source;
	const isWarning = ({ type, expression }: SyntaxNode) =>
		type === "ExpressionStatement" && /^warn(Once)?$/.test(expression?.callee?.name ?? "");
	const warnings = [...nodesOf(source)].filter(isWarning);
	return replaced(
		source,
		warnings.map(({ start, end }) => ({ start, end, by: ";" })),
	);
}
