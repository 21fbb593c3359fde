import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** What the build may weigh, bytes. A change that needs more finds what can be loaded later: docs/benchmarks.md, decision 009. */
export const WEIGHT_LIMITS = { shell: 15_000, all: 200_000 } as const;

/** What a page loads of the package's folder, gzip -9, in bytes. */
export interface PackageWeight {
	/** The element's module and what it imports: before anything is wanted. */
	readonly shell: number;
	/**
	 * Everything that a page has loaded when it hears the first word of the default avatar, the avatar and its poster
	 * apart, under the policy of docs/csp.md. Each thread fetches its own modules; a file that several have in common is
	 * fetched once.
	 */
	readonly all: number;
	/** The speech codec, which comes besides where the page's policy allows WebAssembly: docs/csp.md's does not. */
	readonly codec: number;
	/** The files of `all` by name. */
	readonly files: ReadonlyMap<string, number>;
}

/** Loaded by the default avatar, a VRM; what else is loaded on demand (other models, Markdown, pinyin) is not. */
const VRM_CHUNK = /^(vrm-reader|vrm-avatar)-/;

const STATIC = /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g;
const DYNAMIC = /import\(\s*["'`]\.\/([\w.-]+\.js)["'`]\s*\)/g;

/** Weighs the package's `dist` folder. */
export function packageWeight(dist: string): PackageWeight {
	const text = (file: string) => readFileSync(`${dist}/${file}`, "utf8");
	const names = (file: string, pattern: RegExp) =>
		[...text(file).matchAll(pattern)].map(([, name = ""]) => name);
	const closure = (entry: string, wanted: (file: string) => boolean, found = new Set<string>()) => {
		if (found.has(entry)) return found;
		found.add(entry);
		for (const file of names(entry, STATIC)) closure(file, wanted, found);
		for (const file of names(entry, DYNAMIC).filter(wanted)) closure(file, wanted, found);
		return found;
	};
	const nothing = () => false;
	const isCore = (file: string) => file.startsWith("core-");
	const isVrm = (file: string) => VRM_CHUNK.test(file);
	const shell = closure("element.js", nothing);
	const all = new Set([
		...shell,
		...closure("element.js", isCore),
		...closure("session.worker.js", nothing),
		...closure("stage.worker.js", isVrm),
		...closure("playout.worklet.js", nothing),
	]);
	const weigh = (file: string) => gzipSync(text(file), { level: 9 }).length;
	const files = new Map([...all].map((file) => [file, weigh(file)]));
	const sum = (set: ReadonlySet<string>) =>
		[...set].reduce((bytes, file) => bytes + (files.get(file) ?? 0), 0);
	const [codec = ""] = names("session.worker.js", DYNAMIC).filter((file) => file.startsWith("opus-decoder-"));
	return { shell: sum(shell), all: sum(all), codec: weigh(codec), files };
}
