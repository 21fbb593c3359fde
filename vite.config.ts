import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { kioskPrecache, WORKER_ENTRY } from "./scripts/kiosk/precache-plugin.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Every HTML file at the top is a page. */
const pages = readdirSync(here).filter((file) => file.endsWith(".html"));

/** Commit of what is built, for kiosks that tell which version they run; the package's version where there is no repository. */
function buildName(): string {
	try {
		return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: here, encoding: "utf8" }).trim();
	} catch {
		return "unversioned";
	}
}

export default defineConfig({
	base: "./",
	define: { __BUILD__: JSON.stringify(buildName()) },
	publicDir: "assets/public",
	plugins: [kioskPrecache(`${here}assets/public`)],
	// Module workers may import, and share chunks; the default format cannot.
	worker: { format: "es" },
	build: {
		target: "es2022",
		// Inlined data: URLs break a strict Content-Security-Policy.
		assetsInlineLimit: 0,
		sourcemap: true,
		rolldownOptions: {
			input: {
				...Object.fromEntries(pages.map((file) => [file.slice(0, -".html".length), `${here}${file}`])),
				[WORKER_ENTRY]: `${here}src/kiosk/service-worker.ts`,
			},
			// A service worker watches over the folder that it lies in, under a name that stays.
			output: {
				entryFileNames: ({ name }) => (name === WORKER_ENTRY ? "[name].js" : "assets/[name]-[hash].js"),
			},
		},
	},
});
