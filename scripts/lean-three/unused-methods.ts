import { childrenOf, parse, replaced, type SyntaxNode, wordsOf } from "./syntax-node.ts";

/** A method of a class, where it stands, and the names that its text mentions. */
interface Method {
	readonly file: string;
	readonly name: string;
	readonly start: number;
	readonly end: number;
	readonly mentions: Set<string>;
	/** What is put in its place. */
	readonly by: "" | "0";
}

/**
 * Takes methods and fields out of classes that nothing can call or read, as nothing that is left mentions their names: neither as a name
 * nor as a word of a string. A library's classes have them by the hundred, and bundlers keep every method of a class that
 * is used. What calls methods by names that it puts together, or whose names come from a file, must not be given here.
 * @param files every file of the program, by name
 * @param isLibrary whose methods may be taken out
 * @returns the library's files without them
 */
export function dropUnusedMethods(
	files: ReadonlyMap<string, string>,
	isLibrary: (file: string) => boolean,
): ReadonlyMap<string, string> {
	const methods: Method[] = [];
	const alive = new Set<string>();
	for (const [file, text] of files) {
		const reader = new MentionReader(file, alive, isLibrary(file) ? methods : undefined);
		reader.read(parse(text));
	}
	const waiting = new Set(methods);
	for (let before = -1; before !== waiting.size; ) {
		before = waiting.size;
		for (const method of waiting) {
			if (!alive.has(method.name)) continue;
			waiting.delete(method);
			for (const name of method.mentions) alive.add(name);
		}
	}
	return new Map(
		[...files]
			.filter(([file]) => isLibrary(file))
			.map(([file, text]) => [file, without(text, file, waiting)]),
	);
}

/** The platform calls these by itself. */
const PLATFORM: ReadonlySet<string> = new Set(["constructor", "toString", "valueOf", "then"]);

/** Collects what is mentioned; what a library's methods mention is kept with them. */
class MentionReader {
	readonly #file: string;
	readonly #methods: Method[] | undefined;
	#mentions: Set<string>;

	constructor(file: string, mentions: Set<string>, methods: Method[] | undefined) {
		this.#file = file;
		this.#mentions = mentions;
		this.#methods = methods;
	}

	read(node: SyntaxNode): void {
		const { type, key, value, computed, name = "", quasis = [], expression } = node;
		if (type === "MethodDefinition" && !computed && isDroppable(key)) {
			if (this.#take(node, key, value as SyntaxNode, "")) return;
		}
		if (type === "ExpressionStatement" && expression !== undefined) {
			for (const part of expression.expressions ?? [expression]) if (!this.#takeField(part)) this.read(part);
			return;
		}
		if (type === "MethodDefinition" && !computed) {
			this.#children({ value });
			return;
		}
		if (type === "Identifier") this.#mentions.add(name);
		if (type === "Literal" && typeof value === "string") this.#words(value);
		for (const part of quasis) this.#words(part.value.raw);
		this.#children(node);
	}

	/** `this.name = …` whose value nobody uses, and that has no other effect. */
	#takeField(node: SyntaxNode): boolean {
		const { type, left, right } = node;
		if (type !== "AssignmentExpression" || !isOwnMember(left) || !isIdle(right)) return false;
		return isDroppable(left?.property) && this.#take(node, left?.property, right, "0");
	}

	/** Keeps a method of the library for later; false of what is not the library's. */
	#take(
		{ start, end }: SyntaxNode,
		key: SyntaxNode | undefined,
		body: SyntaxNode,
		by: Method["by"],
	): boolean {
		if (this.#methods === undefined) return false;
		const method = { file: this.#file, name: key?.name ?? "", start, end, by, mentions: new Set<string>() };
		this.#methods.push(method);
		this.#within(method.mentions, body);
		return true;
	}

	/** What a method within a method mentions belongs to the outer one, which is taken out as a whole. */
	#within(mentions: Set<string>, body: SyntaxNode): void {
		new MentionReader(this.#file, mentions, undefined).read(body);
	}

	#words(text: string): void {
		for (const word of wordsOf(text)) this.#mentions.add(word);
	}

	#children(node: object): void {
		for (const child of childrenOf(node)) this.read(child);
	}
}

const isOwnMember = (node: SyntaxNode | undefined): boolean =>
	node?.type === "MemberExpression" && node.computed !== true && node.object?.type === "ThisExpression";

/** Whether nothing happens where it is evaluated. */
const isIdle = (node: SyntaxNode | undefined): node is SyntaxNode =>
	/^(FunctionExpression|ArrowFunctionExpression|Identifier|Literal)$/.test(node?.type ?? "");

const isDroppable = (key: SyntaxNode | undefined): boolean =>
	key?.type === "Identifier" && !PLATFORM.has(key.name ?? "");

function without(text: string, file: string, methods: ReadonlySet<Method>): string {
	return replaced(
		text,
		[...methods].filter((method) => method.file === file),
	);
}
