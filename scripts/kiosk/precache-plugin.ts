import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** A file that lies on the kiosk. `revision` is null where the name holds the hash of the content. */
interface Kept {
	readonly url: string;
	readonly revision: string | null;
}

/** Page whose files are kept, and the entry whose code holds their list. */
const PAGE = "kiosk.html";
export const WORKER_ENTRY = "kiosk-worker";

/** Folders of public files that a kiosk needs without a network. */
const PUBLIC = ["avatars", "kiosk", "icon.svg"];

/** In the worker's code, whatever quotes a minifier prefers. */
const PLACE = /["'`]__KIOSK_FILES__["'`]/;

const hash = (content: string | Uint8Array) =>
	createHash("sha256").update(content).digest("hex").slice(0, 16);

function publicFiles(folder: string, path: string): Kept[] {
	const full = join(folder, path);
	try {
		return readdirSync(full).flatMap((name) => publicFiles(folder, `${path}/${name}`));
	} catch {
		return [{ url: path, revision: hash(readFileSync(full)) }];
	}
}

interface Built {
	readonly type: "chunk" | "asset";
	readonly imports?: readonly string[];
	readonly dynamicImports?: readonly string[];
	readonly facadeModuleId?: string | null;
	readonly viteMetadata?: { readonly importedCss: Set<string>; readonly importedAssets: Set<string> };
	code?: string;
	readonly source?: string | Uint8Array;
}

/** The page's chunks with all that they import, now or later. */
function reachable(bundle: Readonly<Record<string, Built>>): Set<string> {
	const found = new Set<string>();
	const add = (name: string) => {
		const chunk = bundle[name];
		if (chunk === undefined || found.has(name)) return;
		found.add(name);
		for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) add(next);
		for (const file of [
			...(chunk.viteMetadata?.importedCss ?? []),
			...(chunk.viteMetadata?.importedAssets ?? []),
		])
			found.add(file);
	};
	for (const [name, chunk] of Object.entries(bundle))
		if (chunk.facadeModuleId?.endsWith(`/${PAGE}`)) add(name);
	return found;
}

/** Writes the list of the kiosk's files into its service worker, so that a new build is a new worker. */
export function kioskPrecache(publicFolder: string): Plugin {
	return {
		name: "facewire-kiosk-precache",
		apply: "build",
		generateBundle: {
			order: "post",
			handler(_options, output) {
				const bundle = output as unknown as Record<string, Built>;
				const worker = bundle[`${WORKER_ENTRY}.js`];
				if (worker?.code === undefined) return;
				const chunks = reachable(bundle);
				// What runs in workers is built apart, as assets.
				for (const [name, { type }] of Object.entries(bundle))
					if (type === "asset" && name.endsWith(".js")) chunks.add(name);
				const page = bundle[PAGE];
				const built = [...chunks].sort().map((url) => ({ url, revision: null }));
				const files: Kept[] = [
					{ url: PAGE, revision: hash(page?.source ?? built.map(({ url }) => url).join()) },
					...built,
					...PUBLIC.flatMap((path) => publicFiles(publicFolder, path)),
				];
				if (!PLACE.test(worker.code)) this.error("The kiosk's service worker has no place for its files.");
				worker.code = worker.code.replace(PLACE, JSON.stringify(files));
			},
		},
	};
}
