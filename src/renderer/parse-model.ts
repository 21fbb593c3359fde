import type { VRM } from "@pixiv/three-vrm";
import type { Object3D, WebGLRenderer } from "three";
import type { GLTF } from "three/examples/jsm/loaders/GLTFLoader.js";
import { AssetError } from "../protocol/errors.ts";
import { EmbeddedImages } from "./embedded-images.ts";
import type { GltfFacts } from "./inspect-gltf.ts";
import { PlainLoader } from "./plain-loader.ts";
import type { VrmReader } from "./vrm-reader.ts";

/** A model as its file has it; the caller frees `root`. */
export interface ParsedModel {
	readonly root: Object3D;
	readonly vrm?: VRM;
	/** Sentences for the user about what could not be read. */
	readonly notes: readonly string[];
}

/**
 * Builds the objects of a glTF or VRM. A VRM whose own part is broken (a bone is missing, say) is read as the glTF that
 * it is as well.
 * @param renderer needed for KTX2 textures only
 * @throws AssetError
 */
export async function parseModel(
	bytes: ArrayBuffer,
	url: string,
	facts: GltfFacts,
	renderer?: WebGLRenderer,
): Promise<ParsedModel> {
	const { extensions } = facts;
	const parse = (reader?: VrmReader) => load(bytes, url, facts, reader, renderer);
	const isVrm0 = extensions.has("VRM");
	if (!isVrm0 && !extensions.has("VRMC_vrm")) return { root: (await parse()).scene, notes: [] };
	try {
		const { vrmReader } = await import("./vrm-reader.ts");
		const reader = await vrmReader(facts);
		const gltf = await parse(reader);
		const vrm = reader.take(gltf);
		return { root: gltf.scene, ...(vrm === undefined ? {} : { vrm }), notes: [] };
	} catch (failure) {
		const { scene: root } = await parse();
		// A VRM 0.x looks away from the viewer.
		if (isVrm0) root.rotation.y = Math.PI;
		return { root, notes: [`Read as plain glTF, because its VRM part is broken. ${reasonOf(failure)}`] };
	}
}

async function load(
	bytes: ArrayBuffer,
	url: string,
	{ isPlain, extensions }: GltfFacts,
	reader?: VrmReader,
	renderer?: WebGLRenderer,
): Promise<GLTF> {
	try {
		const { loader, release } = isPlain
			? { loader: new PlainLoader(), release: () => undefined }
			: await (await import("./whole-three.ts")).wholeLoader(extensions, renderer);
		loader.register((parser) => new EmbeddedImages(parser));
		reader?.attach(loader);
		const folder = url.slice(0, url.lastIndexOf("/") + 1);
		const gltf = await loader.parseAsync(bytes, folder).finally(release);
		// Typed as always there, but a glTF may be a library of meshes without a scene.
		if ((gltf.scene as Object3D | undefined) === undefined) throw new TypeError("it has no scene");
		return gltf;
	} catch (cause) {
		throw new AssetError(url, `${url} cannot be read: ${reasonOf(cause)}`, { cause });
	}
}

function reasonOf(failure: unknown): string {
	if (failure instanceof AssetError && failure.cause !== undefined) return reasonOf(failure.cause);
	return failure instanceof Error ? failure.message : String(failure);
}
