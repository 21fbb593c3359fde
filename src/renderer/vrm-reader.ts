import type { VRM } from "@pixiv/three-vrm";
import { VRMCoreLoaderPlugin } from "@pixiv/three-vrm-core";
import type { GLTF, GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import type { GltfFacts } from "./inspect-gltf.ts";

/** What a VRM 1.0 may add to its core: springs, constraints, materials. All that begins with `VRMC_` is of VRM. */
const isAddition = (extension: string): boolean => extension.startsWith("VRMC_") && extension !== "VRMC_vrm";

/** Whether the core of VRM 1.0 is all that a file has, in good order: our own avatars are so. */
const isCoreOnly = ({ extensions, skins, sharesVertices, bindsMaterials }: GltfFacts): boolean =>
	extensions.has("VRMC_vrm") &&
	!extensions.has("VRM") &&
	![...extensions].some(isAddition) &&
	skins <= 1 &&
	!sharesVertices &&
	!bindsMaterials;

/** Reads VRMs. The readers of springs, constraints, toon materials and VRM 0.x are loaded with the first file that needs one. */
export interface VrmReader {
	/** Makes a loader read VRM. */
	attach(loader: GLTFLoader): void;
	/** The VRM of a loaded file, in the form that is measured and driven; `undefined` if its VRM part is missing. */
	take(gltf: GLTF): VRM | undefined;
}

export async function vrmReader(facts: GltfFacts): Promise<VrmReader> {
	return isCoreOnly(facts) ? PLAIN : (await import("./vrm-whole.ts")).WHOLE;
}

const PLAIN: VrmReader = {
	attach: (loader) => void loader.register((parser) => new VRMCoreLoaderPlugin(parser)),
	take: ({ userData }) => userData.vrmCore as VRM | undefined,
};
