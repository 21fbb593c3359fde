import { type Plugin, parseAst } from "vite";

/** The chunk of a build that holds nothing but three and its reader of glTF. */
export const THREE_CHUNK = {
	name: "three",
	test: /node_modules\/three\/(src|examples\/jsm\/(loaders\/GLTFLoader|utils))/,
} as const;

/** Takes out of a build's {@link THREE_CHUNK} the methods that nothing in the build can call. */
export const withoutUnusedMethods = (): Plugin => ({
	name: "facewire-unused-methods",
	generateBundle(_, bundle) {
		const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
		const files = new Map(chunks.map(({ fileName, code }) => [fileName, code]));
		const isThree = (file: string) => /^three-[\w-]{8}\.js$/.test(file);
		const lean = dropUnusedMethods(files, isThree);
		for (const chunk of chunks) chunk.code = lean.get(chunk.fileName) ?? chunk.code;
	},
});

/** A method of a class, where it stands, and the names that its text mentions. */
interface Method {
	readonly file: string;
	readonly name: string;
	readonly start: number;
	readonly end: number;
	readonly mentions: Set<string>;
}

/** A node of a syntax tree (ESTree), with the fields that are read here, of whatever nodes have them. */
interface SyntaxNode {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly name?: string;
	readonly computed?: boolean;
	readonly key?: SyntaxNode;
	readonly value?: unknown;
	readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}

/**
 * Takes methods out of classes that nothing can call, as nothing that is left mentions their names: neither as a name
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
		reader.read(parseAst(text) as unknown as SyntaxNode);
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
		const { type, start, end, key, value, computed, name = "", quasis = [] } = node;
		if (type === "MethodDefinition" && this.#methods !== undefined && !computed && isDroppable(key)) {
			const method = {
				file: this.#file,
				name: key?.name ?? "",
				start,
				end,
				mentions: new Set<string>(),
			};
			this.#methods.push(method);
			this.#within(method.mentions, value as SyntaxNode);
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

	/** What a method within a method mentions belongs to the outer one, which is taken out as a whole. */
	#within(mentions: Set<string>, body: SyntaxNode): void {
		new MentionReader(this.#file, mentions, undefined).read(body);
	}

	#words(text: string): void {
		for (const [word] of text.matchAll(/[\w$]+/g)) this.#mentions.add(word);
	}

	#children(node: object): void {
		for (const child of Object.values(node).flat())
			if (typeof child === "object" && child !== null && "type" in child) this.read(child as SyntaxNode);
	}
}

const isDroppable = (key: SyntaxNode | undefined): boolean =>
	key?.type === "Identifier" && !PLATFORM.has(key.name ?? "");

function without(text: string, file: string, methods: ReadonlySet<Method>): string {
	let rest = text;
	const cuts = [...methods].filter((method) => method.file === file).sort((a, b) => b.start - a.start);
	for (const { start, end } of cuts) rest = rest.slice(0, start) + rest.slice(end);
	return rest;
}
