import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig, minify, type Plugin } from "vite";
import { LIBRARY_CHUNKS, leanBundle } from "../lean-three/lean-bundle.ts";
import { leanThree } from "../lean-three/lean-three.ts";
import { packageManifest, VENDOR_ENTRIES } from "./package-manifest.ts";
import { widgetData } from "./widget-data.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Modules that a page imports by name, and where they come from. */
const ENTRIES: Readonly<Record<string, string>> = {
	...entriesOf("", "src/widget/package", ["index", "element", "core", "react"]),
	...entriesOf("vendors/", "src/vendors/package", VENDOR_ENTRIES),
	// The workers share code with them.
	...entriesOf("", "workers", ["session.worker", "stage.worker"]),
};

function entriesOf(prefix: string, folder: string, names: readonly string[]): Record<string, string> {
	return Object.fromEntries(names.map((name) => [prefix + name, `${ROOT}${folder}/${name}.ts`]));
}

/** Modules without a DOM, and without three, which pages must not load. */
const SHARED =
	/\/(src\/(util|protocol(?!\/vendor-broker)|session|audio|lipsync|motion)|assets\/gestures|comlink)\/|\/src\/runtime\/(face-timing|frame-stats|presentation-clock|heard-sound|absolute-time|stage-ports)\.ts/;

/**
 * Our own modules that several threads load are one file, and those of a VRM another: text that is compressed as one is
 * smaller than in twenty files.
 */
const OWN_CHUNKS = [
	{ name: "shared", test: SHARED, minShareCount: 2 },
	{ name: "preload-helper", test: /preload-helper/, priority: 3 },
	{ name: "vrm-avatar", test: /\/src\/renderer\/vrm-(avatar|reader)\.ts$/ },
];

/** The default avatar and its poster, beside the modules. */
const AVATARS = ["mira.vrm", "mira-light.vrm", "mira.webp"];

/** Imports nothing: browsers without an AudioWorklet of their own take it apart as text. */
const WORKLET = "playout.worklet";

/** A file beside the main thread is known by its name alone: a bundler that takes the package in moves what it knows more of. */
const namedWorkers = (): Plugin => ({
	name: "facewire-named-workers",
	enforce: "pre",
	resolveId: (id) => (id.endsWith("?worker&url") ? `\0${id}` : null),
	load: (id) =>
		id.startsWith("\0") && id.endsWith("?worker&url")
			? `export default ${JSON.stringify(fileOf(id))};`
			: null,
});

/** Vite's way to load styles with a module, of which there are none: every style is in its module. */
const withoutPreload = (): Plugin => ({
	name: "facewire-without-preload",
	enforce: "pre",
	load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
});

const fileOf = (id: string): string => id.replace(/^.*\/([\w.-]+)\.ts\?.*$/, "$1.js");

/** What the builds have in common: nothing is inlined, and names do not change from one version to the next. */
const common = (outDir: string): InlineConfig => ({
	root: ROOT,
	configFile: false,
	publicDir: false,
	logLevel: "error",
	base: "./",
	plugins: [leanThree(), namedWorkers(), withoutPreload()],
	build: {
		outDir,
		emptyOutDir: false,
		target: "es2022",
		assetsInlineLimit: 0,
		sourcemap: false,
		modulePreload: false,
	},
});

/** The modules: shell, core, runtime, React, vendors, and the workers. */
async function buildModules(outDir: string): Promise<void> {
	const config = common(outDir);
	await build({
		...config,
		plugins: [...(config.plugins ?? []), leanBundle()],
		build: {
			...config.build,
			assetsDir: "",
			rolldownOptions: {
				input: ENTRIES,
				external: ["react", "react/jsx-runtime"],
				preserveEntrySignatures: "strict",
				output: {
					codeSplitting: { groups: [...LIBRARY_CHUNKS, ...OWN_CHUNKS] },
					entryFileNames: "[name].js",
					chunkFileNames: "[name]-[hash].js",
					assetFileNames: "[name]-[hash][extname]",
				},
			},
		},
	});
}

/** A file that imports no other: the worklet, and the classic script of a `<script>` tag. */
async function buildAlone(outDir: string, entry: string, format: "es" | "iife", file: string): Promise<void> {
	const config = common(outDir);
	const lib = { entry: `${ROOT}${entry}`, formats: [format], name: "facewire", fileName: () => file };
	await build({ ...config, build: { ...config.build, lib } });
	// Libraries are left readable, for whoever bundles them again; nobody does this one.
	const { code } = await minify(file, await readFile(`${outDir}/${file}`, "utf8"), {
		module: format === "es",
	});
	await writeFile(`${outDir}/${file}`, code);
}

/** Declarations of all that the entries reach. TypeScript wants the endings that the files will have. */
async function buildTypes(outDir: string): Promise<void> {
	execFileSync(
		process.execPath,
		[`${ROOT}node_modules/typescript/bin/tsc`, "-p", `${ROOT}tsconfig.package.json`, "--outDir", outDir],
		{ stdio: "inherit" },
	);
	const entries = [
		...["index", "element", "react"].map((name) => `src/widget/package/${name}`),
		...VENDOR_ENTRIES.map((name) => `src/vendors/package/${name}`),
	];
	const reached = await reachedTypes(entries.map((entry) => `${outDir}/${entry}.d.ts`));
	for (const file of (await readdir(outDir, { recursive: true })).map((name) => `${outDir}/${name}`)) {
		if (!file.endsWith(".d.ts")) continue;
		if (!reached.has(file)) await rm(file);
		else await writeFile(file, (await readFile(file, "utf8")).replace(IMPORT_OF_OURS, '$1$2.js"'));
	}
}

const IMPORT_OF_OURS = /((?:from|import)\s*\(?")(\.[^"]+)\.ts"/g;

/** The declarations that those of the entries mention: an application needs no library to compile against them. */
async function reachedTypes(
	files: readonly string[],
	reached = new Set<string>(),
): Promise<ReadonlySet<string>> {
	for (const file of files.filter((one) => !reached.has(one))) {
		reached.add(file);
		const text = await readFile(file, "utf8");
		const mentioned = [...text.matchAll(IMPORT_OF_OURS)].map(([, , path]) =>
			join(dirname(file), `${path}.d.ts`),
		);
		await reachedTypes(mentioned, reached);
	}
	return reached;
}

/** Makes the package's folder: `dist`, `types`, manifest, data for editors, licence. */
export async function buildPackage(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true });
	const dist = `${folder}/dist`;
	await mkdir(`${dist}/avatars`, { recursive: true });
	await buildModules(dist);
	await buildAlone(dist, `workers/${WORKLET}.ts`, "es", `${WORKLET}.js`);
	await buildAlone(dist, "src/widget/package/script.ts", "iife", "facewire.js");
	await buildTypes(`${folder}/types`);
	for (const avatar of AVATARS)
		await cp(`${ROOT}assets/public/avatars/${avatar}`, `${dist}/avatars/${avatar}`);
	await cp(`${ROOT}LICENSE`, `${folder}/LICENSE`);
	await cp(`${ROOT}docs/widget.md`, `${folder}/README.md`);
	const { version, license, description, engines } = JSON.parse(
		await readFile(`${ROOT}package.json`, "utf8"),
	);
	const json = (value: unknown) => `${JSON.stringify(value, null, "\t")}\n`;
	await writeFile(
		`${folder}/package.json`,
		json(packageManifest({ version, license, description, engines })),
	);
	for (const [file, data] of Object.entries(widgetData())) await writeFile(`${folder}/${file}`, json(data));
}
