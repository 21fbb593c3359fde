import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const page = (name: string) => fileURLToPath(new URL(`./${name}.html`, import.meta.url));

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
		rolldownOptions: { input: { index: page("index") } },
	},
});
