import { minify, type Plugin } from "vite";
import { modelWords, platformWords, threeWords, wordsOutsideRenderer } from "./foreign-words.ts";
import { shortNames } from "./short-names.ts";
import { answerUnsetFlags } from "./unset-flags.ts";
import { dropUnusedMethods } from "./unused-methods.ts";

/** Three and its reader of glTF, of which plain models need a part (src/renderer/plain-model.ts). */
const THREE = /node_modules\/three\/(src|examples\/jsm\/(loaders\/GLTFLoader|utils))/;

/** The parts that come with other models. What the others import of these would be found by the test of what is loaded. */
const LATE =
	/\/(GLTFLoader|WorkerPool|BufferGeometryUtils|GLBufferAttribute|Instanced\w+|Points\w*|Line\w*|Compressed\w+|Spot\w+|Point\w+|Image\w*Loader|TextureLoader|FileLoader|Cache|Animation\w+|\w+Track|(Cubic|Bezier|Discrete)Interpolant|PropertyBinding)\.js$/;

/** The chunks of a build that hold nothing but libraries. */
export const LIBRARY_CHUNKS = [
	// A group takes what its modules import, too: the first is complete in itself.
	{ name: "three", test: (id: string) => THREE.test(id) && !LATE.test(id), priority: 2 },
	{ name: "three-late", test: THREE, priority: 1 },
	{ name: "vrm-core", test: /node_modules\/@pixiv\/three-vrm-core/, priority: 1 },
];

const isLibrary = (file: string): boolean => /^(three|three-late|vrm-core)-[\w-]{8}\.js$/.test(file);

/** Taking one thing away leaves others unused. */
const ROUNDS = 3;

type Files = ReadonlyMap<string, string>;

/**
 * Takes out of a build's {@link LIBRARY_CHUNKS} what nothing in the build can reach, which bundlers cannot know: branches
 * for kinds of objects that nobody makes, methods that nobody calls; and gives short names to what is left.
 */
export const leanBundle = (): Plugin => ({
	name: "facewire-lean-bundle",
	async generateBundle(_, bundle) {
		const all = Object.values(bundle).filter((output) => output.type === "chunk");
		const near = reachable(all);
		const chunks = all.filter(({ fileName }) => near.has(fileName));
		let files: Files = new Map(chunks.map(({ fileName, code }) => [fileName, code]));
		const platform = platformWords();
		for (let round = 0; round < ROUNDS; round++) {
			files = new Map([...files, ...answerUnsetFlags(files, isLibrary, platform)]);
			files = new Map([...files, ...dropUnusedMethods(files, isLibrary)]);
			files = await minified(files, new Set([...files.keys()].filter(isLibrary)), {});
		}
		const users = new Set(
			[...files].filter(([file, text]) => isLibrary(file) || dealsWithThree(text)).map(([file]) => file),
		);
		const foreign = [platform, modelWords(), wordsOutsideRenderer()];
		files = await minified(files, users, shortNames(files, users, { own: threeWords(), foreign }));
		for (const chunk of chunks)
			chunk.code = (files.get(chunk.fileName) ?? chunk.code).replaceAll(FOR_ITS_EFFECTS, "");
	},
});

/** A library does nothing by being loaded: who imports no name of a chunk does not need it. */
const FOR_ITS_EFFECTS = /import\s*["']\.\/three-late-[\w-]{8}\.js["'];?/g;

interface Chunk {
	readonly fileName: string;
	readonly isEntry: boolean;
	readonly imports: readonly string[];
	readonly dynamicImports: readonly string[];
}

/** What the entries other than the vendors' load: no vendor's player has to do with three. */
function reachable(chunks: readonly Chunk[]): ReadonlySet<string> {
	const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
	const found = new Set<string>();
	const visit = (fileName: string): void => {
		const chunk = byName.get(fileName);
		if (chunk === undefined || found.has(fileName)) return;
		found.add(fileName);
		for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next);
	};
	for (const { fileName, isEntry } of chunks)
		if (isEntry && !fileName.startsWith("vendors/")) visit(fileName);
	return found;
}

const dealsWithThree = (text: string): boolean => /["'`]\.\/(three|three-late)-[\w-]{8}\.js["'`]/.test(text);

async function minified(
	files: Files,
	some: ReadonlySet<string>,
	names: Readonly<Record<string, string>>,
): Promise<Files> {
	const all = Object.keys(names);
	const mangleProps = { include: new RegExp(`^(?:${all.join("|")})$`), cache: { ...names } };
	const done = await Promise.all(
		[...files].map(async ([file, text]) => {
			if (!some.has(file)) return [file, text] as const;
			const { code, errors } = await minify(file, text, {
				module: true,
				compress: { target: "es2022" },
				...(all.length === 0 ? {} : { mangleProps }),
			});
			const [error] = errors;
			if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`);
			return [file, code] as const;
		}),
	);
	return new Map(done);
}
