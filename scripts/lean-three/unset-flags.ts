import type { SyntaxNode } from "./syntax-node.ts";
import { childrenOf, parse, replaced, wordsOf } from "./syntax-node.ts";

/** Three's classes tell what they are by such properties. */
const FLAG = /^is[A-Z]/;

/**
 * Puts `void 0` where a library asks for a flag (`texture.isVideoTexture`) that nothing in the program sets, as the class
 * that would is not in it. A minifier then takes away what depends on it.
 * @param files every file of the program, by name
 * @param isLibrary whose questions are answered
 * @param platform names that the platform sets
 * @returns the library's files
 */
export function answerUnsetFlags(
	files: ReadonlyMap<string, string>,
	isLibrary: (file: string) => boolean,
	platform: ReadonlySet<string>,
): ReadonlyMap<string, string> {
	const programs = new Map([...files].map(([file, text]) => [file, parse(text)]));
	const set = new Set(platform);
	for (const program of programs.values()) collectSet(program, set);
	return new Map(
		[...files]
			.filter(([file]) => isLibrary(file))
			.map(([file, text]) => {
				const questions = unsetQuestions(programs.get(file) as SyntaxNode, set);
				return [
					file,
					replaced(
						text,
						questions.map(({ start, end }) => ({ start, end, by: "void 0" })),
					),
				];
			}),
	);
}

/** Names that are assigned, are keys or members of a class, or are words of strings. */
function collectSet(node: SyntaxNode, set: Set<string>): void {
	const { type, left, key, computed, value, quasis = [] } = node;
	if (type === "AssignmentExpression" && left?.property?.name !== undefined) set.add(left.property.name);
	if (
		/^(Property|MethodDefinition|PropertyDefinition)$/.test(type) &&
		computed !== true &&
		key?.name !== undefined
	)
		set.add(key.name);
	if (type === "Literal" && typeof value === "string") addWords(value, set);
	for (const part of quasis) addWords(part.value.raw, set);
	for (const child of childrenOf(node)) collectSet(child, set);
}

function addWords(text: string, words: Set<string>): void {
	for (const word of wordsOf(text)) words.add(word);
}

/** Reads of flags that are not set, of something that is named and not made: what makes it has to run. */
function unsetQuestions(program: SyntaxNode, set: ReadonlySet<string>): readonly SyntaxNode[] {
	const found: SyntaxNode[] = [];
	const visit = (node: SyntaxNode): void => {
		const { type, property, computed, object } = node;
		const name = property?.name ?? "";
		const isFlag = property?.type === "Identifier" && FLAG.test(name) && !set.has(name);
		if (type === "MemberExpression" && !computed && isFlag && isNamed(object)) {
			found.push(node);
			return;
		}
		// A call of `x.isY()` is no question for a flag.
		if (type === "CallExpression" && node.callee !== undefined) {
			for (const child of childrenOf(node)) if (child !== node.callee) visit(child);
			for (const child of childrenOf(node.callee)) visit(child);
			return;
		}
		for (const child of childrenOf(node)) visit(child);
	};
	visit(program);
	return found;
}

function isNamed(node: SyntaxNode | undefined): boolean {
	if (node?.type === "MemberExpression" && node.computed !== true) return isNamed(node.object);
	return node?.type === "Identifier" || node?.type === "ThisExpression";
}
