import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";
import { packageManifest } from "./package-manifest.ts";
import { widgetData } from "./widget-data.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Modules that a page imports by name. */
const ENTRIES = ["index", "element", "core", "react"] as const;

/** The default avatar and its poster, beside the modules. */
const AVATARS = ["mira.vrm", "mira-light.vrm", "mira.webp"];

/** What both builds have in common: nothing of it is inlined, and names do not change from one version to the next. */
const common = (outDir: string): InlineConfig => ({
	root: ROOT,
	configFile: false,
	publicDir: false,
	logLevel: "error",
	base: "./",
	worker: {
		format: "es",
		rolldownOptions: {
			output: {
				entryFileNames: "[name].js",
				chunkFileNames: "[name]-[hash].js",
				assetFileNames: "[name]-[hash][extname]",
			},
		},
	},
	build: {
		outDir,
		emptyOutDir: false,
		target: "es2022",
		assetsInlineLimit: 0,
		sourcemap: false,
		modulePreload: false,
	},
});

/** The modules: shell, core, runtime, React, with the workers' files beside them. */
async function buildModules(outDir: string): Promise<void> {
	const config = common(outDir);
	await build({
		...config,
		build: {
			...config.build,
			assetsDir: "",
			rolldownOptions: {
				input: Object.fromEntries(ENTRIES.map((name) => [name, `${ROOT}src/widget/package/${name}.ts`])),
				external: ["react", "react/jsx-runtime"],
				preserveEntrySignatures: "strict",
				output: {
					entryFileNames: "[name].js",
					chunkFileNames: "[name]-[hash].js",
					assetFileNames: "[name]-[hash][extname]",
				},
			},
		},
	});
}

/** The single file for a `<script>` tag. */
async function buildScript(outDir: string): Promise<void> {
	const config = common(outDir);
	await build({
		...config,
		build: {
			...config.build,
			lib: {
				entry: `${ROOT}src/widget/package/script.ts`,
				formats: ["iife"],
				name: "facewire",
				fileName: () => "facewire.js",
			},
		},
	});
}

/** Declarations of all that the entries reach. TypeScript wants the endings that the files will have. */
async function buildTypes(outDir: string): Promise<void> {
	execFileSync(
		process.execPath,
		[`${ROOT}node_modules/typescript/bin/tsc`, "-p", `${ROOT}tsconfig.package.json`, "--outDir", outDir],
		{ stdio: "inherit" },
	);
	const files = (await readdir(outDir, { recursive: true })).filter((file) => file.endsWith(".d.ts"));
	for (const file of files) {
		const text = await readFile(`${outDir}/${file}`, "utf8");
		await writeFile(`${outDir}/${file}`, text.replace(/((?:from|import)\s*\(?")(\.[^"]+)\.ts"/g, '$1$2.js"'));
	}
}

/** Makes the package's folder: `dist`, `types`, manifest, data for editors, licence. */
export async function buildPackage(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true });
	const dist = `${folder}/dist`;
	await mkdir(`${dist}/avatars`, { recursive: true });
	await buildModules(dist);
	await buildScript(dist);
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
