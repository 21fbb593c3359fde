import { nodesOf, replaced, type SyntaxNode } from "./syntax-node.ts";

/**
 * Methods of VRM's core that nobody reaches in a VRM 1.0 whose thumbnail nobody asks for, seen by a camera that is not in
 * its head: readers of VRM 0.x, of the thumbnail, and what cuts heads off for first-person views.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
	"_v0Import",
	"_v0ImportDegreeMap",
	"_extractGLTFImage",
	"setup",
	"_excludeTriangles",
	"_createErasedMesh",
	"_createHeadlessModelForSkinnedMesh",
	"_createHeadlessModel",
	"_isEraseTarget",
]);

/** Tables that only those read. */
const LEFT_OUT_TABLES: ReadonlySet<string> = new Set(["v0v1PresetNameMap"]);

/**
 * The core of VRM as plain models need it.
 * @param source text of `@pixiv/three-vrm-core`
 * @throws Error with the name of what is not there any more
 */
export function plainVrm(source: string): string {
	const parts = [...nodesOf(source)].flatMap((node) => leftOut(node) ?? []);
	for (const name of [...LEFT_OUT, ...LEFT_OUT_TABLES])
		if (!parts.some((part) => part.name === name))
			throw new Error(`three-vrm-core has no ${name} any more: see scripts/lean-three.`);
	return replaced(source, parts);
}

/** What is left out of a method or a table, and what stands there instead. */
function leftOut({ type, key, value, left, right }: SyntaxNode) {
	const method = type === "MethodDefinition" ? key?.name : undefined;
	const table = type === "AssignmentExpression" ? left?.property?.name : undefined;
	const body = (value as { readonly body?: SyntaxNode } | null)?.body;
	if (method !== undefined && LEFT_OUT.has(method) && body !== undefined)
		return { name: method, start: body.start, end: body.end, by: "{ return null; }" };
	if (table !== undefined && LEFT_OUT_TABLES.has(table) && right !== undefined)
		return { name: table, start: right.start, end: right.end, by: "null" };
	return undefined;
}
