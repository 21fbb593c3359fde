import type { Object3D } from "three";
import type { AvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import { meshesOf } from "./morph-targets.ts";

/** What both kinds of avatar are made with. */
export interface AvatarOptions {
	/** File name for the coverage card. */
	readonly name: string;
	readonly mapping?: AvatarMapping;
	/** Sentences for the coverage card. */
	readonly notes?: readonly string[];
}

/** What every mesh of an avatar needs. */
export function prepareMeshes(root: Object3D): void {
	for (const mesh of meshesOf(root)) {
		mesh.castShadow = true;
		mesh.receiveShadow = true;
		// Bounds are those of the rest pose: bones and morph targets carry vertices out of them.
		mesh.frustumCulled = false;
	}
}
