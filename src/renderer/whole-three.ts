import { ShaderChunk, ShaderLib, type WebGLRenderer } from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { attachDecoders, type ReleaseDecoders } from "./decoders.ts";
import { MATERIAL_SHADERS, WHOLE_SHADERS } from "./whole-shaders.ts";

export interface WholeLoader {
	readonly loader: GLTFLoader;
	/** To be called when it has loaded, or failed. */
	readonly release: ReleaseDecoders;
}

let isComplete = false;

/**
 * A loader of everything that glTF has, with the decoders that a file of these extensions needs; makes three ready to
 * draw it.
 * @param renderer needed for KTX2 textures only
 */
export async function wholeLoader(
	extensions: ReadonlySet<string>,
	renderer?: WebGLRenderer,
): Promise<WholeLoader> {
	completeShaders();
	const loader = new GLTFLoader();
	return { loader, release: await attachDecoders(loader, extensions, renderer) };
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
