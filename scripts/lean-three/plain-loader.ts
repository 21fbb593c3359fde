import { parse, replaced, type SyntaxNode } from "./syntax-node.ts";

// What of three's reader of glTF plain models (src/renderer/plain-model.ts) do not need. Each name has to be there still.

/** Materials' extensions that are kept; the others are not registered. */
const KEPT_PLUGINS = ["GLTFMaterialsSheenExtension"];

/** Methods that only other models reach, by class. */
const LEFT_OUT_METHODS: Readonly<Record<string, readonly string[]>> = {
	GLTFLoader: ["load", "unregister"],
	GLTFParser: [
		"loadCamera",
		"loadAnimation",
		"loadTextureImage",
		"loadImageSource",
		"_createAnimationTracks",
		"_createCubicSplineTrackInterpolant",
	],
};

/** Readers of extensions that a switch over the file's own makes. */
const LEFT_OUT_READERS = ["GLTFDracoMeshCompressionExtension", "GLTFTextureTransformExtension"];

/** What is imported, and made for other models only, or made always and used for other models only. */
const LEFT_OUT_IMPORTS = [
	"FileLoader",
	"ImageBitmapLoader",
	"TextureLoader",
	"InstancedMesh",
	"Line",
	"LineBasicMaterial",
	"LineLoop",
	"LineSegments",
	"Points",
	"PointsMaterial",
	"PropertyBinding",
	"toTrianglesDrawMode",
];

/** In their place: the reader makes loaders of files before it knows that there are none. */
const NOTHING = `class Nothing {
	// Of three's PropertyBinding: names of bones without what its paths are made of.
	static sanitizeNodeName(name) { return name.replace(/\\s/g, "_").replace(/[\\[\\].:/]/g, ""); }
	setCache() {} setCrossOrigin() {} setPriority() {} setRequestHeader() {} setResponseType() {} setWithCredentials() {}
}
${LEFT_OUT_IMPORTS.map((name) => `const ${name} = Nothing;`).join("\n")}
`;

/** A class, a method, or the function that it is, with what stands in it. */
interface Container extends SyntaxNode {
	readonly id?: { readonly name: string };
	readonly value?: Container;
	readonly body?: { readonly body: readonly Container[] };
}

/**
 * Three's reader of glTF without what plain models never reach.
 * @param source text of its module
 * @throws Error with the name of what is not there any more
 */
export function plainLoader(source: string): string {
	const textOf = ({ start, end }: SyntaxNode) => source.slice(start, end);
	const classes = (parse(source) as unknown as { readonly body: readonly Container[] }).body;
	const membersOf = (name: string) => classes.find(({ id }) => id?.name === name)?.body?.body ?? [];
	const methods = Object.entries(LEFT_OUT_METHODS).flatMap(([name, left]) =>
		left.map((method) =>
			found(
				method,
				membersOf(name).find(({ key }) => key?.name === method),
			),
		),
	);
	const making = membersOf("GLTFLoader").find(({ key }) => key?.name === "constructor");
	const plugins = making?.value?.body?.body.filter((line) => textOf(line).startsWith("this.register(")) ?? [];
	const isKept = (line: SyntaxNode) => KEPT_PLUGINS.some((name) => textOf(line).includes(name));
	found(KEPT_PLUGINS.join(), plugins.find(isKept));
	const cuts = [...methods, ...plugins.filter((line) => !isKept(line))];
	return withoutImports(
		replaced(
			source,
			cuts.map(({ start, end }) => ({ start, end, by: "" })),
		),
	);
}

function withoutImports(source: string): string {
	let text = source;
	for (const name of LEFT_OUT_READERS) {
		const making = new RegExp(`new ${name}\\([^)]*\\)`);
		found(name, making.exec(text));
		text = text.replace(making, "undefined");
	}
	for (const name of LEFT_OUT_IMPORTS) {
		const imported = new RegExp(`(import \\{[^}]*?)\\b${name}\\b,?`);
		found(name, imported.exec(text));
		text = text.replace(imported, "$1");
	}
	return text + NOTHING;
}

function found<T>(name: string, part: T | null | undefined): T {
	if (part == null) throw new Error(`three's GLTFLoader has no ${name} any more: see scripts/lean-three.`);
	return part;
}
