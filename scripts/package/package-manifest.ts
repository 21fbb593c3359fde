/** What the package takes over from the repository. */
export interface PackageFacts {
	readonly version: string;
	readonly license: string;
	readonly description: string;
	readonly engines: Readonly<Record<string, string>>;
}

const entry = (name: string) => ({
	types: `./types/src/widget/package/${name}.d.ts`,
	default: `./dist/${name}.js`,
});

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
