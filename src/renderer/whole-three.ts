import { ShaderChunk, ShaderLib } from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { MATERIAL_SHADERS, WHOLE_SHADERS } from "./whole-shaders.ts";

let isComplete = false;

/** A loader of everything that glTF has, and the shaders that such models need. */
export function wholeLoader(): GLTFLoader {
	completeShaders();
	return new GLTFLoader();
}

/** Programs that have been compiled stay: of what they draw the whole texts say the same. */
export function completeShaders(): void {
	if (isComplete) return;
	isComplete = true;
	const chunks: Record<string, string> = Object.assign(ShaderChunk, WHOLE_SHADERS);
	for (const [name, shader] of Object.entries(ShaderLib)) {
		const { vertex = "", fragment = "" } = MATERIAL_SHADERS[name] ?? {};
		shader.vertexShader = chunks[vertex] ?? shader.vertexShader;
		shader.fragmentShader = chunks[fragment] ?? shader.fragmentShader;
	}
}
