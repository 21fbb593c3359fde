import { replaced } from "./syntax-node.ts";

/** A function of a shader and where it stands. */
interface Definition {
	readonly file: string;
	readonly name: string;
	readonly start: number;
	readonly end: number;
}

/** Type, name and arguments of a function, at the beginning of a line. */
const HEAD = /^(?:(?:highp|mediump|lowp) )?\w+ (\w+)\([^()]*\)\s*\{/gm;

/**
 * Takes functions out of shader texts that none of them calls.
 * @param texts by name
 * @param isCalled whether somebody else calls a function of that name
 */
export function dropUnusedFunctions(
	texts: ReadonlyMap<string, string>,
	isCalled: (name: string) => boolean,
): ReadonlyMap<string, string> {
	const definitions = [...texts].flatMap(([file, text]) =>
		[...text.matchAll(HEAD)].map(({ 0: head, 1: name = "", index }) => ({
			file,
			name,
			start: index,
			end: closing(text, index + head.length),
		})),
	);
	const mentions = (name: string): number =>
		[...texts.values()].reduce(
			(sum, text) => sum + (text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0),
			0,
		);
	const own = (name: string): number => definitions.filter((one) => one.name === name).length;
	const unused = definitions.filter(
		({ name }) => name !== "main" && !isCalled(name) && mentions(name) === own(name),
	);
	if (unused.length === 0) return texts;
	return dropUnusedFunctions(
		new Map([...texts].map(([file, text]) => [file, without(file, text, unused)])),
		isCalled,
	);
}

/** Behind the brace that closes what is open at `from`. */
function closing(text: string, from: number): number {
	let depth = 1;
	for (let at = from; at < text.length; at++) {
		if (text[at] === "{") depth++;
		if (text[at] === "}" && --depth === 0) return at + 1;
	}
	throw new SyntaxError("A function without its end");
}

function without(file: string, text: string, unused: readonly Definition[]): string {
	const here = unused.filter((one) => one.file === file);
	const rest = replaced(
		text,
		here.map(({ start, end }) => ({ start, end, by: "" })),
	);
	return rest.replaceAll(/\n{2,}/g, "\n").trim();
}
