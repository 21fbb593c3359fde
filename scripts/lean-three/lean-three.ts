import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { withBodies, withoutWarnings } from "./emptied.ts";
import { EMPTIED, LATE_MATERIALS, LEFT_OUT_MATERIALS, SHADER_WRITERS, STAND_INS } from "./left-out.ts";
import { plainLoader } from "./plain-loader.ts";
import { plainVrm } from "./plain-vrm.ts";
import { MATERIAL_SHADERS, PLAIN_SHADERS, WHOLE_SHADERS } from "./shader-texts.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const THREE = `${ROOT}node_modules/three/`;
const SOURCE = `${THREE}src/`;
const LOADERS = `${THREE}examples/jsm/loaders/`;
const SHADER_CHUNK = `${SOURCE}renderers/shaders/ShaderChunk.js`;
const VRM_CORE = "/three-vrm-core.module.js";
const PLAIN_LOADER = `${LOADERS}GLTFLoader.plain.js`;

/** Where a part of three has gone after an upgrade, the build ends with its name. */
function checkPlaces(): void {
	const materials = [...LEFT_OUT_MATERIALS, ...LATE_MATERIALS];
	const places = [...Object.keys(STAND_INS), ...Object.keys(EMPTIED), ...materials.map(shaderFile)];
	for (const file of ["renderers/shaders/ShaderChunk.js", ...places])
		if (!existsSync(SOURCE + file))
			throw new Error(`three has no src/${file} any more: see scripts/lean-three.`);
}

const shaderFile = (material: string): string => `renderers/shaders/ShaderLib/${material}.glsl.js`;

/**
 * Builds three from its sources, without what no avatar uses: WebXR, materials that no loader of ours makes, branches of
 * shaders that are never compiled. What plain models do not use is a chunk of its own. What and why: `left-out.ts`.
 */
export function leanThree(): Plugin {
	checkPlaces();
	return {
		name: "facewire-lean-three",
		enforce: "pre",
		resolveId(id, importer) {
			if (id === "three") return `${SOURCE}Three.js`;
			return id.endsWith("/GLTFLoader.js") && importer?.endsWith("/plain-loader.ts") ? PLAIN_LOADER : null;
		},
		load(id) {
			if (id === PLAIN_LOADER) return plainLoader(readFileSync(`${LOADERS}GLTFLoader.js`, "utf8"));
			if (id === `${ROOT}src/renderer/background.ts`) return standInText("background.js");
			if (id.endsWith(VRM_CORE)) return plainVrm(readFileSync(id, "utf8"));
			if (id === `${ROOT}src/renderer/whole-shaders.ts`) return wholeShadersModule();
			if (!id.startsWith(SOURCE)) return null;
			const standIn = STAND_INS[id.slice(SOURCE.length)];
			if (standIn !== undefined) return standInText(standIn);
			if (id === SHADER_CHUNK) return `export const ShaderChunk = ${json(PLAIN_SHADERS)};`;
			const file = id.slice(SOURCE.length);
			const source = withoutWarnings(readFileSync(id, "utf8"));
			return withBodies(SHADER_WRITERS.includes(file) ? tidy(source) : source, id, EMPTIED[file] ?? {});
		},
	};
}

const standInText = (file: string): string =>
	readFileSync(new URL(`stand-ins/${file}`, import.meta.url), "utf8");

/** Shader texts within a module, without their comments and idle space. */
const tidy = (source: string): string =>
	source.replaceAll(/`[^`]*`/g, (text) => text.replaceAll(/\/\/.*$/gm, "").replaceAll(/\n\s+/g, "\n"));

const json = (texts: ReadonlyMap<string, string>): string => JSON.stringify(Object.fromEntries(texts));

const wholeShadersModule = (): string =>
	`export const WHOLE_SHADERS = ${json(WHOLE_SHADERS)}; export const MATERIAL_SHADERS = ${JSON.stringify(MATERIAL_SHADERS)};`;
