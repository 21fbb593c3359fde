import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let product: Promise<string> | undefined;

/** Folder of the product's pages as they are shipped, built anew once a run: nobody else's build can get in between. */
export function buildProduct(): Promise<string> {
	product ??= buildPages();
	return product;
}

async function buildPages(): Promise<string> {
	const outDir = `${ROOT}node_modules/.cache/facewire-bench/product`;
	await build({
		root: ROOT,
		logLevel: "error",
		build: { outDir, emptyOutDir: true },
	});
	return outDir;
}

/** One module of ours as the text of an ES module with all that it imports, but for `external` names. */
export async function bundleModule(path: string, external: readonly string[] = []): Promise<string> {
	const entry = fileURLToPath(new URL(path, import.meta.url));
	const built = await build({
		root: ROOT,
		configFile: false,
		publicDir: false,
		logLevel: "error",
		build: {
			write: false,
			target: "es2022",
			lib: { entry, formats: ["es"], fileName: "module" },
			rolldownOptions: { external: [...external] },
		},
	});
	const outputs = Array.isArray(built) ? built : [built];
	const chunk = outputs
		.flatMap((output) => ("output" in output ? output.output : []))
		.find(({ type }) => type === "chunk");
	if (chunk?.type !== "chunk") throw new Error(`${path} was not built.`);
	return chunk.code;
}
