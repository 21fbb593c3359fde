import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { wordsOf } from "./syntax-node.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MODULES = `${ROOT}node_modules/`;

/** Names that the platform gives its objects: every word of TypeScript's declarations of browsers and JavaScript. */
export function platformWords(): ReadonlySet<string> {
	const compiler = createRequire(`${MODULES}typescript/package.json`);
	const lib = join(
		dirname(compiler.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`)),
		"lib",
	);
	const files = readdirSync(lib).filter((file) =>
		/^lib\.(dom|webworker|es|decorators|scripthost).*\.d\.ts$/.test(file),
	);
	return wordsIn(files.map((file) => join(lib, file)));
}

/** Names in the files of glTF, its extensions, VRM and VRM animations. */
export const modelWords = (): ReadonlySet<string> =>
	wordsIn([
		`${MODULES}@gltf-transform/core/dist/index.d.ts`,
		...codeIn(`${MODULES}@gltf-transform/extensions/dist`, /\.(js|mjs|cjs|d\.ts)$/),
		...readdirSync(`${MODULES}@pixiv`)
			.filter((name) => name.startsWith("types-"))
			.flatMap((name) => codeIn(`${MODULES}@pixiv/${name}`, /\.d\.ts$/)),
	]);

/** Names that our own code mentions outside of the renderer: what goes over wires, between threads and to pages. */
export const wordsOutsideRenderer = (): ReadonlySet<string> =>
	wordsIn(
		[...codeIn(`${ROOT}src`, /\.ts$/), ...codeIn(`${ROOT}workers`, /\.ts$/)].filter(
			(file) => !file.startsWith(`${ROOT}src/renderer/`),
		),
		codeOf,
	);

/** Names in three's own sources. */
export const threeWords = (): ReadonlySet<string> =>
	wordsIn(
		codeIn(`${MODULES}three/src`, /\.js$/).filter(
			(file) => !/\/(nodes|webgpu|webgl-fallback|common)\//.test(file),
		),
	);

const codeIn = (folder: string, ending: RegExp): readonly string[] =>
	readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((file) => ending.test(file))
		.map((file) => join(folder, file));

function wordsIn(files: readonly string[], read = textOf): ReadonlySet<string> {
	const words = new Set<string>();
	for (const file of files) for (const word of wordsOf(read(file))) words.add(word);
	return words;
}

const textOf = (file: string): string => readFileSync(file, "utf8");

/** A comment gives no name a meaning. Ours stand on lines of their own. */
const codeOf = (file: string): string =>
	textOf(file)
		.replaceAll(/^\s*\/\*\*[\s\S]*?\*\/$/gm, "")
		.replaceAll(/^\s*\/\/.*$/gm, "");
