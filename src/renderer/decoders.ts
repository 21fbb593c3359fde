import { LoadingManager, type WebGLRenderer } from "three";
import type { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";

/** Frees the workers of the decoders that a load has used. */
export type ReleaseDecoders = () => void;

/**
 * Gives a loader the decoders that a file asks for, and loads no others. Their code and WebAssembly are files of ours.
 * @param renderer tells which compressed textures the graphics card takes; without one KTX2 textures fail to load
 */
export async function attachDecoders(
	loader: GLTFLoader,
	extensions: ReadonlySet<string>,
	renderer?: WebGLRenderer,
): Promise<ReleaseDecoders> {
	const releases = await Promise.all([
		extensions.has("KHR_draco_mesh_compression") ? attachDraco(loader) : undefined,
		extensions.has("EXT_meshopt_compression") || extensions.has("KHR_meshopt_compression")
			? attachMeshopt(loader)
			: undefined,
		extensions.has("KHR_texture_basisu") && renderer !== undefined ? attachKtx2(loader, renderer) : undefined,
	]);
	return () => {
		for (const release of releases) release?.();
	};
}

async function attachDraco(loader: GLTFLoader): Promise<ReleaseDecoders> {
	const [{ DRACOLoader }, { default: js }, { default: wasm }] = await Promise.all([
		import("three/examples/jsm/loaders/DRACOLoader.js"),
		import("three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js?url"),
		import("three/examples/jsm/libs/draco/gltf/draco_decoder.wasm?url"),
	]);
	const draco = new DRACOLoader();
	draco.setDecoderPath({ js: absolute(js), wasm: absolute(wasm) });
	loader.setDRACOLoader(draco);
	return () => draco.dispose();
}

async function attachMeshopt(loader: GLTFLoader): Promise<ReleaseDecoders> {
	const { MeshoptDecoder } = await import("three/examples/jsm/libs/meshopt_decoder.module.js");
	await MeshoptDecoder.ready;
	loader.setMeshoptDecoder(MeshoptDecoder);
	return () => undefined;
}

/** The transcoder of KTX2 textures makes functions of text, and waits for ever where it may not. */
function mayMakeFunctions(): boolean {
	try {
		return new Function("return true")() === true;
	} catch {
		return false;
	}
}

/** @throws {TypeError} if the page's policy forbids what the transcoder needs */
async function attachKtx2(loader: GLTFLoader, renderer: WebGLRenderer): Promise<ReleaseDecoders> {
	if (!mayMakeFunctions())
		throw new TypeError("its KTX2 textures need 'unsafe-eval' in this page's Content-Security-Policy");
	const [{ KTX2Loader }, { default: js }, { default: wasm }] = await Promise.all([
		import("three/examples/jsm/loaders/KTX2Loader.js"),
		import("three/examples/jsm/libs/basis/basis_transcoder.js?url"),
		import("three/examples/jsm/libs/basis/basis_transcoder.wasm?url"),
	]);
	// The loader knows its two files by name and one folder; the bundler gives each an address of its own.
	const manager = new LoadingManager().setURLModifier((url) =>
		url.endsWith("basis_transcoder.js")
			? absolute(js)
			: url.endsWith("basis_transcoder.wasm")
				? absolute(wasm)
				: url,
	);
	const ktx2 = new KTX2Loader(manager).setTranscoderPath("./").detectSupport(renderer);
	loader.setKTX2Loader(ktx2);
	return () => ktx2.dispose();
}

/** Decoders run in workers made of blobs, where a relative address means nothing. */
const absolute = (url: string): string => new URL(url, self.location.href).href;
