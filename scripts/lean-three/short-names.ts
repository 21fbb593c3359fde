import { childrenOf, parse, type SyntaxNode, wordsOf } from "./syntax-node.ts";

/** Names that are not worth a change. */
const SHORT = 3;
/** Constants of WebGL, and what its extensions call their functions. */
const WEBGL = /^[A-Z\d_]+$|(WEBGL|ANGLE|OVR|EXT|KHR)$|^__THREE/;

export interface NameFacts {
	/** Names that the library gives properties of its objects. */
	readonly own: ReadonlySet<string>;
	/** Names that have a meaning elsewhere too: to the platform, in files, on wires, to pages. */
	readonly foreign: readonly ReadonlySet<string>[];
}

/**
 * Finds short names for a library's properties: those that only `users` mention, that are words of no string, and that
 * mean nothing elsewhere.
 * @param files every file of the program, by name
 * @param users the library's files and those that deal with its objects
 * @returns short names by long ones, the most frequent first
 */
export function shortNames(
	files: ReadonlyMap<string, string>,
	users: ReadonlySet<string>,
	{ own, foreign }: NameFacts,
): Readonly<Record<string, string>> {
	const counts = new Map<string, number>();
	const taken = new Set<string>();
	for (const [file, text] of files) {
		const isUser = users.has(file);
		collect(parse(text), {
			property: (name) => (isUser ? counts.set(name, (counts.get(name) ?? 0) + 1) : taken.add(name)),
			word: (name) => taken.add(name),
		});
	}
	const isFree = (name: string) =>
		name.length > SHORT &&
		own.has(name) &&
		!taken.has(name) &&
		!WEBGL.test(name) &&
		!foreign.some((words) => words.has(name));
	const candidates = [...counts]
		.filter(([name]) => isFree(name))
		.sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
	const names = newNames(
		(name) => counts.has(name) || taken.has(name) || foreign.some((words) => words.has(name)),
	);
	return Object.fromEntries(candidates.map(([name]) => [name, names.next().value as string]));
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);

interface Collector {
	property(name: string): unknown;
	word(name: string): unknown;
}

/** Tells of each property that is named, and of each word of a string and name that crosses from file to file. */
function collect(node: SyntaxNode, to: Collector): void {
	const { type, computed, property, key, value, quasis = [] } = node;
	const isMember = /^(Property|MethodDefinition|PropertyDefinition)$/.test(type);
	const named = type === "MemberExpression" ? property : isMember ? key : undefined;
	if (!computed && named?.type === "Identifier") to.property(named.name ?? "");
	if (/^(Export|Import)\w*Specifier$/.test(type))
		for (const { name } of [node.exported ?? {}, node.imported ?? {}] as { name?: string }[])
			if (name !== undefined) to.word(name);
	if (type === "Literal" && typeof value === "string") words(value, to);
	for (const part of quasis) words(part.value.raw, to);
	for (const child of childrenOf(node)) collect(child, to);
}

function words(text: string, to: Collector): void {
	for (const word of wordsOf(text)) to.word(word);
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Names of two letters, then of three. */
function* newNames(isTaken: (name: string) => boolean): Generator<string, string> {
	for (let number = LETTERS.length; ; number++) {
		let name = "";
		for (let rest = number; rest >= 0; rest = Math.floor(rest / LETTERS.length) - 1)
			name = (LETTERS[rest % LETTERS.length] ?? "") + name;
		if (!isTaken(name)) yield name;
	}
}
