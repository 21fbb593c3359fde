import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Every HTML file at the top is a page. */
const pages = readdirSync(here).filter((file) => file.endsWith(".html"));

export default defineConfig({
	base: "./",
	publicDir: "assets/public",
	// Module workers may import, and share chunks; the default format cannot.
	worker: { format: "es" },
	build: {
		target: "es2022",
		// Inlined data: URLs break a strict Content-Security-Policy.
		assetsInlineLimit: 0,
		sourcemap: true,
		rolldownOptions: { input: pages.map((file) => `${here}${file}`) },
	},
});
