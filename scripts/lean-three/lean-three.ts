import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { leanShader } from "./lean-shader.ts";
import { LEFT_OUT_MATERIALS, SHADER_FACTS, STAND_INS } from "./left-out.ts";

const THREE = fileURLToPath(new URL("../../node_modules/three/", import.meta.url));
const SOURCE = `${THREE}src/`;

/** Where a part of three has gone after an upgrade, the build ends with its name. */
function checkPlaces(): void {
	for (const file of [...Object.keys(STAND_INS), ...LEFT_OUT_MATERIALS.map(shaderFile)])
		if (!existsSync(SOURCE + file))
			throw new Error(`three has no src/${file} any more: see scripts/lean-three.`);
}

const shaderFile = (material: string): string => `renderers/shaders/ShaderLib/${material}.glsl.js`;

/**
 * Builds three from its sources, without what no avatar uses: WebXR, materials that no loader of ours makes, branches of
 * shaders that are never compiled. What is left out and why: `left-out.ts`.
 */
export function leanThree(): Plugin {
	checkPlaces();
	const materials = new Set(LEFT_OUT_MATERIALS.map((material) => SOURCE + shaderFile(material)));
	return {
		name: "facewire-lean-three",
		enforce: "pre",
		resolveId: (id) => (id === "three" ? `${SOURCE}Three.js` : null),
		load(id) {
			if (!id.startsWith(SOURCE)) return null;
			const standIn = STAND_INS[id.slice(SOURCE.length)];
			if (standIn !== undefined)
				return readFileSync(new URL(`stand-ins/${standIn}`, import.meta.url), "utf8");
			if (!id.endsWith(".glsl.js")) return null;
			return leanShaderModule(readFileSync(id, "utf8"), materials.has(id));
		},
	};
}

/** A module of shader texts, each lean; of a material that is left out, texts that say so to who compiles them. */
export function leanShaderModule(module: string, isLeftOut: boolean): string {
	return module.replaceAll(/`([^`]*)`/g, (_, shader: string) =>
		JSON.stringify(
			isLeftOut
				? "#error this material is left out, see scripts/lean-three"
				: leanShader(shader, SHADER_FACTS),
		),
	);
}
