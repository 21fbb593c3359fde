/** What the package takes over from the repository. */
export interface PackageFacts {
	readonly version: string;
	readonly license: string;
	readonly description: string;
	readonly engines: Readonly<Record<string, string>>;
}

/** Modules under `facewire/vendors`, the first without a name of its own. */
export const VENDOR_ENTRIES = ["index", "akool", "iflytek", "players", "softsugar", "tencent-cloud"] as const;

const entry = (name: string) => ({
	types: `./types/src/widget/package/${name}.d.ts`,
	default: `./dist/${name}.js`,
});

const vendorEntry = (name: (typeof VENDOR_ENTRIES)[number]) => [
	name === "index" ? "./vendors" : `./vendors/${name}`,
	{ types: `./types/src/vendors/package/${name}.d.ts`, default: `./dist/vendors/${name}.js` },
];

/** The manifest of the package as it is published: no dependencies, since all that it needs is bundled. */
export const packageManifest = ({ version, license, description }: PackageFacts) => ({
	name: "facewire",
	version,
	description,
	license,
	type: "module",
	// Importing an entry defines the element.
	sideEffects: ["./dist/element.js", "./dist/facewire.js"],
	exports: {
		".": entry("index"),
		"./element": entry("element"),
		"./react": entry("react"),
		...Object.fromEntries(VENDOR_ENTRIES.map(vendorEntry)),
		"./script": "./dist/facewire.js",
		"./assets/*": "./dist/*",
		"./custom-elements.json": "./custom-elements.json",
		"./package.json": "./package.json",
	},
	types: "./types/src/widget/package/index.d.ts",
	unpkg: "./dist/facewire.js",
	jsdelivr: "./dist/facewire.js",
	customElements: "custom-elements.json",
	"web-types": undefined,
	files: ["dist", "types", "custom-elements.json", "html-data.json", "css-data.json"],
	peerDependencies: { react: ">=18" },
	peerDependenciesMeta: { react: { optional: true } },
});
