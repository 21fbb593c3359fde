import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGS, findChromium } from "./scripts/chromium.ts";

const executablePath = findChromium();

/** Tests of pages that hold lips against sound, or sound against the clock. */
const MEASURED = ["blocked", "conversation", "held", "hidden", "speaking", "stopping"].map(
	(name) => `test/pages/${name}.test.ts`,
);

/** What comes about on a busy machine comes later; a second, Vitest's own patience, is for an idle one. */
const PATIENT = { expect: { poll: { timeout: 20_000 } } };

/** What all tests of built pages need. */
const PAGES = {
	...PATIENT,
	environment: "node",
	setupFiles: ["test/support/no-secret-in-logs.ts"],
	// As in the node project: gateway and driver are loaded once.
	isolate: false,
	testTimeout: 60_000,
	hookTimeout: 60_000,
};

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					...PATIENT,
					name: "node",
					environment: "node",
					setupFiles: ["test/support/no-secret-in-logs.ts"],
					include: ["test/**/*.test.ts"],
					exclude: ["test/browser/**", "test/pages/**"],
					// Much of it waits for sockets and children: three files share two cores well. Vitest alone would take one.
					maxWorkers: 3,
					// Loading what is tested anew for every file would cost almost as much as the tests: files share a process, so
					// none may leave anything behind in it.
					isolate: false,
					testTimeout: 30_000,
					// Children that compile TypeScript start slowly on a machine that does other things.
					hookTimeout: 60_000,
				},
			},
			{
				// The built pages with the real gateway, driver and Chromium. One file at a time: lips and sound are measured.
				test: {
					...PAGES,
					name: "measured-pages",
					sequence: { groupOrder: 2 },
					include: MEASURED,
					fileParallelism: false,
				},
			},
			{
				// Those whose tests measure no time wait for pages and vendors, two beside each other.
				test: {
					...PAGES,
					name: "pages",
					sequence: { groupOrder: 3 },
					include: ["test/pages/**/*.test.ts"],
					exclude: MEASURED,
					maxWorkers: 2,
				},
			},
			{
				server: {
					headers: {
						"Cross-Origin-Opener-Policy": "same-origin",
						"Cross-Origin-Embedder-Policy": "require-corp",
					},
				},
				worker: { format: "es" },
				// All of them at the start: one found later makes Vite reload the page in the middle of a test.
				optimizeDeps: {
					include: [
						"axe-core",
						"comlink",
						"dompurify",
						"marked",
						"three",
						"three/examples/jsm/loaders/DRACOLoader.js",
						"three/examples/jsm/loaders/GLTFLoader.js",
						"three/examples/jsm/loaders/KTX2Loader.js",
						"three/examples/jsm/libs/meshopt_decoder.module.js",
						"@gltf-transform/core",
						"@pixiv/three-vrm",
						"@pixiv/three-vrm-animation",
						"standardized-audio-context",
					],
				},
				test: {
					...PATIENT,
					name: "browser",
					// Real-time sound and pictures share the machine with nobody: one project after the other.
					sequence: { groupOrder: 1 },
					include: ["test/browser/**/*.test.ts"],
					testTimeout: 60_000,
					fileParallelism: false,
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: { args: [...CHROMIUM_ARGS], ...(executablePath ? { executablePath } : {}) },
						}),
						instances: [{ browser: "chromium" }],
					},
				},
			},
		],
	},
});
