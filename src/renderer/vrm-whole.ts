import { type VRM, VRMLoaderPlugin, VRMUtils } from "@pixiv/three-vrm";
import { separateSkinIndices } from "./separate-skin-indices.ts";
import type { VrmReader } from "./vrm-reader.ts";

/** Everything that VRM 0.x and 1.0 know, and what exporters leave untidy. */
export const WHOLE: VrmReader = {
	attach: (loader) => void loader.register((parser) => new VRMLoaderPlugin(parser)),
	take({ userData }) {
		const vrm = userData.vrm as VRM | undefined;
		if (vrm !== undefined) tidy(vrm);
		return vrm;
	},
};

function tidy(vrm: VRM): void {
	// A VRM 0.x looks away from the viewer.
	VRMUtils.rotateVRM0(vrm);
	// Exporters give every primitive of a mesh all of its vertices, and every mesh a skeleton of its own.
	VRMUtils.removeUnnecessaryVertices(vrm.scene);
	separateSkinIndices(vrm.scene);
	VRMUtils.combineSkeletons(vrm.scene);
}
